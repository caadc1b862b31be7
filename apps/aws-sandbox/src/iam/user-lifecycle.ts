import {
  CreateUser$,
  type CreateUserRequest,
  type CreateUserResponse,
  DeleteUser$,
  type DeleteUserRequest,
  UpdateUser$,
  type UpdateUserRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Account, User, World } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import { refuseUnknownBoundary } from './entity-policies.js';
import {
  PATH,
  USER_NAME,
  deleteConflict,
  entityAlreadyExists,
  iamArn,
  onBothNames,
  ownAccount,
} from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { iamStateOf } from './iam-state.js';
import { newTags, requestTagContext } from './iam-tags.rules.js';
import { namedUser, onUser } from './named-user.js';
import { forgetUse, moveUse } from './service-use.js';
import { keysOf, renameKeys } from './user-keys.js';
import { userShape } from './user-shapes.js';

export const createUser = operation<CreateUserRequest, CreateUserResponse>({
  schema: CreateUser$,
  access: (input, call) => {
    refuseViolations({ UserName: input.UserName, Path: input.Path }, { UserName: USER_NAME, Path: PATH });
    const account = ownAccount(call);
    const boundary = input.PermissionsBoundary;
    return [
      {
        action: 'iam:CreateUser',
        resource: iamArn(account, 'user', `${input.Path ?? '/'}${input.UserName ?? ''}`),
        resourceAccountId: account.id,
        context: {
          ...requestTagContext(input.Tags ?? []),
          ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }),
        },
      },
    ];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    refuseTaken(account, input.UserName ?? '');
    refuseOver('UsersPerAccount', account.users.size + 1);
    const user = newUser(input, call);
    account.users.set(user.name.toLowerCase(), user);
    return { User: userShape(user) };
  },
});

function refuseTaken(account: Account, name: string): void {
  if (account.users.has(name.toLowerCase())) throw entityAlreadyExists(`User with name ${name} already exists.`);
}

function newUser(input: CreateUserRequest, call: Call): User {
  const { UserName: name = '', Path: path = '/' } = input;
  refuseUnknownBoundary(call, input.PermissionsBoundary);
  return {
    accountId: call.caller.accountId,
    name,
    path,
    arn: iamArn(ownAccount(call), 'user', `${path}${name}`),
    id: freshId('AIDA'),
    createdAt: call.now,
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    boundaryArn: input.PermissionsBoundary,
    groups: new Set(),
    tags: newTags(input.Tags),
  };
}

export const updateUser = operation<UpdateUserRequest, object>({
  schema: UpdateUser$,
  access: (input, call) => {
    refuseViolations(
      { NewUserName: input.NewUserName, NewPath: input.NewPath },
      { NewUserName: USER_NAME, NewPath: PATH },
    );
    return onUser('iam:UpdateUser')(input, call).flatMap((question) => onBothNames(question, newArn(input, call)));
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const user = namedUser(input, call);
    const name = input.NewUserName ?? user.name;
    const path = input.NewPath ?? user.path;
    if (name.toLowerCase() !== user.name.toLowerCase()) refuseTaken(account, name);
    account.users.delete(user.name.toLowerCase());
    const arn = iamArn(account, 'user', `${path}${name}`);
    account.users.set(name.toLowerCase(), { ...user, name, path, arn });
    moveUse(call.world, user.arn, arn);
    renameKeys(call.world, user, name);
    return {};
  },
});

function newArn(input: UpdateUserRequest, call: Call): string {
  const account = ownAccount(call);
  const { UserName: old = '' } = input;
  const known = account.users.get(old.toLowerCase()) ?? { name: old, path: '/' };
  return iamArn(account, 'user', `${input.NewPath ?? known.path}${input.NewUserName ?? known.name}`);
}

export const deleteUser = operation<DeleteUserRequest, object>({
  schema: DeleteUser$,
  access: onUser('iam:DeleteUser'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    const left = leftOver(call.world, user);
    if (left !== undefined) throw deleteConflict(`Cannot delete entity, must ${left} first.`);
    ownAccount(call).users.delete(user.name.toLowerCase());
    forgetUse(call.world, user.arn);
    return {};
  },
});

/** What has to be taken from a user before it can go. */
function leftOver(world: World, user: User): string | undefined {
  const { loginProfiles, mfaDevices } = iamStateOf(world, user.accountId);
  const checks: readonly (readonly [boolean, string])[] = [
    [user.groups.size > 0, 'remove users from group'],
    [user.attachedPolicies.size > 0, 'detach all policies'],
    [user.inlinePolicies.size > 0, 'delete policies'],
    [keysOf(world, user).length > 0, 'delete access keys'],
    [loginProfiles.has(user.id), 'delete login profile'],
    [[...mfaDevices.values()].some(({ userId }) => userId === user.id), 'delete MFA device'],
  ];
  return checks.find(([there]) => there)?.[1];
}
