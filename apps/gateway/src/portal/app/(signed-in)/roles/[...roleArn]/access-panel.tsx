'use client';
import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { PageTurner } from '../../../../components/lists/page-turner';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { guardrailIdOf, matchingGrants, type AccessGrant } from '../../../../components/policies/access-grants.rules';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { gatewayApi } from '../../../../gateway-api/gateway-api';
import { useReply } from '../../../../gateway-api/use-reply';

/** What the role can do, service by service, after what takes away from it. Asked for when somebody wants to know. */
export function AccessPanel({ roleArn }: { roleArn: string }) {
  const [isWanted, setWanted] = useState(false);
  const { data, problem, reload } = useReply(isWanted ? `what can ${roleArn}` : null, (signal) =>
    gatewayApi.whatCan(roleArn, signal),
  );
  if (data) return <Grants grants={data.grants} limitedBy={data.limitedBy} />;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Every service it can use, worked out from its policies, its boundary and the guardrails above it."
          actions={!isWanted && <Button onClick={() => setWanted(true)}>Work it out</Button>}
        >
          What can it do?
        </Header>
      }
    >
      {problem && <ProblemAlert problem={problem} onRetry={reload} />}
      {isWanted && !problem && <StatusIndicator type="loading">Working it out</StatusIndicator>}
    </Container>
  );
}

const columns: readonly TableProps.ColumnDefinition<AccessGrant>[] = [
  {
    id: 'service',
    header: 'Service',
    isRowHeader: true,
    minWidth: 120,
    cell: ({ service }) => <strong>{service}</strong>,
  },
  { id: 'levels', header: 'Access', minWidth: 170, cell: (grant) => <Levels grant={grant} /> },
  { id: 'actions', header: 'Actions', minWidth: 240, cell: ({ actions }) => <CodeList texts={actions} /> },
  { id: 'resources', header: 'On', minWidth: 260, cell: ({ resources }) => <CodeList texts={resources} /> },
];

const PAGE_SIZE = 20;

function Grants({ grants, limitedBy }: { grants: readonly AccessGrant[]; limitedBy: readonly string[] }) {
  const [search, setSearch] = useState('');
  const [wanted, goTo] = useState(1);
  const found = matchingGrants(grants, search);
  const pagesCount = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(wanted, pagesCount);
  return (
    <SpaceBetween size="s">
      <ResponsiveTable
        label="What it can do"
        header={
          <Header
            variant="h2"
            counter={`(${grants.length})`}
            description="Service by service, after its boundary and the guardrails above it."
          >
            What can it do?
          </Header>
        }
        rows={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        rowKey={({ service }) => service}
        columns={columns}
        loading={false}
        loadingText=""
        filter={
          <TextFilter
            filteringText={search}
            filteringPlaceholder="Find a service, an action or a resource"
            filteringAriaLabel="Find what it can do"
            onChange={({ detail }) => setSearch(detail.filteringText)}
          />
        }
        pagination={<PageTurner of="services" page={page} pagesCount={pagesCount} onTurn={goTo} />}
        empty={<Box textAlign="center">{search === '' ? 'It can do nothing.' : 'Nothing of it matches.'}</Box>}
      />
      <LimitedBy arns={limitedBy} />
    </SpaceBetween>
  );
}

function Levels({ grant: { accessLevels, isConditional } }: { grant: AccessGrant }) {
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      {accessLevels.map((level) => (
        <Badge key={level} color={level === 'Permissions management' ? 'red' : level === 'Write' ? 'blue' : 'grey'}>
          {level}
        </Badge>
      ))}
      {isConditional && <Badge>Under conditions</Badge>}
    </SpaceBetween>
  );
}

const SHOWN_AT_ONCE = 4;

function CodeList({ texts }: { texts: readonly string[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? texts : texts.slice(0, SHOWN_AT_ONCE);
  const more = texts.length - shown.length;
  return (
    <>
      <ul className="code-list">
        {shown.map((text) => (
          <li key={text}>
            <code>{text}</code>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button variant="inline-link" onClick={() => setWhole(true)}>
          {`${more.toLocaleString()} more`}
        </Button>
      )}
    </>
  );
}

function LimitedBy({ arns }: { arns: readonly string[] }) {
  const follow = useFollow();
  if (arns.length === 0) return null;
  return (
    <Alert type="info" header="Limited by">
      <ul className="code-list">
        {arns.map((arn) => (
          <li key={arn}>
            <code>{arn}</code>{' '}
            {guardrailIdOf(arn) === null ? (
              'its permissions boundary'
            ) : (
              <Link href="/organization?tab=guardrails" onFollow={follow}>
                a guardrail
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
