'use client';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { resourcePageHref } from '../../../../components/resources/resource-href.rules';
import { useRoleActions } from '../../../../components/roles/role-actions';
import { parseRoleArn } from '../../../../components/roles/role-arn.rules';
import { FavouriteButton, spokenName } from '../../../../components/roles/role-buttons';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { ServiceUsagePanel } from '../../../../components/usage/service-usage-panel';
import { useFollow } from '../../../../components/shell/use-follow';
import { ApiProblem } from '../../../../gateway-api/api-problem';
import { gatewayApi } from '../../../../gateway-api/gateway-api';
import { useReply, type ReplyState } from '../../../../gateway-api/use-reply';
import type { Eligibility, PrincipalDetails } from '../../../../gateway-api/gateway-api';
import type { RememberedRole } from '../../../../preferences/remembered-roles.rules';
import { AccessPanel } from './access-panel';
import { EligibilityPanel } from './eligibility-panel';
import { OverviewPanel } from './overview-panel';
import { PoliciesPanel } from './policies-panel';

/** Everything about one role: may I use it and why, what it may do, and how fresh that picture is. */
export function RoleScreen({ roleArn }: { roleArn: string }) {
  const parts = parseRoleArn(roleArn);
  if (parts === null) return <ProblemAlert problem={notAnArn(roleArn)} />;
  return <KnownShape key={roleArn} roleArn={roleArn} name={parts.name} accountId={parts.accountId} />;
}

function notAnArn(text: string): ApiProblem {
  return new ApiProblem({
    status: 400,
    code: 'invalid_argument',
    reason: 'REQUEST_INVALID',
    message: 'The address does not hold the ARN of a role.',
    errors: [
      { field: text.slice(0, 200), message: 'Not the ARN of a role; expected arn:aws:iam::123456789012:role/name.' },
    ],
  });
}

/** What it may do, and what it did. */
function Uses({ roleArn }: { roleArn: string }) {
  return (
    <SpaceBetween size="l">
      <AccessPanel roleArn={roleArn} />
      <ServiceUsagePanel arn={roleArn} />
    </SpaceBetween>
  );
}

function KnownShape({ roleArn, name, accountId }: { roleArn: string; name: string; accountId: string }) {
  const eligibility = useReply(`eligibility ${roleArn}`, (signal) => gatewayApi.eligibility(roleArn, signal));
  const found = useReply(`principal ${roleArn}`, (signal) => gatewayApi.principal(roleArn, signal));
  const role = useMemo(
    () => rememberedOf({ roleArn, name, accountId }, found.data?.principal, eligibility.data),
    [roleArn, name, accountId, found.data, eligibility.data],
  );
  const unknown = isUnknown(found) && isUnknown(eligibility);
  return (
    <SpaceBetween size="s">
      <Trail name={name} />
      <ContentLayout
        header={<RoleHeader role={role} known={!unknown} eligible={eligibility.data?.eligible ?? false} />}
      >
        {unknown && found.problem ? (
          <ProblemAlert problem={found.problem} onRetry={found.reload} />
        ) : (
          <SpaceBetween size="l">
            <EligibilityPanel eligibility={eligibility} tags={found.data?.principal.tags} />
            <OverviewPanel found={found} />
            {found.data && <Uses roleArn={roleArn} />}
            <PoliciesPanel found={found} />
          </SpaceBetween>
        )}
      </ContentLayout>
    </SpaceBetween>
  );
}

function isUnknown({ problem, data }: ReplyState<unknown>): boolean {
  return data === undefined && problem?.facts.status === 404;
}

function rememberedOf(
  { roleArn, name, accountId }: { roleArn: string; name: string; accountId: string },
  principal: PrincipalDetails | undefined,
  eligibility: Eligibility | undefined,
): RememberedRole {
  return {
    roleArn,
    roleName: name,
    accountId,
    accountName: principal?.accountName ?? null,
    cliOnly: eligibility?.cliOnly ?? false,
    maxSessionSeconds: principal?.maxSessionSeconds ?? 3_600,
  };
}

function Trail({ name }: { name: string }) {
  const follow = useFollow();
  const items = [
    { text: 'My roles', href: '/' },
    { text: name, href: '' },
  ];
  return <BreadcrumbGroup items={items} onFollow={follow} ariaLabel="Where you are" />;
}

function RoleHeader({ role, known, eligible }: { role: RememberedRole; known: boolean; eligible: boolean }) {
  return (
    <Header
      variant="h1"
      description={
        <CopyToClipboard
          variant="inline"
          textToCopy={role.roleArn}
          copyButtonAriaLabel="Copy the ARN"
          copySuccessText="ARN copied"
          copyErrorText="The ARN could not be copied"
        />
      }
      actions={known && <HeaderActions role={role} eligible={eligible} />}
    >
      {role.roleName}
    </Header>
  );
}

function HeaderActions({ role, eligible }: { role: RememberedRole; eligible: boolean }) {
  const { openConsole, copyCommands, showCredentials, busy } = useRoleActions();
  if (!eligible) {
    return (
      <SpaceBetween direction="horizontal" size="xs">
        <FavouriteButton role={role} />
        <ResourcePageButton roleArn={role.roleArn} />
      </SpaceBetween>
    );
  }
  const name = spokenName(role);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <FavouriteButton role={role} />
      <ResourcePageButton roleArn={role.roleArn} />
      <Button
        iconName="copy"
        ariaLabel={`Copy CLI commands for ${name}`}
        loading={busy.has(`copy ${role.roleArn}`)}
        onClick={() => copyCommands(role)}
      >
        Copy CLI commands
      </Button>
      <Button
        iconName="external"
        iconAlign="right"
        ariaLabel={`Open the console as ${name}`}
        loading={busy.has(`console ${role.roleArn}`)}
        disabled={role.cliOnly}
        disabledReason="Offered for the command line only, not for the console."
        onClick={() => openConsole(role)}
      >
        Console
      </Button>
      <Button
        variant="primary"
        iconName="key"
        ariaLabel={`Get credentials for ${name}`}
        onClick={() => showCredentials(role)}
      >
        Credentials
      </Button>
    </SpaceBetween>
  );
}

function ResourcePageButton({ roleArn }: { roleArn: string }) {
  const follow = useFollow();
  return (
    <Button href={resourcePageHref(roleArn)} onFollow={follow}>
      History, denials, access
    </Button>
  );
}
