/** How the person wants the table of roles: kept in this browser. */
export interface TablePreferences {
  readonly pageSize: number;
  /** Ids of columns, in the order of `COLUMNS`. */
  readonly hiddenColumns: readonly string[];
}

export const COLUMNS = [
  { id: 'role', label: 'Role', fixed: true },
  { id: 'account', label: 'Account', fixed: false },
  { id: 'ou', label: 'Organizational unit', fixed: false },
  { id: 'session', label: 'Longest session', fixed: false },
  { id: 'tags', label: 'Tags', fixed: false },
  { id: 'arn', label: 'ARN', fixed: false },
  { id: 'actions', label: 'Actions', fixed: true },
] as const;

export const PAGE_SIZES = [10, 25, 50, 100] as const;

export const DEFAULT_PREFERENCES: TablePreferences = { pageSize: 25, hiddenColumns: ['session', 'tags', 'arn'] };

/** What is stored, as far as it fits the columns of today; anything else counts as never chosen. */
export function readTablePreferences(stored: string | null): TablePreferences {
  if (stored === null) return DEFAULT_PREFERENCES;
  try {
    const { pageSize, hiddenColumns } = JSON.parse(stored) as Partial<TablePreferences>;
    const hidden = Array.isArray(hiddenColumns) ? hiddenColumns : DEFAULT_PREFERENCES.hiddenColumns;
    return {
      pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? DEFAULT_PREFERENCES.pageSize,
      hiddenColumns: COLUMNS.filter(({ id, fixed }) => !fixed && hidden.includes(id)).map(({ id }) => id),
    };
  } catch {
    return DEFAULT_PREFERENCES;
  }
}
