'use client';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { wholeDuration } from '../../../../components/credentials/durations.rules';
import { FreshnessText } from '../../../../components/lists/freshness-text';
import { TagList } from '../../../../components/roles/tag-list';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { ago } from '../../../../components/text/ago.rules';
import { useNow } from '../../../../components/text/use-now';
import type { PrincipalDetails } from '../../../../gateway-api/gateway-api';
import type { ReplyState } from '../../../../gateway-api/use-reply';

/** What the role is, and how old our picture of it is. */
export function OverviewPanel({ found }: { found: ReplyState<{ principal: PrincipalDetails }> }) {
  const { data, problem, reload } = found;
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      {problem && !data && <ProblemAlert problem={problem} onRetry={reload} />}
      {!problem && !data && <StatusIndicator type="loading">Loading the role</StatusIndicator>}
      {data && <Facts principal={data.principal} />}
    </Container>
  );
}

function Facts({ principal }: { principal: PrincipalDetails }) {
  const { accountName, accountId, path, maxSessionSeconds, description, createdAt, freshness, tags } = principal;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        {
          label: 'Account',
          value: (
            <>
              {accountName}{' '}
              <Box variant="small" color="text-body-secondary">
                {accountId}
              </Box>
            </>
          ),
        },
        { label: 'Path', value: <code>{path}</code> },
        { label: 'Longest session', value: maxSessionSeconds === null ? '–' : wholeDuration(maxSessionSeconds) },
        { label: 'Last used', value: <LastUsed principal={principal} /> },
        { label: 'Created', value: new Date(createdAt).toLocaleDateString() },
        { label: 'Freshness', value: <FreshnessText freshness={freshness} /> },
        { label: 'Description', value: description ?? '–' },
        { label: 'Tags', value: <TagList tags={tags} /> },
      ]}
    />
  );
}

function LastUsed({ principal }: { principal: PrincipalDetails }) {
  const now = useNow(60_000);
  if (principal.lastUsedAt === null) return 'Not in the time that AWS keeps track of';
  return (
    <time dateTime={principal.lastUsedAt} title={new Date(principal.lastUsedAt).toLocaleString()}>
      {ago(principal.lastUsedAt, now)}
      {principal.lastUsedRegion && ` in ${principal.lastUsedRegion}`}
    </time>
  );
}
