'use client';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { NamedDocument } from '@gatehouse/contracts';
import { PolicyDocument } from '../../../../components/policies/policy-document';
import type { PrincipalDetails } from '../../../../gateway-api/gateway-api';
import type { ReplyState } from '../../../../gateway-api/use-reply';

/** What the role may do and who may assume it, as AWS holds it. Read-only. */
export function PoliciesPanel({ found }: { found: ReplyState<{ principal: PrincipalDetails }> }) {
  const principal = found.data?.principal;
  if (!principal) return null;
  const { inlinePolicies, attachedPolicies, permissionsBoundary, trustPolicy } = principal;
  const count = inlinePolicies.length + attachedPolicies.length;
  return (
    <Container header={<Header variant="h2">Policies</Header>}>
      <Tabs
        ariaLabel="Policies"
        tabs={[
          { id: 'permissions', label: `Permissions (${count})`, content: <Permissions principal={principal} /> },
          { id: 'trust', label: 'Trust policy', content: <Trust trustPolicy={trustPolicy} /> },
          {
            id: 'boundary',
            label: `Permissions boundary (${permissionsBoundary ? 'set' : 'none'})`,
            content: <Boundary boundary={permissionsBoundary} />,
          },
        ]}
      />
    </Container>
  );
}

function Permissions({ principal: { inlinePolicies, attachedPolicies } }: { principal: PrincipalDetails }) {
  const documents = [...inlinePolicies, ...attachedPolicies];
  if (documents.length === 0)
    return <Box color="text-body-secondary">No policy: the role may do nothing by itself.</Box>;
  return (
    <SpaceBetween size="s">
      {documents.map((document, index) => (
        <Named key={document.arn ?? document.name} named={document} expanded={index === 0} />
      ))}
    </SpaceBetween>
  );
}

function Named({ named, expanded }: { named: NamedDocument; expanded: boolean }) {
  return (
    <ExpandableSection
      headerText={named.name}
      headerDescription={named.arn === null ? 'Inline policy' : kindOf(named.arn)}
      headingTagOverride="h3"
      defaultExpanded={expanded}
    >
      <PolicyDocument label={named.name} text={named.document} />
    </ExpandableSection>
  );
}

function kindOf(policyArn: string): string {
  return policyArn.includes(':iam::aws:')
    ? `AWS managed policy · ${policyArn}`
    : `Customer managed policy · ${policyArn}`;
}

function Trust({ trustPolicy }: { trustPolicy: string | null }) {
  if (trustPolicy === null) return <Box color="text-body-secondary">A user has no trust policy.</Box>;
  return <PolicyDocument label="Trust policy" text={trustPolicy} />;
}

function Boundary({ boundary }: { boundary: NamedDocument | null }) {
  if (boundary === null) {
    return <Box color="text-body-secondary">No boundary: its policies alone decide what the role may do.</Box>;
  }
  return <Named named={boundary} expanded />;
}
