'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ResourceVersion } from '@gatehouse/contracts';
import { useMemo, useState } from 'react';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { ago } from '../../../../components/text/ago.rules';
import { TextDiff } from '../../../../components/text/text-diff';
import { useNow } from '../../../../components/text/use-now';
import type { ResourceDetails } from '../../../../gateway-api/resources-api';
import { useVersions } from './use-versions';
import { changesBetween } from './version-changes.rules';

const CHANGES: Readonly<Record<ResourceVersion['change'], string>> = {
  created: 'Created',
  updated: 'Changed',
  deleted: 'Deleted',
};

/** How it came to be what it is: each change with what differs, who made it and when, newest first. */
export default function HistoryTab({ resource: { arn, revision } }: { resource: ResourceDetails }) {
  const { versions, complete, loading, problem, loadMore } = useVersions(arn, revision);
  return (
    <Container
      header={
        <Header variant="h2" description="Every version that Gatehouse has seen, and what changed with it.">
          History
        </Header>
      }
    >
      <SpaceBetween size="s">
        {versions.map((version, index) => (
          <Version
            key={version.revision}
            version={version}
            before={versions[index + 1]}
            isOldest={complete && index === versions.length - 1}
            isNewest={index === 0}
            onNeedBefore={loadMore}
          />
        ))}
        {problem && <ProblemAlert problem={problem} onRetry={loadMore} />}
        {loading && <StatusIndicator type="loading">Loading the history</StatusIndicator>}
        {!loading && !problem && versions.length === 0 && (
          <Box color="text-body-secondary">No version of it is kept yet.</Box>
        )}
        {!loading && !complete && <Button onClick={loadMore}>Show older versions</Button>}
      </SpaceBetween>
    </Container>
  );
}

interface VersionProps {
  readonly version: ResourceVersion;
  readonly before: ResourceVersion | undefined;
  readonly isOldest: boolean;
  readonly isNewest: boolean;
  readonly onNeedBefore: () => void;
}

function Version({ version, before, isOldest, isNewest, onNeedBefore }: VersionProps) {
  const now = useNow(60_000);
  const [open, setOpen] = useState(isNewest);
  return (
    <ExpandableSection
      {...headOf(version, now)}
      headingTagOverride="h3"
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && (before !== undefined || isOldest) && <Changes version={version} before={before} />}
      {open && before === undefined && !isOldest && (
        <Button onClick={onNeedBefore}>Load the version before it, to compare</Button>
      )}
    </ExpandableSection>
  );
}

function headOf({ revision, change, changed, seenAt, changedAt, changedBy }: ResourceVersion, now: Date) {
  // What nobody told of may be older than Gatehouse's first look at it.
  const isFirstLook = change === 'created' && changedAt === null;
  const what = isFirstLook ? 'First seen' : CHANGES[change];
  const who = changedBy === null ? 'by whom is not known' : `by ${changedBy}`;
  return {
    headerText: changed.length > 0 ? `${what}: ${changed.join(', ')}` : what,
    headerDescription: `Version ${revision} · ${ago(changedAt ?? seenAt, now)}${isFirstLook ? '' : ` · ${who}`}`,
  };
}

function Changes({ version, before }: { version: ResourceVersion; before: ResourceVersion | undefined }) {
  const changes = useMemo(() => changesBetween(before, version), [before, version]);
  return (
    <SpaceBetween size="m">
      <Box variant="small" color="text-body-secondary">
        Seen {new Date(version.seenAt).toLocaleString()}
        {version.changedAt !== null && `; done ${new Date(version.changedAt).toLocaleString()}, as CloudTrail tells`}
        {before === undefined && '. It is the oldest version that is kept, so all of it is shown as added.'}
      </Box>
      {changes.length === 0 && <Box color="text-body-secondary">Documents, tags and settings are as before.</Box>}
      {changes.map(({ key, title, before: was, after }) => (
        <div key={key}>
          <Box variant="h4">{title}</Box>
          <TextDiff label={`Changes in ${title}, version ${version.revision}`} before={was} after={after} />
        </div>
      ))}
    </SpaceBetween>
  );
}
