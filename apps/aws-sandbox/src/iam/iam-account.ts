import { AwsError } from '../protocol/aws-error.js';
import type { AccessQuestion } from '../authorization/access-question.js';
import type { Call } from '../service/call.js';
import type { Account, Role } from '../state/model.js';

/** IAM works in the caller's own account, always. */
export function ownAccount({ world, caller }: Call): Account {
  const account = world.accounts.get(caller.accountId);
  if (account === undefined) throw new Error(`caller of unknown account ${caller.accountId}`);
  return account;
}

export function roleNamed(account: Account, name: string): Role {
  const role = account.roles.get(name.toLowerCase());
  if (role !== undefined) return role;
  throw noSuchEntity(`The role with name ${name} cannot be found.`);
}

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, { status: 404 });
}

/** The question for an action on the whole account's IAM. */
export function onAccount(action: string): (input: object, call: Call) => readonly AccessQuestion[] {
  return (_input, { caller }) => [{ action, resource: '*', resourceAccountId: caller.accountId }];
}

/** The question for an action on one role, which need not exist: the permission is asked first. */
export function onRole(call: Call, action: string, name: string): AccessQuestion {
  const account = ownAccount(call);
  const role = account.roles.get(name.toLowerCase());
  const arn = role?.arn ?? `arn:${call.world.partition}:iam::${account.id}:role/${name}`;
  return {
    action,
    resource: arn,
    resourceAccountId: account.id,
    ...(role === undefined ? {} : { resourceTags: role.tags, context: keysOf(role) }),
  };
}

function keysOf(role: Role): Readonly<Record<string, string>> {
  const tags = [...role.tags].map(([key, value]) => [`iam:ResourceTag/${key}`, value] as const);
  const boundary = role.boundaryArn === undefined ? [] : [['iam:PermissionsBoundary', role.boundaryArn] as const];
  return Object.fromEntries([...tags, ...boundary]);
}

/** The forms of names and paths in IAM's API. */
export const ROLE_NAME = { minLength: 1, maxLength: 64, pattern: '[\\w+=,.@-]+' } as const;
export const PATH_PREFIX = { minLength: 1, maxLength: 512, pattern: '\\u002F[\\u0021-\\u007F]*' } as const;
