import type { Account, ManagedPolicy, Role, User, World } from './model.js';
import type { Organization } from './organization.js';

const ROLE_ARN = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/u;

/** The role with exactly this ARN, path included. */
export function findRole(world: World, arn: string): Role | undefined {
  const match = ROLE_ARN.exec(arn);
  if (match === null) return undefined;
  const role = world.accounts.get(match[2] ?? '')?.roles.get((match[3] ?? '').toLowerCase());
  return role?.arn === arn ? role : undefined;
}

export function findUser(world: World, accountId: string, name: string): User | undefined {
  return world.accounts.get(accountId)?.users.get(name.toLowerCase());
}

/** A policy of the account, or one of AWS's own. */
export function findManagedPolicy(world: World, arn: string): ManagedPolicy | undefined {
  const owner = arn.split(':')[4] ?? '';
  return owner === 'aws' ? world.awsPolicies.get(arn) : world.accounts.get(owner)?.policies.get(arn);
}

/** The text of a managed policy's default version. */
export function defaultDocument(policy: ManagedPolicy): string {
  const version = policy.versions.get(policy.defaultVersionId);
  if (version === undefined) throw new Error(`policy ${policy.arn} has no version ${policy.defaultVersionId}`);
  return version.document;
}

export function organizationOf(world: World, account: Account): Organization | undefined {
  return world.organizations.get(account.organizationId ?? '');
}

/** `aws`, `aws-us-gov` or `aws-cn`: what the ARNs of an account begin with. */
export function partitionOf(world: Pick<World, 'accounts' | 'partition'>, accountId: string): string {
  return world.accounts.get(accountId)?.partition ?? world.partition;
}
