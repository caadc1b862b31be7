'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { PrincipalSummary } from '@gatehouse/contracts';
import { AccountCell } from '../../../components/lists/account-cell';
import { PageTurner } from '../../../components/lists/page-turner';
import { ResponsiveTable } from '../../../components/lists/responsive-table';
import { rolePageHref } from '../../../components/roles/role-arn.rules';
import { TagList } from '../../../components/roles/tag-list';
import { useFollow } from '../../../components/shell/use-follow';
import { NothingInSight, useIsLimited, VisibilityNote } from '../../../components/visibility/visibility';
import { PrincipalsFilter } from './principals-filter';
import { usePrincipals } from './use-principals';

const columns: readonly TableProps.ColumnDefinition<PrincipalSummary>[] = [
  { id: 'name', header: 'Name', isRowHeader: true, minWidth: 300, cell: (principal) => <Name principal={principal} /> },
  {
    id: 'account',
    header: 'Account',
    minWidth: 180,
    cell: (row) => <AccountCell row={row} />,
  },
  { id: 'type', header: 'Type', minWidth: 80, cell: ({ type }) => <Badge>{type === 'role' ? 'Role' : 'User'}</Badge> },
  { id: 'description', header: 'Description', minWidth: 220, cell: ({ description }) => description ?? '–' },
  { id: 'tags', header: 'Tags', minWidth: 240, cell: ({ tags }) => <TagList tags={tags} /> },
];

/** Every IAM role and user of every account, whether one may use it or not. Searched and paged by the gateway. */
export function PrincipalsScreen() {
  const list = usePrincipals();
  return (
    <ResponsiveTable
      label="Roles and users"
      header={
        <>
          <Header
            variant="h1"
            counter={list.totalCount === undefined ? '' : `(${list.totalCount.toLocaleString()})`}
            description="What exists in the accounts, sorted by ARN. Open a role to see what it may do and who may use it."
            actions={<Button iconName="refresh" ariaLabel="Load the list again" onClick={list.reload} />}
          >
            All roles and users
          </Header>
          <VisibilityNote />
        </>
      }
      rows={list.rows}
      rowKey={({ arn }) => arn}
      loading={list.loading && list.rows.length === 0}
      loadingText="Loading roles and users"
      problem={list.problem}
      onRetry={list.reload}
      columns={columns}
      filter={<PrincipalsFilter list={list} />}
      pagination={
        <PageTurner
          of="roles and users"
          page={list.page}
          pagesCount={list.pagesCount}
          hasMore={list.hasMore}
          disabled={list.loading}
          onTurn={list.goTo}
        />
      }
      empty={<Nothing filtered={list.filtered} onClear={list.clear} />}
    />
  );
}

function Name({ principal: { arn, name, path, type } }: { principal: PrincipalSummary }) {
  const follow = useFollow();
  return (
    <span className="value">
      {type === 'user' ? (
        name
      ) : (
        <Link href={rolePageHref(arn)} onFollow={follow}>
          {name}
        </Link>
      )}
      {path !== '/' && (
        <Box variant="small" color="text-body-secondary" display="block">
          {path}
        </Box>
      )}
    </span>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const isLimited = useIsLimited();
  if (!filtered) {
    return isLimited ? (
      <NothingInSight />
    ) : (
      <Box textAlign="center" padding="l" color="text-body-secondary">
        No account has been read yet. Look again in a few seconds.
      </Box>
    );
  }
  return (
    <Box textAlign="center" padding="l">
      <Box variant="p">No role or user matches.</Box>
      <Button onClick={onClear}>Clear the filter</Button>
    </Box>
  );
}
