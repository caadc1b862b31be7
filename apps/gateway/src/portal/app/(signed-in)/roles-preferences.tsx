'use client';
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences';

export interface TablePreferences {
  readonly pageSize: number;
  readonly contentDisplay: readonly CollectionPreferencesProps.ContentDisplayItem[];
}

const COLUMNS = [
  { id: 'role', label: 'Role', alwaysVisible: true },
  { id: 'account', label: 'Account' },
  { id: 'ou', label: 'Organizational unit' },
  { id: 'session', label: 'Longest session' },
  { id: 'tags', label: 'Tags' },
  { id: 'arn', label: 'ARN' },
  { id: 'actions', label: 'Actions', alwaysVisible: true },
];
const HIDDEN_AT_FIRST = new Set(['tags', 'arn']);
const PAGE_SIZES = [10, 25, 50, 100];

const DEFAULTS: TablePreferences = {
  pageSize: 25,
  contentDisplay: COLUMNS.map(({ id }) => ({ id, visible: !HIDDEN_AT_FIRST.has(id) })),
};

/** What is stored, as far as it still fits the columns of today. */
export function readTablePreferences(stored: string | null): TablePreferences {
  if (stored === null) return DEFAULTS;
  try {
    const { pageSize, contentDisplay } = JSON.parse(stored) as Partial<TablePreferences>;
    const known = Array.isArray(contentDisplay) && contentDisplay.length === COLUMNS.length;
    const all = known && COLUMNS.every(({ id }) => contentDisplay.some((column) => column.id === id));
    return {
      pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? DEFAULTS.pageSize,
      contentDisplay: all ? contentDisplay : DEFAULTS.contentDisplay,
    };
  } catch {
    return DEFAULTS;
  }
}

export interface RolesPreferencesProps {
  readonly preferences: TablePreferences;
  readonly onChange: (preferences: TablePreferences) => void;
}

/** Page size, and which columns are shown in which order. */
export function RolesPreferences({ preferences, onChange }: RolesPreferencesProps) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={preferences}
      onConfirm={({ detail }) =>
        onChange({
          pageSize: detail.pageSize ?? DEFAULTS.pageSize,
          contentDisplay: detail.contentDisplay ?? DEFAULTS.contentDisplay,
        })
      }
      pageSizePreference={{
        title: 'Roles on a page',
        options: PAGE_SIZES.map((value) => ({ value, label: `${value} roles` })),
      }}
      contentDisplayPreference={{ title: 'Columns', options: COLUMNS }}
    />
  );
}
