'use client';
import Container from '@cloudscape-design/components/container';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../../gateway-api/api-problem';
import { ProblemAlert } from '../shell/problem-alert';
import { useNarrow } from './use-narrow';

export interface ResponsiveTableProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly (TableProps.ColumnDefinition<T> & { readonly sortingField?: string })[];
  readonly rowKey: (row: T) => string;
  readonly loading: boolean;
  readonly loadingText: string;
  readonly header: ReactNode;
  readonly filter: ReactNode;
  readonly pagination: ReactNode;
  readonly empty: ReactNode;
  /** Where cells are of very different height, all begin at the top of their row. */
  readonly alignTop?: true;
  /** Why there are no rows, when asking for them failed. */
  readonly problem?: ApiProblem | undefined;
  readonly onRetry?: () => void;
  readonly sorting?: {
    readonly field: string;
    readonly descending: boolean;
    readonly onChange: (field: string, descending: boolean) => void;
  };
}

/** A table; on screens too narrow for one, the same rows as cards that name each column. */
export function ResponsiveTable<T>({ problem, onRetry, ...table }: ResponsiveTableProps<T>) {
  const failed = problem !== undefined && table.rows.length === 0;
  const props = failed ? { ...table, loading: false, empty: <Failed problem={problem} onRetry={onRetry} /> } : table;
  return useNarrow() ? <NarrowRows {...props} /> : <WideTable {...props} />;
}

function Failed({ problem, onRetry }: { problem: ApiProblem; onRetry: (() => void) | undefined }) {
  return <ProblemAlert problem={problem} {...(onRetry && { onRetry })} />;
}

type Slots<T> = Omit<ResponsiveTableProps<T>, 'problem' | 'onRetry'>;

function WideTable<T>({ label, rows, columns, rowKey, loading, sorting, alignTop, ...slots }: Slots<T>) {
  const sortingColumn = sorting && columns.find(({ sortingField }) => sortingField === sorting.field);
  return (
    <Table
      {...slots}
      items={rows}
      trackBy={rowKey}
      columnDefinitions={columns}
      loading={loading}
      wrapLines
      {...(alignTop && { cellVerticalAlign: 'top' })}
      {...(sortingColumn && { sortingColumn })}
      {...(sorting && {
        sortingDescending: sorting.descending,
        onSortingChange: ({ detail }: { detail: TableProps.SortingState<T> }) =>
          sorting.onChange(detail.sortingColumn.sortingField ?? '', detail.isDescending ?? false),
      })}
      ariaLabels={{ tableLabel: label }}
    />
  );
}

function NarrowRows<T>({ label, rows, columns, rowKey, loading, loadingText, ...slots }: Slots<T>) {
  return (
    <Container header={slots.header}>
      <div className="narrow-list">
        {slots.filter}
        {slots.pagination}
        {loading && <p role="status">{loadingText}</p>}
        {!loading && rows.length === 0 && slots.empty}
        <ul className="row-cards" aria-label={label}>
          {rows.map((row) => (
            <li key={rowKey(row)}>
              <RowCard row={row} columns={columns} />
            </li>
          ))}
        </ul>
      </div>
    </Container>
  );
}

function RowCard<T>({ row, columns }: { row: T; columns: ResponsiveTableProps<T>['columns'] }) {
  const [first, ...others] = columns;
  return (
    <>
      <div className="row-card-name">{first?.cell(row)}</div>
      <dl>
        {others.map(({ id, header, cell }) => (
          <div key={id ?? String(header)}>
            <dt>{header}</dt>
            <dd>{cell(row)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
