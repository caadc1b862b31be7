'use client';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { FreshnessText } from '../../../../components/lists/freshness-text';
import { useFollow } from '../../../../components/shell/use-follow';
import { RelativeTime } from '../../../../components/text/relative-time';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';
import { publicText, settingsInWords } from './bucket-access.rules';

/** Pixels that types and names of settings need to stay whole. */
const WIDTH = 180;

/** What it is, how it is set up, and how old that picture is. */
export function OverviewTab({ resource }: { resource: ResourceDetails }) {
  const settings = settingsInWords(resource);
  return (
    <SpaceBetween size="l">
      {resource.omitted && (
        <Alert type="info" header="Too large to be shown whole">
          Left out on this page: {resource.omitted.join(', ')}. Everything is kept, and counts in searches and in who
          can do what.
        </Alert>
      )}
      <Container header={<Header variant="h2">Overview</Header>}>
        <KeyValuePairs columns={3} minColumnWidth={WIDTH} items={factsOf(resource)} />
      </Container>
      {settings.length > 0 && (
        <Container header={<Header variant="h2">Settings</Header>}>
          <KeyValuePairs
            columns={3}
            minColumnWidth={WIDTH}
            items={settings.map(({ label, text }) => ({ label, value: <span className="value">{text}</span> }))}
          />
        </Container>
      )}
    </SpaceBetween>
  );
}

/** What AWS itself owns is in no account. */
function AccountOf({ accountId, accountName }: Pick<ResourceDetails, 'accountId' | 'accountName'>) {
  const follow = useFollow();
  if (accountId === 'aws') return <>None: it is AWS&apos;s own, the same in every account</>;
  return (
    <>
      <Link href={`/accounts/${accountId}`} onFollow={follow}>
        {accountName}
      </Link>{' '}
      <Box variant="small" color="text-body-secondary">
        {accountId}
      </Box>
    </>
  );
}

function factsOf(resource: ResourceDetails): KeyValuePairsProps.Item[] {
  const { accountId, accountName, resourceType, region, owner, lastUsedAt, groups } = resource;
  return [
    {
      label: 'Account',
      value: <AccountOf accountId={accountId} accountName={accountName} />,
    },
    { label: 'Type', value: <code>{resourceType}</code> },
    { label: 'Region', value: region },
    { label: 'Owner', value: owner ?? 'No owner tag' },
    { label: 'Public', value: publicText(resource) },
    { label: 'Last used', value: lastUsedAt === null ? 'Not known' : <RelativeTime time={lastUsedAt} /> },
    ...(groups.length > 0 ? [{ label: 'Groups', value: groups.join(', ') }] : []),
    { label: 'First seen', value: <RelativeTime time={resource.firstSeenAt} /> },
    { label: 'Last change seen', value: <RelativeTime time={resource.changedAt} /> },
    ...(resource.deletedAt === null
      ? []
      : [{ label: 'Found gone', value: <RelativeTime time={resource.deletedAt} /> }]),
    { label: 'Freshness', value: <FreshnessText freshness={resource.freshness} /> },
  ];
}
