'use client';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useState } from 'react';
import { PageTurner } from '../../components/lists/page-turner';
import { useNarrow } from '../../components/lists/use-narrow';
import { useBrowserValue } from '../../preferences/browser-store';
import { RoleCards } from '../../components/roles/role-cards';
import { ProblemAlert } from '../../components/shell/problem-alert';
import { columns, sorted, type Sorting } from './role-columns';
import { COLUMNS, readTablePreferences, type TablePreferences } from './table-preferences.rules';
import { NoRoles } from './no-roles';
import { RolesFilter } from './roles-filter';
import { RolesHeader } from './roles-header';
import type { RoleRow, Roles } from './use-roles';

const RolesPreferences = dynamic(() => import('./roles-preferences'), { ssr: false });
const PREFERENCES_KEY = 'gatehouse.roles-table';

/** All roles of the person: a table, or cards where a table does not fit. */
export function RolesTable({ roles }: { roles: Roles }) {
  const view = useView(roles);
  const narrow = useNarrow();
  const parts = {
    header: <RolesHeader roles={roles} />,
    filter: hasNothing(roles) ? null : <RolesFilter roles={roles} />,
    pagination: (
      <PageTurner
        of="roles"
        page={view.page}
        pagesCount={view.pagesCount}
        hasMore={!roles.complete && !roles.loading}
        onTurn={view.goTo}
      />
    ),
    empty: <NoRoles roles={roles} />,
  };
  if (roles.problem && roles.all.length === 0) {
    return (
      <Container header={parts.header}>
        <ProblemAlert problem={roles.problem} onRetry={roles.reload} />
      </Container>
    );
  }
  if (narrow) return <NarrowList {...parts} rows={view.rows} loading={view.blank} />;
  return (
    <Table
      {...parts}
      items={view.rows}
      trackBy="roleArn"
      loading={view.blank}
      loadingText="Loading your roles"
      columnDefinitions={columns}
      columnDisplay={view.columnDisplay}
      wrapLines
      stickyColumns={{ first: 0, last: 1 }}
      {...(view.sortingColumn && { sortingColumn: view.sortingColumn })}
      sortingDescending={view.sorting.descending}
      onSortingChange={({ detail }) =>
        view.setSorting({ columnId: detail.sortingColumn.sortingField ?? '', descending: detail.isDescending ?? false })
      }
      preferences={<PreferencesButton preferences={view.preferences} onChange={view.setPreferences} />}
      ariaLabels={{ tableLabel: 'Roles you may use' }}
      renderAriaLive={({ firstIndex, lastIndex }) => `Showing roles ${firstIndex} to ${lastIndex}`}
      firstIndex={(view.page - 1) * view.preferences.pageSize + 1}
    />
  );
}

interface PreferencesButtonProps {
  readonly preferences: TablePreferences;
  readonly onChange: (preferences: TablePreferences) => void;
}

function PreferencesButton({ preferences, onChange }: PreferencesButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="icon" iconName="settings" ariaLabel="Preferences" onClick={() => setOpen(true)} />
      {open && (
        <RolesPreferences
          preferences={preferences}
          onClose={close}
          onConfirm={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </>
  );
}

/** Somebody without any role needs an explanation, not a search field. */
function hasNothing({ all, complete, filter }: Roles): boolean {
  return complete && all.length === 0 && filter.tokens.length === 0;
}

interface Parts {
  readonly header: React.ReactNode;
  readonly filter: React.ReactNode;
  readonly pagination: React.ReactNode;
  readonly empty: React.ReactNode;
}

function NarrowList({
  header,
  filter,
  pagination,
  empty,
  rows,
  loading,
}: Parts & { rows: readonly RoleRow[]; loading: boolean }) {
  return (
    <Container header={header}>
      <SpaceBetween size="m">
        {filter}
        {pagination}
        {loading && <p role="status">Loading your roles…</p>}
        {!loading && rows.length === 0 ? empty : <RoleCards roles={rows} label="Roles you may use" />}
      </SpaceBetween>
    </Container>
  );
}

/** Which rows are on the screen: sorted, and one page of them. */
function useView(roles: Roles) {
  const [storedPreferences, storePreferences] = useBrowserValue(PREFERENCES_KEY);
  const preferences = useMemo(() => readTablePreferences(storedPreferences), [storedPreferences]);
  const [sorting, setSorting] = useState<Sorting>({ columnId: 'accountName', descending: false });
  const [wantedPage, goTo] = useState(1);
  useEffect(() => goTo(1), [roles.filter]);

  const ordered = useMemo(() => sorted(roles.matching, sorting), [roles.matching, sorting]);
  const pagesCount = Math.max(1, Math.ceil(ordered.length / preferences.pageSize));
  const { complete, loading, loadMore } = roles;
  useEffect(() => {
    if (wantedPage > pagesCount && !complete && !loading) loadMore();
  }, [wantedPage, pagesCount, complete, loading, loadMore]);

  const page = Math.min(wantedPage, pagesCount);
  const start = (page - 1) * preferences.pageSize;
  return {
    preferences,
    columnDisplay: COLUMNS.map(({ id }) => ({ id, visible: !preferences.hiddenColumns.includes(id) })),
    setPreferences: (next: TablePreferences) => storePreferences(JSON.stringify(next)),
    sorting,
    setSorting,
    sortingColumn: columns.find(({ sortingField }) => sortingField === sorting.columnId),
    page,
    pagesCount,
    goTo,
    rows: ordered.slice(start, start + preferences.pageSize),
    blank: loading && roles.all.length === 0,
  };
}
