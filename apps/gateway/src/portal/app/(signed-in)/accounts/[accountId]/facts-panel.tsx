'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { FreshnessText } from '../../../../components/lists/freshness-text';
import { useFollow } from '../../../../components/shell/use-follow';
import type { AccountPicture } from '../../../../gateway-api/gateway-api';
import { AccountStatus } from '../account-status';

/** What the account is. */
export function FactsPanel({ picture: { account } }: { picture: AccountPicture }) {
  const { aliases, email, environment, freshness, owner, partition, regions, status } = account;
  return (
    <Container header={<Header variant="h2">Overview</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Status', value: <AccountStatus status={status} /> },
          { label: 'Organization', value: <Place account={account} /> },
          { label: 'Freshness', value: <FreshnessText freshness={freshness} /> },
          { label: 'Owner', value: owner ?? 'Not known' },
          { label: 'E-mail of the account', value: email ?? '–' },
          { label: 'Environment', value: <Environment environment={environment} isSensitive={account.isSensitive} /> },
          { label: 'Aliases', value: aliases.join(', ') || 'None' },
          { label: 'Regions that are read', value: regions.join(', ') || 'None' },
          { label: 'Partition', value: partition },
          ...(account.isSyncEnabled
            ? []
            : [{ label: 'Reading', value: 'Switched off in the configuration: it is not read on schedule' }]),
        ]}
      />
    </Container>
  );
}

function Place({ account: { organizationId, ouPath } }: { account: AccountPicture['account'] }) {
  const follow = useFollow();
  if (organizationId === null) return <>Part of no organization that is read</>;
  return (
    <>
      <Link href="/organization" onFollow={follow}>
        {ouPath.replaceAll('/', ' / ') || organizationId}
      </Link>
      <Box variant="small" color="text-body-secondary" display="block">
        {organizationId}
      </Box>
    </>
  );
}

function Environment({ environment, isSensitive }: { environment: string | null; isSensitive: boolean }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <span>{environment ?? 'Not named'}</span>
      {isSensitive && <Badge color="red">Sensitive</Badge>}
    </SpaceBetween>
  );
}
