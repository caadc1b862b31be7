import { AwsError } from '../protocol/aws-error.js';
import { findRole } from '../state/lookup.js';
import type { Role, World } from '../state/model.js';

/** The role that somebody at an identity provider asks for; one that is not there is refused like one that does not trust them. */
export function federatedRole(world: World, arn: string, action: string): Role {
  const role = findRole(world, arn);
  if (role !== undefined && world.accounts.get(role.accountId)?.status === 'ACTIVE') return role;
  throw new AwsError('AccessDenied', `Not authorized to perform ${action}`, { status: 403 });
}
