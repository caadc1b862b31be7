'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Denial } from '@gatehouse/contracts';
import { useState } from 'react';
import { usePages, type Pages } from '../../../../components/lists/use-pages';
import { usePolling } from '../../../../components/lists/use-polling';
import { resourcePageHref } from '../../../../components/resources/resource-href.rules';
import { isPrincipalType } from '../../../../components/resources/resource-type.rules';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { ago } from '../../../../components/text/ago.rules';
import { RelativeTime } from '../../../../components/text/relative-time';
import { useNow } from '../../../../components/text/use-now';
import { resourcesApi, type ResourceDetails } from '../../../../gateway-api/resources-api';
import { DenialExplained } from './denial-explained';

/** Calls that AWS refused: those it made itself, where it can make any, and those on it. */
export default function DenialsTab({ resource: { arn, resourceType } }: { resource: ResourceDetails }) {
  return (
    <SpaceBetween size="l">
      {isPrincipalType(resourceType) && <Denials title="Calls that it was refused" query={{ principalArn: arn }} />}
      <Denials title="Refused calls on it" query={{ resourceArn: arn }} />
    </SpaceBetween>
  );
}

/** Refusals of somebody who tries right now come up while one looks. */
const ASK_AGAIN_MILLISECONDS = 10_000;

interface DenialsProps {
  readonly title: string;
  readonly query: { readonly principalArn?: string; readonly resourceArn?: string };
}

function Denials({ title, query }: DenialsProps) {
  const list = usePages<Denial>({
    key: `denials ${JSON.stringify(query)}`,
    load: ({ limit, cursor }, signal) => resourcesApi.denials({ ...query, limit, cursor }, signal),
  });
  const { items, complete, reload } = list;
  usePolling(reload, list.loading, ASK_AGAIN_MILLISECONDS);
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={items.length > 0 ? `(${items.length.toLocaleString()}${complete ? '' : '+'})` : ''}
          description="Within a week, counted together where AWS gave the same reason; the latest first."
          actions={<Button iconName="refresh" ariaLabel={`Load again: ${title}`} onClick={reload} />}
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {list.problem && <ProblemAlert problem={list.problem} onRetry={reload} />}
        {items.length === 0 && !list.problem && <NoDenials loading={list.loading} />}
        {items.map((denial) => (
          <DenialItem key={denial.denialId} denial={denial} />
        ))}
        {items.length > 0 && <MoreDenials list={list} />}
      </SpaceBetween>
    </Container>
  );
}

function NoDenials({ loading }: { loading: boolean }) {
  if (loading) return <StatusIndicator type="loading">Loading</StatusIndicator>;
  return <Box color="text-body-secondary">None. Refusals appear here within seconds of CloudTrail telling them.</Box>;
}

function MoreDenials({ list: { complete, loading, loadMore } }: { list: Pages<Denial> }) {
  return complete || loading ? null : <Button onClick={loadMore}>Show more</Button>;
}

function DenialItem({ denial }: { denial: Denial }) {
  const now = useNow(60_000);
  const [open, setOpen] = useState(false);
  return (
    <ExpandableSection
      headerText={denial.action}
      headerDescription={[
        denial.errorCode,
        `${denial.count.toLocaleString()} ×`,
        ago(denial.lastSeenAt, now),
        denial.sessionName,
      ]
        .filter(Boolean)
        .join(' · ')}
      headingTagOverride="h3"
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && (
        <SpaceBetween size="m">
          <DenialFacts denial={denial} />
          <DenialExplained denialId={denial.denialId} />
        </SpaceBetween>
      )}
    </ExpandableSection>
  );
}

function DenialFacts({ denial }: { denial: Denial }) {
  const follow = useFollow();
  return (
    <KeyValuePairs
      columns={2}
      items={[
        {
          label: 'Who',
          value: (
            <Link href={resourcePageHref(denial.principalArn)} onFollow={follow}>
              <span className="value">{denial.principalArn}</span>
            </Link>
          ),
        },
        { label: 'On what', value: <span className="value">{denial.resourceArn}</span> },
        { label: 'What AWS said', value: <span className="value">{denial.errorMessage || '–'}</span> },
        {
          label: 'Seen',
          value: (
            <>
              first <RelativeTime time={denial.firstSeenAt} />, by {denial.source}
              {denial.region !== null && `, lately in ${denial.region}`}
            </>
          ),
        },
      ]}
    />
  );
}
