'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { wholeDuration } from '../../components/credentials/durations.rules';
import { rolePageHref } from '../../components/roles/role-arn.rules';
import { FavouriteButton, RoleButtons } from '../../components/roles/role-buttons';
import { TagList } from '../../components/roles/tag-list';
import { useFollow } from '../../components/shell/use-follow';
import type { RoleRow } from './use-roles';

export interface Sorting {
  /** `sortingField` of a column. */
  readonly columnId: string;
  readonly descending: boolean;
}

type Column = TableProps.ColumnDefinition<RoleRow> & { readonly id: string; readonly sortingField?: string };

export const columns: readonly Column[] = [
  {
    id: 'role',
    header: 'Role',
    sortingField: 'roleName',
    isRowHeader: true,
    minWidth: 220,
    cell: (role) => <NameCell role={role} />,
  },
  {
    id: 'account',
    header: 'Account',
    sortingField: 'accountName',
    minWidth: 200,
    cell: ({ accountName, accountId }) => (
      <>
        {accountName ?? 'Not known yet'}
        <Box variant="small" color="text-body-secondary" display="block">
          {accountId}
        </Box>
      </>
    ),
  },
  {
    id: 'ou',
    header: 'Organizational unit',
    sortingField: 'ouPath',
    minWidth: 160,
    cell: ({ ouPath }) => ouPath ?? '–',
  },
  {
    id: 'session',
    header: 'Longest session',
    sortingField: 'maxSessionSeconds',
    minWidth: 130,
    cell: ({ maxSessionSeconds }) => wholeDuration(maxSessionSeconds),
  },
  { id: 'tags', header: 'Tags', minWidth: 240, cell: ({ tags }) => <TagList tags={tags} /> },
  { id: 'arn', header: 'ARN', sortingField: 'roleArn', minWidth: 320, cell: ({ roleArn }) => roleArn },
  { id: 'actions', header: 'Actions', minWidth: 300, cell: (role) => <RoleButtons role={role} /> },
];

function NameCell({ role }: { role: RoleRow }) {
  const follow = useFollow();
  return (
    <div className="role-name-cell">
      <FavouriteButton role={role} />
      <span>
        <Link href={rolePageHref(role.roleArn)} onFollow={follow}>
          {role.roleName}
        </Link>{' '}
        {role.cliOnly && <Badge>CLI only</Badge>}
      </span>
    </div>
  );
}

/** Sorted by one column; rows that are equal there by account and name, so that the order never jumps. */
export function sorted(roles: readonly RoleRow[], { columnId, descending }: Sorting): RoleRow[] {
  const direction = descending ? -1 : 1;
  return [...roles].sort(
    (one, other) =>
      direction * compared(one, other, columnId) ||
      compared(one, other, 'accountName') ||
      compared(one, other, 'roleName'),
  );
}

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compared(one: RoleRow, other: RoleRow, field: string): number {
  const [left, right] = [sortValue(one, field), sortValue(other, field)];
  return typeof left === 'number' && typeof right === 'number' ? left - right : words.compare(`${left}`, `${right}`);
}

function sortValue(role: RoleRow, field: string): string | number {
  switch (field) {
    case 'accountName':
      return role.accountName ?? role.accountId;
    case 'maxSessionSeconds':
      return role.maxSessionSeconds;
    case 'ouPath':
      return role.ouPath ?? '';
    case 'roleArn':
      return role.roleArn;
    default:
      return role.roleName;
  }
}
