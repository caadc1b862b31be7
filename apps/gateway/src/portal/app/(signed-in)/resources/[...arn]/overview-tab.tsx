'use client';
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
import { settingText } from './setting-text.rules';

/** What it is, how it is set up, and how old that picture is. */
export function OverviewTab({ resource }: { resource: ResourceDetails }) {
  const settings = Object.entries(resource.settings).sort(([one], [other]) => one.localeCompare(other));
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Overview</Header>}>
        <KeyValuePairs columns={3} items={useFacts(resource)} />
      </Container>
      {settings.length > 0 && (
        <Container header={<Header variant="h2">Settings</Header>}>
          <KeyValuePairs
            columns={3}
            items={settings.map(([label, value]) => ({
              label,
              value: <span className="value">{settingText(value)}</span>,
            }))}
          />
        </Container>
      )}
    </SpaceBetween>
  );
}

function useFacts(resource: ResourceDetails): KeyValuePairsProps.Item[] {
  const follow = useFollow();
  const { accountId, accountName, resourceType, region, owner, isPublic, lastUsedAt, groups } = resource;
  return [
    {
      label: 'Account',
      value: (
        <>
          <Link href={`/accounts/${accountId}`} onFollow={follow}>
            {accountName}
          </Link>{' '}
          <Box variant="small" color="text-body-secondary">
            {accountId}
          </Box>
        </>
      ),
    },
    { label: 'Type', value: <code>{resourceType}</code> },
    { label: 'Region', value: region },
    { label: 'Owner', value: owner ?? 'No owner tag' },
    { label: 'Public', value: publicText(isPublic) },
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

function publicText(isPublic: boolean | null): string {
  if (isPublic === null) return 'Has no policy that could let everybody in';
  return isPublic ? 'Yes: its own policy lets everybody in' : 'No';
}
