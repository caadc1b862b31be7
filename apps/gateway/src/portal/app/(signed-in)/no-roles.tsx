'use client';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { NO_FILTER } from '../../components/roles/role-filter.rules';
import { useProfile } from '../../components/shell/person';
import { useFollow } from '../../components/shell/use-follow';
import { useIsLimited, VisibilityNote } from '../../components/visibility/visibility';
import type { Roles } from './use-roles';

/** An empty list, told apart: nothing matches the filter, or there is nothing to begin with. */
export function NoRoles({ roles }: { roles: Roles }) {
  return roles.filter.tokens.length > 0 ? <NoMatch roles={roles} /> : <NothingYet />;
}

function NoMatch({ roles }: { roles: Roles }) {
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="m">
        <div>
          <Box variant="strong">No role matches</Box>
          <Box color="text-body-secondary">None of your roles meets all of these conditions.</Box>
        </div>
        <Button onClick={() => roles.setFilter(NO_FILTER)}>Clear the filter</Button>
      </SpaceBetween>
    </Box>
  );
}

function NothingYet() {
  const { person } = useProfile();
  const follow = useFollow();
  const isLimited = useIsLimited();
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="s">
        <Box variant="h3">No roles for you yet</Box>
        <Box color="text-body-secondary">
          A role appears here when its tag <code>gatehouse-authorized</code> or{' '}
          <code>gatehouse-authorized-cli-only</code> names you or one of your groups. Yours:{' '}
          {person.groups.slice(0, 20).join(', ') || 'none'}.
        </Box>
        <Box color="text-body-secondary">
          {isLimited ? (
            'Ask the owner of the role you need to add one of your groups to the tag.'
          ) : (
            <>
              Find the role you need under{' '}
              <Link href="/principals" onFollow={follow}>
                All roles and users
              </Link>
              , and ask its owner to add one of your groups to the tag.
            </>
          )}
        </Box>
        <VisibilityNote />
      </SpaceBetween>
    </Box>
  );
}
