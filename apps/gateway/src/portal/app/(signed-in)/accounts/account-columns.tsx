'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { Account } from '@gatehouse/contracts';
import { FreshnessText } from '../../../components/lists/freshness-text';
import { useFollow } from '../../../components/shell/use-follow';
import { AccountStatus } from './account-status';

/** How the cells of an administrator ask for a refresh. */
export interface Refresher {
  readonly refresh: (account: Account) => void;
  readonly asking: ReadonlySet<string>;
}

type Column = TableProps.ColumnDefinition<Account> & { readonly sortingField?: string };

/** The columns; the one with the button only for those who may refresh. */
export function accountColumns(refresher: Refresher | null): Column[] {
  const columns: Column[] = [
    {
      id: 'name',
      header: 'Account',
      sortingField: 'name',
      isRowHeader: true,
      minWidth: 190,
      cell: (account) => <Name account={account} />,
    },
    {
      id: 'ou',
      header: 'Organizational unit',
      sortingField: 'ouPath',
      minWidth: 180,
      cell: ({ ouPath }) => ouPath || '–',
    },
    {
      id: 'status',
      header: 'Status',
      sortingField: 'status',
      minWidth: 140,
      cell: ({ status }) => <AccountStatus status={status} />,
    },
    {
      id: 'principals',
      header: 'Roles and users',
      sortingField: 'principalCount',
      minWidth: 130,
      cell: ({ accountId, principalCount }) => <PrincipalCount accountId={accountId} count={principalCount} />,
    },
    {
      id: 'freshness',
      header: 'Freshness',
      sortingField: 'refreshedAt',
      minWidth: 190,
      cell: ({ freshness }) => <FreshnessText freshness={freshness} />,
    },
  ];
  if (refresher === null) return columns;
  const cell = (account: Account) => <RefreshButton account={account} refresher={refresher} />;
  return [...columns, { id: 'refresh', header: 'Refresh', minWidth: 160, cell }];
}

function Name({ account }: { account: Account }) {
  const follow = useFollow();
  return (
    <>
      <Link href={`/accounts/${account.accountId}`} onFollow={follow}>
        {account.name}
      </Link>
      <Box variant="small" color="text-body-secondary" display="block">
        {account.accountId}
      </Box>
    </>
  );
}

function PrincipalCount({ accountId, count }: { accountId: string; count: number }) {
  const follow = useFollow();
  return (
    <Link
      href={`/principals?account=${accountId}`}
      onFollow={follow}
      ariaLabel={`${count} roles and users of ${accountId}`}
    >
      {count.toLocaleString()}
    </Link>
  );
}

function RefreshButton({ account, refresher }: { account: Account; refresher: Refresher }) {
  const running = account.freshness.state === 'refreshing' || refresher.asking.has(account.accountId);
  return (
    <Button
      iconName="refresh"
      ariaLabel={`Refresh ${account.name}`}
      loading={running}
      loadingText={`Reading ${account.name}`}
      disabled={account.status !== 'active'}
      onClick={() => refresher.refresh(account)}
    >
      Refresh
    </Button>
  );
}

export function matchesAccount({ name, accountId, ouPath }: Account, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [name, accountId, ouPath].some((text) => text.toLowerCase().includes(wanted));
}

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function sortedAccounts(
  accounts: readonly Account[],
  { field, descending }: { field: string; descending: boolean },
): Account[] {
  const direction = descending ? -1 : 1;
  const text = (account: Account) => `${sortValue(account, field)}`;
  return [...accounts].sort((one, other) => direction * words.compare(text(one), text(other)));
}

function sortValue(account: Account, field: string): string | number {
  switch (field) {
    case 'ouPath':
      return account.ouPath;
    case 'status':
      return account.status;
    case 'principalCount':
      return account.principalCount;
    case 'refreshedAt':
      return account.freshness.refreshedAt ?? '';
    default:
      return account.name;
  }
}
