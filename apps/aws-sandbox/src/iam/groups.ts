import {
  GetGroup$,
  GetGroupPolicy$,
  type GetGroupPolicyRequest,
  type GetGroupPolicyResponse,
  type GetGroupRequest,
  type GetGroupResponse,
  type Group as GroupShape,
  ListAttachedGroupPolicies$,
  type ListAttachedGroupPoliciesRequest,
  type ListAttachedGroupPoliciesResponse,
  ListGroupPolicies$,
  type ListGroupPoliciesRequest,
  type ListGroupPoliciesResponse,
  ListGroups$,
  type ListGroupsRequest,
  type ListGroupsResponse,
} from '@aws-sdk/client-iam';

import type { AccessQuestion } from '../authorization/access-question.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Group } from '../state/model.js';
import { attachedPage, inlineDocument, inlinePage } from './entity-policies.js';
import { ENTITY_NAME, PATH_PREFIX, iamArn, noSuchEntity, ownAccount, withContext } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { listedUserShape } from './user-shapes.js';

interface NamesGroup {
  readonly GroupName?: string | undefined;
}

/** The question of every operation on one group, after its name has been checked. */
export function onGroup<Input extends NamesGroup>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    refuseViolations({ GroupName: input.GroupName }, { GroupName: ENTITY_NAME });
    const account = ownAccount(call);
    const name = input.GroupName ?? '';
    const resource = account.groups.get(name.toLowerCase())?.arn ?? iamArn(account, 'group', `/${name}`);
    return [withContext({ action, resource, resourceAccountId: account.id }, more(input))];
  };
}

/** The group of this name, or NoSuchEntity. */
export function namedGroup(input: NamesGroup, call: Call): Group {
  const name = input.GroupName ?? '';
  const group = ownAccount(call).groups.get(name.toLowerCase());
  if (group !== undefined) return group;
  throw noSuchEntity(`The group with name ${name} cannot be found.`);
}

export function groupShape({ path, name, id, arn, createdAt }: Group): GroupShape {
  return { Path: path, GroupName: name, GroupId: id, Arn: arn, CreateDate: createdAt };
}

export const listGroups = operation<ListGroupsRequest, ListGroupsResponse>({
  schema: ListGroups$,
  access: (input, call) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const account = ownAccount(call);
    const resource = iamArn(account, 'group', input.PathPrefix ?? '/');
    return [{ action: 'iam:ListGroups', resource, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const matching = [...ownAccount(call).groups.values()].filter(({ path }) =>
      path.startsWith(input.PathPrefix ?? '/'),
    );
    const { items, ...rest } = pageOf(
      sortedBy(matching, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    return { Groups: items.map(groupShape), ...rest };
  },
});

/** The group and, by page, who is in it. */
export const getGroup = operation<GetGroupRequest, GetGroupResponse>({
  schema: GetGroup$,
  access: onGroup('iam:GetGroup'),
  handle: (input, call) => {
    const group = namedGroup(input, call);
    const members = [...ownAccount(call).users.values()].filter(({ groups }) => groups.has(group.name));
    const { items, ...rest } = pageOf(
      sortedBy(members, ({ name }) => name),
      ({ name }) => name,
      input,
    );
    return { Group: groupShape(group), Users: items.map(listedUserShape), ...rest };
  },
});

export const getGroupPolicy = operation<GetGroupPolicyRequest, GetGroupPolicyResponse>({
  schema: GetGroupPolicy$,
  access: onGroup('iam:GetGroupPolicy'),
  handle: (input, call) => {
    const group = namedGroup(input, call);
    const PolicyDocument = inlineDocument('group', group, input.PolicyName);
    return { GroupName: group.name, PolicyName: input.PolicyName, PolicyDocument };
  },
});

export const listGroupPolicies = operation<ListGroupPoliciesRequest, ListGroupPoliciesResponse>({
  schema: ListGroupPolicies$,
  access: onGroup('iam:ListGroupPolicies'),
  handle: (input, call) => inlinePage(namedGroup(input, call), input),
});

export const listAttachedGroupPolicies = operation<ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse>(
  {
    schema: ListAttachedGroupPolicies$,
    access: onGroup('iam:ListAttachedGroupPolicies'),
    handle: (input, call) => attachedPage(namedGroup(input, call), input),
  },
);
