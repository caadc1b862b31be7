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
import { PATH_PREFIX, noSuchEntity, ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { attachedList, encodeDocument, listedRoleShape, roleShape, tagList } from './iam-shapes.js';
import { namedRole, onNamedRole } from './named-role.js';

export const getRole = operation<GetRoleRequest, GetRoleResponse>({
  schema: GetRole$,
  access: onNamedRole('iam:GetRole'),
  handle: (input, call) => ({ Role: roleShape(namedRole(input, call)) }),
});

export const listRoles = operation<ListRolesRequest, ListRolesResponse>({
  schema: ListRoles$,
  access: (input, { caller, world }) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const resource = `arn:${world.partition}:iam::${caller.accountId}:role${input.PathPrefix ?? '/'}`;
    return [{ action: 'iam:ListRoles', resource, resourceAccountId: caller.accountId }];
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
  handle: (input, call) => {
    const names = sortedBy(namedRole(input, call).inlinePolicies.keys(), (name) => name);
    const { items, ...rest } = pageOf(names, (name) => name, input);
    return { PolicyNames: [...items], ...rest };
  },
});

export const getRolePolicy = operation<GetRolePolicyRequest, GetRolePolicyResponse>({
  schema: GetRolePolicy$,
  access: onNamedRole('iam:GetRolePolicy'),
  handle: (input, call) => {
    const role = namedRole(input, call);
    const document = role.inlinePolicies.get(input.PolicyName ?? '');
    if (document === undefined) {
      throw noSuchEntity(`The role policy with name ${input.PolicyName ?? ''} cannot be found.`);
    }
    return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  },
});

export const listAttachedRolePolicies = operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>({
  schema: ListAttachedRolePolicies$,
  access: onNamedRole('iam:ListAttachedRolePolicies'),
  handle: (input, call) => {
    const prefix = input.PathPrefix ?? '/';
    const arns = [...namedRole(input, call).attachedPolicies].filter((arn) => pathOf(arn).startsWith(prefix));
    const { items, ...rest } = pageOf(
      sortedBy(arns, (arn) => arn),
      (arn) => arn,
      input,
    );
    return { AttachedPolicies: attachedList(items), ...rest };
  },
});

export const listRoleTags = operation<ListRoleTagsRequest, ListRoleTagsResponse>({
  schema: ListRoleTags$,
  access: onNamedRole('iam:ListRoleTags'),
  handle: (input, call) => {
    const tags = sortedBy(tagList(namedRole(input, call).tags), ({ Key }) => Key ?? '');
    const { items, ...rest } = pageOf(tags, ({ Key }) => Key ?? '', input);
    return { Tags: [...items], ...rest };
  },
});

/** `arn:aws:iam::1…:policy/team/name` → `/team/` */
function pathOf(policyArn: string): string {
  const resource = policyArn.slice(policyArn.indexOf(':policy/') + ':policy'.length);
  return resource.slice(0, resource.lastIndexOf('/') + 1);
}
