import {
  GetUser$,
  GetUserPolicy$,
  type GetUserPolicyRequest,
  type GetUserPolicyResponse,
  type GetUserRequest,
  type GetUserResponse,
  ListAttachedUserPolicies$,
  type ListAttachedUserPoliciesRequest,
  type ListAttachedUserPoliciesResponse,
  ListGroupsForUser$,
  type ListGroupsForUserRequest,
  type ListGroupsForUserResponse,
  ListUserPolicies$,
  type ListUserPoliciesRequest,
  type ListUserPoliciesResponse,
  ListUsers$,
  type ListUsersRequest,
  type ListUsersResponse,
  type User as UserShape,
} from '@aws-sdk/client-iam';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { User } from '../state/model.js';
import { groupShape } from './groups.js';
import { PATH_PREFIX, noSuchEntity, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { attachedList, boundaryShape, encodeDocument, tagList } from './iam-shapes.js';

const USER_NAME = { minLength: 1, maxLength: 128, pattern: '[\\w+=,.@-]+' } as const;

interface NamesUser {
  readonly UserName?: string | undefined;
}

/** Without a name, IAM means the caller, if that is a user. */
function nameOf(input: NamesUser, { caller }: Call): string {
  if (input.UserName !== undefined) return input.UserName;
  if (caller.kind === 'user') return caller.user.name;
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials');
}

function onUser(action: string) {
  return (input: NamesUser, call: Call): readonly AccessQuestion[] => {
    refuseViolations({ UserName: input.UserName }, { UserName: USER_NAME });
    const name = nameOf(input, call);
    const account = ownAccount(call);
    const user = account.users.get(name.toLowerCase());
    const resource = user?.arn ?? `arn:${call.world.partition}:iam::${account.id}:user/${name}`;
    const tags = user === undefined ? {} : { resourceTags: user.tags };
    return [{ action, resource, resourceAccountId: account.id, ...tags }];
  };
}

function named(input: NamesUser, call: Call): User {
  const name = nameOf(input, call);
  const user = ownAccount(call).users.get(name.toLowerCase());
  if (user !== undefined) return user;
  throw noSuchEntity(`The user with name ${name} cannot be found.`);
}

function listedShape({ path, name, id, arn, createdAt }: User): UserShape {
  return { Path: path, UserName: name, UserId: id, Arn: arn, CreateDate: createdAt };
}

export const getUser = operation<GetUserRequest, GetUserResponse>({
  schema: GetUser$,
  access: onUser('iam:GetUser'),
  handle: (input, call) => {
    const user = named(input, call);
    const tags = user.tags.size === 0 ? {} : { Tags: tagList(user.tags) };
    return { User: { ...listedShape(user), ...boundaryShape(user.boundaryArn), ...tags } };
  },
});

export const listUsers = operation<ListUsersRequest, ListUsersResponse>({
  schema: ListUsers$,
  access: (input, { caller, world }) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const resource = `arn:${world.partition}:iam::${caller.accountId}:user${input.PathPrefix ?? '/'}`;
    return [{ action: 'iam:ListUsers', resource, resourceAccountId: caller.accountId }];
  },
  handle: (input, call) => {
    const matching = [...ownAccount(call).users.values()].filter(({ path }) =>
      path.startsWith(input.PathPrefix ?? '/'),
    );
    const { items, ...rest } = pageOf(
      sortedBy(matching, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    return { Users: items.map(listedShape), ...rest };
  },
});

export const listGroupsForUser = operation<ListGroupsForUserRequest, ListGroupsForUserResponse>({
  schema: ListGroupsForUser$,
  access: onUser('iam:ListGroupsForUser'),
  handle: (input, call) => {
    const { groups } = ownAccount(call);
    const found = [...named(input, call).groups].flatMap((name) => groups.get(name.toLowerCase()) ?? []);
    const { items, ...rest } = pageOf(
      sortedBy(found, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    return { Groups: items.map(groupShape), ...rest };
  },
});

export const listUserPolicies = operation<ListUserPoliciesRequest, ListUserPoliciesResponse>({
  schema: ListUserPolicies$,
  access: onUser('iam:ListUserPolicies'),
  handle: (input, call) => {
    const names = sortedBy(named(input, call).inlinePolicies.keys(), (name) => name);
    const { items, ...rest } = pageOf(names, (name) => name, input);
    return { PolicyNames: [...items], ...rest };
  },
});

export const getUserPolicy = operation<GetUserPolicyRequest, GetUserPolicyResponse>({
  schema: GetUserPolicy$,
  access: onUser('iam:GetUserPolicy'),
  handle: (input, call) => {
    const user = named(input, call);
    const document = user.inlinePolicies.get(input.PolicyName ?? '');
    if (document === undefined) {
      throw noSuchEntity(`The user policy with name ${input.PolicyName ?? ''} cannot be found.`);
    }
    return { UserName: user.name, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  },
});

export const listAttachedUserPolicies = operation<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse>({
  schema: ListAttachedUserPolicies$,
  access: onUser('iam:ListAttachedUserPolicies'),
  handle: (input, call) => {
    const arns = sortedBy(named(input, call).attachedPolicies, (arn) => arn);
    const { items, ...rest } = pageOf(arns, (arn) => arn, input);
    return { AttachedPolicies: attachedList(items), ...rest };
  },
});
