'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { PageTurner } from '../../../components/lists/page-turner';
import { ResponsiveTable } from '../../../components/lists/responsive-table';
import { NothingInSight, useIsLimited, VisibilityNote } from '../../../components/visibility/visibility';
import { resourceColumns } from './resource-columns';
import { ResourcesFilter } from './resources-filter';
import { SavedViews } from './saved-views';
import { useResources, type Resources } from './use-resources';

const ExportDialog = dynamic(() => import('./export-dialog'), { ssr: false });

/** Everything that exists in all accounts. Searched, sorted and paged by the gateway. */
export function ResourcesScreen() {
  const list = useResources();
  const columns = useMemo(() => resourceColumns(list.accounts), [list.accounts]);
  return (
    <ResponsiveTable
      label="Resources"
      header={<ResourcesHeader list={list} />}
      rows={list.rows}
      rowKey={({ arn }) => arn}
      loading={list.loading && list.rows.length === 0}
      loadingText="Loading the resources"
      problem={list.problem}
      onRetry={list.reload}
      columns={columns}
      filter={<ResourcesFilter list={list} />}
      pagination={
        <PageTurner
          of="resources"
          page={list.page}
          pagesCount={list.pagesCount}
          hasMore={list.hasMore}
          disabled={list.loading}
          onTurn={list.goTo}
        />
      }
      empty={<Nothing list={list} />}
    />
  );
}

function ResourcesHeader({ list }: { list: Resources }) {
  const [exporting, setExporting] = useState(false);
  return (
    <>
      <Header
        variant="h1"
        counter={list.count === '' ? '' : `(${list.count})`}
        description="What exists in the accounts. Open one to see its policies, who can reach it, what was denied and how it changed."
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <SavedViews list={list} />
            <Button iconName="download" onClick={() => setExporting(true)} disabled={list.rows.length === 0}>
              Export
            </Button>
            <Button iconName="refresh" ariaLabel="Load the list again" onClick={list.reload} />
          </SpaceBetween>
        }
      >
        All resources
      </Header>
      <VisibilityNote />
      {exporting && <ExportDialog list={list} onClose={() => setExporting(false)} />}
    </>
  );
}

function Nothing({ list }: { list: Resources }) {
  const isLimited = useIsLimited();
  if (list.tokens.length === 0) {
    return isLimited ? (
      <NothingInSight />
    ) : (
      <Box textAlign="center" padding="l" color="text-body-secondary">
        Nothing has been read yet. Gatehouse reads the accounts when it starts; look again in a few seconds.
      </Box>
    );
  }
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="m">
        <div>
          <Box variant="strong">No resource matches</Box>
          <Box color="text-body-secondary">Nothing in any account meets all of these conditions.</Box>
        </div>
        <Button onClick={() => list.setTokens([])}>Clear the filter</Button>
      </SpaceBetween>
    </Box>
  );
}
