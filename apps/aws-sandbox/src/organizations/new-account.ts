import { randomInt } from 'node:crypto';

import type { Account, Role, World } from '../state/model.js';
import { type Organization, addNode, organizationArn } from '../state/organization.js';
import { uniqueId } from '../state/unique-id.js';
import { attachFullAccess } from './full-access-policies.js';

/** An account that nobody has yet, with the role by which the management account gets in. */
export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly roleName: string;
  readonly tags: Map<string, string>;
  readonly now: Date;
}

const HOUR = 3_600;

/** Adds an account below the root, as CreateAccount does: with one role for the management account, and AWS's own. */
export function addNewAccount(world: World, organization: Organization, wanted: NewAccount): Account {
  const id = freeAccountId(world);
  const { partition } = organization;
  const account: Account = {
    id,
    name: wanted.name,
    email: wanted.email,
    status: 'ACTIVE',
    joinedAt: wanted.now,
    joinedMethod: 'CREATED',
    organizationId: organization.id,
    partition,
    roles: new Map(),
    users: new Map(),
    groups: new Map(),
    policies: new Map(),
  };
  world.accounts.set(id, account);
  const arn = organizationArn(organization, 'account', `${organization.id}/${id}`);
  addNode(organization, { id, arn, name: wanted.name, kind: 'account', parentId: organization.rootId });
  attachFullAccess(organization, id);
  organization.tags.set(id, wanted.tags);
  for (const role of [accessRole(world, account, { organization, wanted }), ownRole(account, wanted.now)]) {
    account.roles.set(role.name.toLowerCase(), role);
  }
  return account;
}

function freeAccountId(world: World): string {
  for (;;) {
    const id = String(randomInt(100_000_000_000, 281_474_976_710_655) % 1_000_000_000_000).padStart(12, '0');
    if (!world.accounts.has(id)) return id;
  }
}

interface Origin {
  readonly organization: Organization;
  readonly wanted: NewAccount;
}

/** `OrganizationAccountAccessRole`: an administrator whom the management account may be. */
function accessRole(world: World, account: Account, { organization, wanted }: Origin): Role {
  const administrator = `arn:${account.partition}:iam::aws:policy/AdministratorAccess`;
  const management = `arn:${account.partition}:iam::${organization.managementAccountId}:root`;
  const known = world.awsPolicies.has(administrator);
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  return {
    ...plainRole(account, { name: wanted.roleName, path: '/', now: wanted.now }),
    trustPolicy: policy({ Effect: 'Allow', Principal: { AWS: management }, Action: 'sts:AssumeRole' }),
    inlinePolicies: new Map(known ? [] : [['AdministratorAccess', policy(everything)]]),
    attachedPolicies: new Set(known ? [administrator] : []),
  };
}

/** The role that Organizations makes for itself in each account. */
function ownRole(account: Account, now: Date): Role {
  const service = 'organizations.amazonaws.com';
  const place = { name: 'AWSServiceRoleForOrganizations', path: `/aws-service-role/${service}/`, now };
  return {
    ...plainRole(account, place),
    description:
      'Service-linked role used by AWS Organizations to enable integration of other AWS services with Organizations.',
    trustPolicy: policy({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }),
  };
}

interface RolePlace {
  readonly name: string;
  readonly path: string;
  readonly now: Date;
}

function plainRole({ id, partition }: Account, { name, path, now }: RolePlace): Role {
  const arn = `arn:${partition}:iam::${id}:role${path}${name}`;
  return {
    accountId: id,
    name,
    path,
    arn,
    id: uniqueId('AROA', arn),
    createdAt: now,
    description: undefined,
    maxSessionSeconds: HOUR,
    trustPolicy: '',
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    boundaryArn: undefined,
    tags: new Map(),
    lastUsed: undefined,
  };
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
