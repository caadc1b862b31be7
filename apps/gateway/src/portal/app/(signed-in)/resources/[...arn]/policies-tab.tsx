'use client';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Link from '@cloudscape-design/components/link';
import type { ResourceDocument } from '@gatehouse/contracts';
import { useState } from 'react';
import { PolicyDocument } from '../../../../components/policies/policy-document';
import { PolicyFindings } from '../../../../components/policies/policy-findings';
import { resourcePageHref } from '../../../../components/resources/resource-href.rules';
import { useFollow } from '../../../../components/shell/use-follow';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';
import { documentTitle, KIND_WORDS } from './document-title.rules';

/** Its policies as AWS holds them, and what a check says of each. */
export default function PoliciesTab({ resource }: { resource: ResourceDetails }) {
  const { documents } = resource;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="As AWS holds them. Each is checked here, in your browser, without the catalogue of all actions: names of actions are not looked up."
        >
          Policies
        </Header>
      }
    >
      {documents.length === 0 && <Box color="text-body-secondary">It has no policy.</Box>}
      <SpaceBetween size="s">
        {documents.map((document, index) => (
          <Document
            key={`${document.kind} ${document.arn ?? document.name}`}
            document={document}
            isFirst={index === 0}
          />
        ))}
      </SpaceBetween>
    </Container>
  );
}

interface DocumentProps {
  readonly document: ResourceDocument;
  readonly isFirst: boolean;
}

/** Laid out and checked once it is opened: a resource may have a thousand. */
function Document({ document, isFirst }: DocumentProps) {
  const [open, setOpen] = useState(isFirst);
  const follow = useFollow();
  const title = documentTitle(document);
  return (
    <ExpandableSection
      headerText={title}
      headerDescription={[KIND_WORDS[document.kind], document.arn].filter(Boolean).join(' · ')}
      headingTagOverride="h3"
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && document.arn !== null && (
        <Link href={resourcePageHref(document.arn)} onFollow={follow}>
          The page of this policy
        </Link>
      )}
      {open && document.document === '' && <Box color="text-body-secondary">Its text is not known.</Box>}
      {open && document.document !== '' && (
        <SpaceBetween size="s">
          <PolicyFindings kind={document.kind} text={document.document} />
          <PolicyDocument label={title} text={document.document} />
        </SpaceBetween>
      )}
    </ExpandableSection>
  );
}
