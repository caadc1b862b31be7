'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { PolicyUse } from '@gatehouse/contracts';
import { useState } from 'react';
import { AccountCell } from '../../../../components/lists/account-cell';
import { PageTurner } from '../../../../components/lists/page-turner';
import { ResponsiveTable } from '../../../../components/lists/responsive-table';
import { usePages, type Pages } from '../../../../components/lists/use-pages';
import { resourcePageHref } from '../../../../components/resources/resource-href.rules';
import { typeInWords } from '../../../../components/resources/resource-type.rules';
import { ProblemAlert } from '../../../../components/shell/problem-alert';
import { useFollow } from '../../../../components/shell/use-follow';
import { VisibilityNote } from '../../../../components/visibility/visibility';
import { resourcesApi, type ResourceDetails } from '../../../../gateway-api/resources-api';
import { hasAsText, matchingUses, usesCounter } from './policy-uses.rules';

const PAGE_SIZE = 50;

/** Roles, users and groups of all accounts that have this managed policy. */
export default function UsesTab({ resource: { arn } }: { resource: ResourceDetails }) {
  const [isExact, setIsExact] = useState(true);
  const list = usePages<PolicyUse>({
    key: `uses of ${arn}`,
    load: async ({ limit, cursor }, signal) => {
      const page = await resourcesApi.policyUses(arn, { limit, cursor }, signal);
      if (!signal.aborted) setIsExact(page.isTotalExact);
      return page;
    },
  });
  const [search, setSearch] = useState('');
  const [wanted, goTo] = useState(1);
  if (list.problem && list.items.length === 0) return <ProblemAlert problem={list.problem} onRetry={list.reload} />;
  const found = matchingUses(list.items, search);
  const pagesCount = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(wanted, pagesCount);
  return (
    <ResponsiveTable
      label="Who has this policy"
      header={<UsesHeader list={list} isExact={isExact} />}
      rows={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      rowKey={(use) => use.arn}
      columns={COLUMNS}
      loading={list.loading && list.items.length === 0}
      loadingText="Looking who has it"
      filter={
        <TextFilter
          filteringText={search}
          filteringPlaceholder="Find a role, a user, a group or an account"
          filteringAriaLabel="Find a role, a user, a group or an account"
          countText={search === '' ? '' : `${found.length.toLocaleString()} found`}
          onChange={({ detail }) => {
            setSearch(detail.filteringText);
            goTo(1);
          }}
        />
      }
      pagination={<PageTurner of="those who have it" page={page} pagesCount={pagesCount} onTurn={goTo} />}
      empty={
        <Box textAlign="center" padding="l" color="text-body-secondary">
          {search === '' ? 'No role, user or group of these accounts has it.' : 'Nobody of that name has it.'}
        </Box>
      }
    />
  );
}

function UsesHeader({ list, isExact }: { list: Pages<PolicyUse>; isExact: boolean }) {
  const { items, complete, loading, problem, loadMore, reload } = list;
  const mayLoadMore = !complete && !loading && items.length > 0;
  return (
    <SpaceBetween size="s">
      <Header
        variant="h2"
        counter={usesCounter(list.totalCount, isExact)}
        description="Attached, or as the permissions boundary, in every account that you see."
        actions={mayLoadMore && <Button onClick={loadMore}>Show more</Button>}
      >
        Who has it
      </Header>
      <VisibilityNote />
      {problem && <ProblemAlert problem={problem} onRetry={reload} />}
    </SpaceBetween>
  );
}

const COLUMNS: readonly TableProps.ColumnDefinition<PolicyUse>[] = [
  { id: 'name', header: 'Who', isRowHeader: true, minWidth: 220, cell: (use) => <Who use={use} /> },
  {
    id: 'account',
    header: 'Account',
    minWidth: 160,
    cell: (row) => <AccountCell row={row} />,
  },
  { id: 'type', header: 'Type', minWidth: 120, cell: ({ resourceType }) => typeInWords(resourceType) },
  { id: 'as', header: 'Has it', minWidth: 200, cell: hasAsText },
];

function Who({ use: { arn, name } }: { use: PolicyUse }) {
  const follow = useFollow();
  return (
    <Link href={resourcePageHref(arn)} onFollow={follow}>
      {name}
    </Link>
  );
}
