'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useEffect, useMemo, useState } from 'react';
import { PageTurner } from '../../../components/lists/page-turner';
import { useAddress } from '../../../components/lists/use-address';
import { ResponsiveTable } from '../../../components/lists/responsive-table';
import { useMayRefresh } from '../../../components/shell/person';
import { NothingInSight, useIsLimited, VisibilityNote } from '../../../components/visibility/visibility';
import { accountColumns, matchesAccount, sortedAccounts } from './account-columns';
import { useAccounts, type Accounts } from './use-accounts';

const PAGE_SIZE = 50;

/** The accounts of the organizations, and how fresh the picture of each is. */
export function AccountsScreen() {
  const accounts = useAccounts();
  const view = useAccountsView(accounts);
  const mayRefresh = useMayRefresh();
  const columns = useMemo(() => accountColumns(mayRefresh ? accounts : null), [mayRefresh, accounts]);
  return (
    <ResponsiveTable
      label="Accounts"
      header={<AccountsHeader accounts={accounts} />}
      rows={view.rows}
      rowKey={({ accountId }) => accountId}
      columns={columns}
      loading={accounts.loading && accounts.items.length === 0}
      loadingText="Loading the accounts"
      problem={accounts.problem}
      onRetry={accounts.reload}
      sorting={{ ...view.sorting, onChange: (field, descending) => view.setSorting({ field, descending }) }}
      filter={
        <TextFilter
          filteringText={view.search}
          filteringPlaceholder="Find accounts by name, id or organizational unit"
          filteringAriaLabel="Find accounts"
          countText={`${view.matchCount} ${view.matchCount === 1 ? 'account matches' : 'accounts match'}`}
          onChange={({ detail }) => view.setSearch(detail.filteringText)}
        />
      }
      pagination={<PageTurner of="accounts" page={view.page} pagesCount={view.pagesCount} onTurn={view.goTo} />}
      empty={<NoAccounts searched={view.search !== ''} onClear={() => view.setSearch('')} />}
    />
  );
}

function AccountsHeader({ accounts }: { accounts: Accounts }) {
  const { items, complete, reload } = accounts;
  return (
    <>
      <Header
        variant="h1"
        counter={items.length > 0 ? `(${items.length}${complete ? '' : '+'})` : ''}
        description="The accounts of the organizations that Gatehouse reads, and how old the picture of each is."
        actions={<Button iconName="refresh" ariaLabel="Load the list again" onClick={reload} />}
      >
        Accounts
      </Header>
      <VisibilityNote />
    </>
  );
}

function NoAccounts({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const isLimited = useIsLimited();
  if (searched) {
    return (
      <Box textAlign="center" padding="l">
        <Box variant="p">No account matches.</Box>
        <Button onClick={onClear}>Clear the filter</Button>
      </Box>
    );
  }
  return isLimited ? (
    <NothingInSight />
  ) : (
    <Box textAlign="center" padding="l" color="text-body-secondary">
      No account has been read yet. Gatehouse lists the organization when it starts; look again in a few seconds.
    </Box>
  );
}

/** Sorting, search and page; the search is in the address. */
function useAccountsView(accounts: Accounts) {
  const [parameters, setParameters] = useAddress();
  const search = parameters.get('q') ?? '';
  const [sorting, setSorting] = useState({ field: 'name', descending: false });
  const [wanted, goTo] = useState(1);
  useEffect(() => goTo(1), [search]);
  const matching = useMemo(
    () =>
      sortedAccounts(
        accounts.items.filter((account) => matchesAccount(account, search)),
        sorting,
      ),
    [accounts.items, search, sorting],
  );
  const pagesCount = Math.max(1, Math.ceil(matching.length / PAGE_SIZE));
  const page = Math.min(wanted, pagesCount);
  return {
    search,
    setSearch: (text: string) => setParameters(text === '' ? [] : [['q', text]]),
    sorting,
    setSorting,
    page,
    pagesCount,
    goTo,
    matchCount: matching.length,
    rows: matching.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  };
}
