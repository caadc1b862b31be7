import { AwsError } from '../protocol/aws-error.js';
import type { AccessQuestion } from '../authorization/access-question.js';
import type { Call } from '../service/call.js';
import type { Account, Role, Tags, User } from '../state/model.js';

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

export function entityAlreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', message, { status: 409 });
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, { status: 409 });
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', message);
}

/** `arn:aws:iam::1…:user/people/ada` from `user` and `/people/ada`. */
export function iamArn(account: Account, kind: string, pathAndName: string): string {
  return `arn:${account.partition}:iam::${account.id}:${kind}${pathAndName}`;
}

/** The question for an action on the whole account's IAM. */
export function onAccount(action: string): (input: object, call: Call) => readonly AccessQuestion[] {
  return (_input, { caller }) => [{ action, resource: '*', resourceAccountId: caller.accountId }];
}

/** The question for an action on one role, which need not exist: the permission is asked first. */
export function onRole(call: Call, action: string, name: string): AccessQuestion {
  const account = ownAccount(call);
  const role = account.roles.get(name.toLowerCase());
  const arn = role?.arn ?? iamArn(account, 'role', `/${name}`);
  return {
    action,
    resource: arn,
    resourceAccountId: account.id,
    ...(role === undefined ? {} : { resourceTags: role.tags, context: keysOf(role) }),
  };
}

/** The condition keys that a role or user brings with it. */
export function keysOf({
  tags,
  boundaryArn,
}: Pick<Role | User, 'tags' | 'boundaryArn'>): Readonly<Record<string, string>> {
  const boundary = boundaryArn === undefined ? [] : [['iam:PermissionsBoundary', boundaryArn] as const];
  return Object.fromEntries([...tagKeys(tags), ...boundary]);
}

/** The question about something that has tags and no other condition keys, whether it is there or not. */
export function onTagged(
  call: Call,
  action: string,
  { arn, tags }: { readonly arn: string; readonly tags: Tags | undefined },
): AccessQuestion {
  const question = { action, resource: arn, resourceAccountId: call.caller.accountId };
  if (tags === undefined) return question;
  return { ...question, resourceTags: tags, context: Object.fromEntries(tagKeys(tags)) };
}

/** Renaming and moving needs permission on the old name and on the new one (API reference, UpdateUser, UpdateGroup). */
export function onBothNames(question: AccessQuestion, newArn: string): readonly AccessQuestion[] {
  return newArn === question.resource ? [question] : [question, { ...question, resource: newArn }];
}

/** A question with more condition keys. */
export function withContext(question: AccessQuestion, more: AccessQuestion['context']): AccessQuestion {
  return more === undefined ? question : { ...question, context: { ...question.context, ...more } };
}

function tagKeys(tags: Tags): ReadonlyArray<readonly [string, string]> {
  return [...tags].map(([key, value]) => [`iam:ResourceTag/${key}`, value] as const);
}

/** The forms of names and paths in IAM's API. */
export const ROLE_NAME = { minLength: 1, maxLength: 64, pattern: '[\\w+=,.@-]+' } as const;
export const ENTITY_NAME = { minLength: 1, maxLength: 128, pattern: '[\\w+=,.@-]+' } as const;
export const USER_NAME = { minLength: 1, maxLength: 64, pattern: '[\\w+=,.@-]+' } as const;
export const PATH = { minLength: 1, maxLength: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' } as const;
export const PATH_PREFIX = { minLength: 1, maxLength: 512, pattern: '\\u002F[\\u0021-\\u007F]*' } as const;
