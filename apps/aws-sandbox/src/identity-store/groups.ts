import { randomUUID } from 'node:crypto';

import {
  CreateGroup$,
  type CreateGroupRequest,
  type CreateGroupResponse,
  DeleteGroup$,
  type DeleteGroupRequest,
  DescribeGroup$,
  type DescribeGroupRequest,
  type DescribeGroupResponse,
  GetGroupId$,
  type GetGroupIdRequest,
  type GetGroupIdResponse,
  type Group,
  ListGroups$,
  type ListGroupsRequest,
  type ListGroupsResponse,
  UpdateGroup$,
  type UpdateGroupRequest,
} from '@aws-sdk/client-identitystore';

import { cutPage } from '../protocol/paging.rules.js';
import { operation } from '../service/operation.js';
import { changed } from './attribute-changes.rules.js';
import { badToken, conflict, notFound, onStore, pageLimit, refuse, storeOf } from './identity-store-access.js';
import { type IdentityStore, groupNamed } from './identity-store-state.js';
import { filterOn, uniqueAttribute } from './users.js';

const NAME = { DisplayName: { minLength: 1, maxLength: 1024 }, Description: { minLength: 1, maxLength: 1024 } };

export const createGroup = operation<CreateGroupRequest, CreateGroupResponse>({
  schema: CreateGroup$,
  access: (input, call) => onStore(call, input, { action: 'CreateGroup', on: { group: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { DisplayName = '', Description } = input;
    refuse({ DisplayName, Description }, NAME);
    if (groupNamed(store, DisplayName) !== undefined) throw conflict('Duplicate GroupDisplayName');
    const GroupId = randomUUID();
    const described = Description === undefined ? {} : { Description };
    store.groups.set(GroupId, { IdentityStoreId: store.id, GroupId, DisplayName, ...described, CreatedAt: call.now });
    return { IdentityStoreId: store.id, GroupId };
  },
});

export const describeGroup = operation<DescribeGroupRequest, DescribeGroupResponse>({
  schema: DescribeGroup$,
  access: (input, call) => onStore(call, input, { action: 'DescribeGroup', on: { group: input.GroupId } }),
  handle: (input, call) => groupOf(storeOf(call, input), input.GroupId) as DescribeGroupResponse,
});

/** The group of this id, which must be there. */
export function groupOf({ groups }: IdentityStore, id = ''): Group {
  const found = groups.get(id);
  if (found === undefined) throw notFound('GROUP', id);
  return found;
}

export const updateGroup = operation<UpdateGroupRequest, object>({
  schema: UpdateGroup$,
  access: (input, call) => onStore(call, input, { action: 'UpdateGroup', on: { group: input.GroupId } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const group = groupOf(store, input.GroupId);
    const after = changed({ ...group }, input.Operations ?? [], ['displayName', 'description']) as unknown as Group;
    const { DisplayName = '', Description } = after;
    refuse({ DisplayName, Description }, NAME);
    const other = groupNamed(store, DisplayName);
    if (other !== undefined && other.GroupId !== group.GroupId) throw conflict('Duplicate GroupDisplayName');
    store.groups.set(group.GroupId ?? '', { ...after, UpdatedAt: call.now });
    return {};
  },
});

/** Goes with every membership. */
export const deleteGroup = operation<DeleteGroupRequest, object>({
  schema: DeleteGroup$,
  access: (input, call) => onStore(call, input, { action: 'DeleteGroup', on: { group: input.GroupId } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { GroupId = '' } = groupOf(store, input.GroupId);
    store.groups.delete(GroupId);
    for (const [id, each] of store.memberships) if (each.GroupId === GroupId) store.memberships.delete(id);
    return {};
  },
});

export const listGroups = operation<ListGroupsRequest, ListGroupsResponse>({
  schema: ListGroups$,
  access: (input, call) => onStore(call, input, { action: 'ListGroups', on: { group: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const name = filterOn(input.Filters, 'DisplayName');
    const wanted = [...store.groups.values()].filter(
      ({ DisplayName }) => name === undefined || DisplayName?.toLowerCase() === name.toLowerCase(),
    );
    const { items, next } = cutPage(wanted, {
      keyOf: ({ GroupId = '' }) => GroupId,
      limit: pageLimit(input.MaxResults),
      token: input.NextToken,
      badToken,
    });
    return { Groups: [...items], ...(next === undefined ? {} : { NextToken: next }) };
  },
});

export const getGroupId = operation<GetGroupIdRequest, GetGroupIdResponse>({
  schema: GetGroupId$,
  access: (input, call) => onStore(call, input, { action: 'GetGroupId', on: { group: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { path, value } = uniqueAttribute(input);
    const found = path === 'displayname' ? groupNamed(store, value) : undefined;
    if (found === undefined) throw notFound('GROUP', value);
    return { IdentityStoreId: store.id, GroupId: found.GroupId };
  },
});
