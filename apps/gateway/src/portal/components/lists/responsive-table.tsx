'use client';
import Container from '@cloudscape-design/components/container';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
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
  readonly sorting?: {
    readonly field: string;
    readonly descending: boolean;
    readonly onChange: (field: string, descending: boolean) => void;
  };
}

/** A table; on screens too narrow for one, the same rows as cards that name each column. */
export function ResponsiveTable<T>(props: ResponsiveTableProps<T>) {
  return useNarrow() ? <NarrowRows {...props} /> : <WideTable {...props} />;
}

function WideTable<T>({ label, rows, columns, rowKey, loading, sorting, ...slots }: ResponsiveTableProps<T>) {
  const sortingColumn = sorting && columns.find(({ sortingField }) => sortingField === sorting.field);
  return (
    <Table
      {...slots}
      items={rows}
      trackBy={rowKey}
      columnDefinitions={columns}
      loading={loading}
      wrapLines
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

function NarrowRows<T>({ label, rows, columns, rowKey, loading, loadingText, ...slots }: ResponsiveTableProps<T>) {
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
