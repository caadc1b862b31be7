import {
  GetRole$,
  GetRolePolicy$,
  type GetRolePolicyRequest,
  type GetRolePolicyResponse,
  type GetRoleRequest,
  type GetRoleResponse,
  ListAttachedRolePolicies$,
  type ListAttachedRolePoliciesRequest,
  type ListAttachedRolePoliciesResponse,
  ListRolePolicies$,
  type ListRolePoliciesRequest,
  type ListRolePoliciesResponse,
  ListRoles$,
  type ListRolesRequest,
  type ListRolesResponse,
  ListRoleTags$,
  type ListRoleTagsRequest,
  type ListRoleTagsResponse,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { attachedPage, inlineDocument, inlinePage } from './entity-policies.js';
import { PATH_PREFIX, iamArn, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { listedRoleShape, roleShape } from './iam-shapes.js';
import { namedRole, onNamedRole } from './named-role.js';
import { tagPage } from './tag-page.js';

export const getRole = operation<GetRoleRequest, GetRoleResponse>({
  schema: GetRole$,
  access: onNamedRole('iam:GetRole'),
  handle: (input, call) => ({ Role: roleShape(namedRole(input, call)) }),
});

export const listRoles = operation<ListRolesRequest, ListRolesResponse>({
  schema: ListRoles$,
  access: (input, call) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const account = ownAccount(call);
    const resource = iamArn(account, 'role', input.PathPrefix ?? '/');
    return [{ action: 'iam:ListRoles', resource, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const prefix = input.PathPrefix ?? '/';
    const matching = [...ownAccount(call).roles.values()].filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = pageOf(
      sortedBy(matching, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    return { Roles: items.map(listedRoleShape), ...rest };
  },
});

export const listRolePolicies = operation<ListRolePoliciesRequest, ListRolePoliciesResponse>({
  schema: ListRolePolicies$,
  access: onNamedRole('iam:ListRolePolicies'),
  handle: (input, call) => inlinePage(namedRole(input, call), input),
});

export const getRolePolicy = operation<GetRolePolicyRequest, GetRolePolicyResponse>({
  schema: GetRolePolicy$,
  access: onNamedRole('iam:GetRolePolicy'),
  handle: (input, call) => {
    const role = namedRole(input, call);
    const PolicyDocument = inlineDocument('role', role, input.PolicyName);
    return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument };
  },
});

export const listAttachedRolePolicies = operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>({
  schema: ListAttachedRolePolicies$,
  access: onNamedRole('iam:ListAttachedRolePolicies'),
  handle: (input, call) => attachedPage(namedRole(input, call), input),
});

export const listRoleTags = operation<ListRoleTagsRequest, ListRoleTagsResponse>({
  schema: ListRoleTags$,
  access: onNamedRole('iam:ListRoleTags'),
  handle: (input, call) => tagPage(namedRole(input, call).tags, input),
});
