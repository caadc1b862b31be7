'use client';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import type { Roles } from './use-roles';

/** Title of the list, with an honest count. */
export function RolesHeader({ roles }: { roles: Roles }) {
  return (
    <Header
      variant="h2"
      counter={counterText(roles)}
      actions={
        <Button iconName="refresh" ariaLabel="Load the list again" loading={roles.loading} onClick={roles.reload} />
      }
      {...(!roles.complete && !roles.loading && roles.all.length > 0 && { description: INCOMPLETE })}
    >
      All roles
    </Header>
  );
}

const INCOMPLETE = 'Not all are loaded: sorting covers the loaded ones. Filter by name or account to narrow the list.';

function counterText({ all, matching, filter, complete, loading }: Roles): string {
  if (all.length === 0) return '';
  const more = complete || loading ? '' : '+';
  return filter.tokens.length > 0 ? `(${matching.length}${more} of ${all.length}${more})` : `(${all.length}${more})`;
}
