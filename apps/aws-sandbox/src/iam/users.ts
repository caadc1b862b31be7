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
  ListUserTags$,
  type ListUserTagsRequest,
  type ListUserTagsResponse,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { attachedPage, inlineDocument, inlinePage } from './entity-policies.js';
import { groupShape } from './groups.js';
import { PATH_PREFIX, iamArn, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { namedUser, onUser } from './named-user.js';
import { tagPage } from './tag-page.js';
import { listedUserShape, userShape } from './user-shapes.js';

export const getUser = operation<GetUserRequest, GetUserResponse>({
  schema: GetUser$,
  access: onUser('iam:GetUser'),
  handle: (input, call) => ({ User: userShape(namedUser(input, call)) }),
});

export const listUsers = operation<ListUsersRequest, ListUsersResponse>({
  schema: ListUsers$,
  access: (input, call) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const account = ownAccount(call);
    const resource = iamArn(account, 'user', input.PathPrefix ?? '/');
    return [{ action: 'iam:ListUsers', resource, resourceAccountId: account.id }];
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
    return { Users: items.map(listedUserShape), ...rest };
  },
});

export const listGroupsForUser = operation<ListGroupsForUserRequest, ListGroupsForUserResponse>({
  schema: ListGroupsForUser$,
  access: onUser('iam:ListGroupsForUser'),
  handle: (input, call) => {
    const { groups } = ownAccount(call);
    const found = [...namedUser(input, call).groups].flatMap((name) => groups.get(name.toLowerCase()) ?? []);
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
  handle: (input, call) => inlinePage(namedUser(input, call), input),
});

export const getUserPolicy = operation<GetUserPolicyRequest, GetUserPolicyResponse>({
  schema: GetUserPolicy$,
  access: onUser('iam:GetUserPolicy'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    const PolicyDocument = inlineDocument('user', user, input.PolicyName);
    return { UserName: user.name, PolicyName: input.PolicyName, PolicyDocument };
  },
});

export const listAttachedUserPolicies = operation<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse>({
  schema: ListAttachedUserPolicies$,
  access: onUser('iam:ListAttachedUserPolicies'),
  handle: (input, call) => attachedPage(namedUser(input, call), input),
});

export const listUserTags = operation<ListUserTagsRequest, ListUserTagsResponse>({
  schema: ListUserTags$,
  access: onUser('iam:ListUserTags'),
  handle: (input, call) => tagPage(namedUser(input, call).tags, input),
});
