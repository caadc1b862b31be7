import { createHash } from 'node:crypto';

import { partitionOf } from '../state/lookup.js';
import type { Role, World } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import { durationSeconds } from './session-duration.rules.js';
import type { CustomerPolicy, PermissionSet, SsoInstance } from './sso-state.js';

const INLINE_POLICY = 'AwsSSOInlinePolicy';

/** Why a permission set cannot become a role of an account, or undefined when it can. */
export function provisioningProblem(world: World, set: PermissionSet, accountId: string): string | undefined {
  const missing = missingPolicy(world, set, accountId);
  if (missing === undefined) return undefined;
  return `Received a 404 status error: Policy ${missing} does not exist in account ${accountId}.`;
}

function missingPolicy(world: World, set: PermissionSet, accountId: string): string | undefined {
  const account = world.accounts.get(accountId);
  return policiesOf(world, set, accountId)
    .filter((arn) => !world.awsPolicies.has(arn))
    .find((arn) => account?.policies.has(arn) !== true);
}

function policiesOf(world: World, set: PermissionSet, accountId: string): readonly string[] {
  return [...set.managedPolicies, ...set.customerPolicies.map((each) => customerPolicyArn(world, each, accountId))];
}

function customerPolicyArn(world: World, { name, path }: CustomerPolicy, accountId: string): string {
  return `arn:${partitionOf(world, accountId)}:iam::${accountId}:policy${path}${name}`;
}

/** Where and when a role is made. */
export interface ProvisioningPlace {
  readonly accountId: string;
  readonly now: Date;
  /** The unique id of a new role; a seed has the same ones at every start. */
  readonly idOf?: (arn: string) => string;
}

/** Makes the role of a permission set in an account, or brings it up to date; people come to it through SAML. */
export function provision(
  world: World,
  { instance, set }: { readonly instance: SsoInstance; readonly set: PermissionSet },
  where: ProvisioningPlace,
): void {
  const { accountId } = where;
  const account = world.accounts.get(accountId);
  if (account === undefined) throw new Error(`there is no account ${accountId}`);
  const known = account.roles.get(roleName(set, accountId).toLowerCase());
  const role = known ?? newRole(world, { instance, set }, where);
  role.description = set.description;
  role.maxSessionSeconds = Math.max(durationSeconds(set.sessionDuration) ?? 3600, 43_200);
  role.boundaryArn = boundaryArn(world, set, accountId);
  role.inlinePolicies.clear();
  if (set.inlinePolicy !== undefined) role.inlinePolicies.set(INLINE_POLICY, set.inlinePolicy);
  role.attachedPolicies.clear();
  for (const arn of policiesOf(world, set, accountId)) role.attachedPolicies.add(arn);
  account.roles.set(role.name.toLowerCase(), role);
  set.provisioned.set(accountId, role.arn);
}

/** Takes the role of a permission set away again. */
export function unprovision(world: World, set: PermissionSet, accountId: string): void {
  world.accounts.get(accountId)?.roles.delete(roleName(set, accountId).toLowerCase());
  set.provisioned.delete(accountId);
}

/** `AWSReservedSSO_<name>_<16 digits>`, another suffix in each account. */
function roleName({ name, arn }: PermissionSet, accountId: string): string {
  return `AWSReservedSSO_${name}_${createHash('sha256').update(`${arn}/${accountId}`).digest('hex').slice(0, 16)}`;
}

function boundaryArn(world: World, { boundary }: PermissionSet, accountId: string): string | undefined {
  if (boundary === undefined) return undefined;
  return 'managedPolicyArn' in boundary
    ? boundary.managedPolicyArn
    : customerPolicyArn(world, boundary.customerPolicy, accountId);
}

function newRole(
  world: World,
  { instance, set }: { readonly instance: SsoInstance; readonly set: PermissionSet },
  where: ProvisioningPlace,
): Role {
  const { accountId, now, idOf = () => freshId('AROA') } = where;
  const partition = partitionOf(world, accountId);
  const path = `/aws-reserved/sso.amazonaws.com/${instance.region === 'us-east-1' ? '' : `${instance.region}/`}`;
  const name = roleName(set, accountId);
  const arn = `arn:${partition}:iam::${accountId}:role${path}${name}`;
  return {
    accountId,
    name,
    path,
    arn,
    id: idOf(arn),
    createdAt: now,
    description: set.description,
    maxSessionSeconds: 43_200,
    trustPolicy: trustPolicy(partition, instance, accountId),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    boundaryArn: undefined,
    tags: new Map(),
    lastUsed: undefined,
  };
}

function trustPolicy(partition: string, { id }: SsoInstance, accountId: string): string {
  const suffix = createHash('sha256').update(`${id}/${accountId}`).digest('hex').slice(0, 16);
  const provider = `arn:${partition}:iam::${accountId}:saml-provider/AWSSSO_${suffix}_DO_NOT_DELETE`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
  });
}
