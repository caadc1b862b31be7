'use client';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { RememberedRole } from '../../preferences/remembered-roles.rules';
import { useFollow } from '../shell/use-follow';
import { rolePageHref } from './role-arn.rules';
import { FavouriteButton, RoleButtons } from './role-buttons';

/** Roles one under the other: for short lists, and for screens too narrow for a table. */
export function RoleCards({ roles, label }: { roles: readonly RememberedRole[]; label: string }) {
  return (
    <ul className="role-cards" aria-label={label}>
      {roles.map((role) => (
        <li key={role.roleArn} className="role-card">
          <RoleName role={role} />
          <RoleButtons role={role} />
        </li>
      ))}
    </ul>
  );
}

function RoleName({ role }: { role: RememberedRole }) {
  const follow = useFollow();
  return (
    <div className="role-card-name">
      <FavouriteButton role={role} />
      <div>
        <Link href={rolePageHref(role.roleArn)} onFollow={follow}>
          {role.roleName}
        </Link>{' '}
        {role.cliOnly && <Badge>CLI only</Badge>}
        <Box variant="small" color="text-body-secondary" display="block">
          {role.accountName ?? 'Account'} · {role.accountId}
        </Box>
      </div>
    </div>
  );
}
