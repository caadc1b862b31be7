import { randomUUID } from 'node:crypto';

import {
  CreateGroupMembership$,
  type CreateGroupMembershipRequest,
  type CreateGroupMembershipResponse,
  DeleteGroupMembership$,
  type DeleteGroupMembershipRequest,
  DescribeGroupMembership$,
  type DescribeGroupMembershipRequest,
  type DescribeGroupMembershipResponse,
  GetGroupMembershipId$,
  type GetGroupMembershipIdRequest,
  type GetGroupMembershipIdResponse,
  type GroupMembership,
  IsMemberInGroups$,
  type IsMemberInGroupsRequest,
  type IsMemberInGroupsResponse,
  ListGroupMemberships$,
  type ListGroupMembershipsForMemberRequest,
  type ListGroupMembershipsForMemberResponse,
  type ListGroupMembershipsRequest,
  type ListGroupMembershipsResponse,
  ListGroupMembershipsForMember$,
  type MemberId,
} from '@aws-sdk/client-identitystore';

import { type CutPage, cutPage } from '../protocol/paging.rules.js';
import { operation } from '../service/operation.js';
import { groupOf } from './groups.js';
import { badToken, conflict, invalid, notFound, onStore, pageLimit, storeOf } from './identity-store-access.js';
import { type IdentityStore, membershipOf } from './identity-store-state.js';
import { userOf } from './users.js';

const MAX_GROUPS = 100;

function userIdOf(member: MemberId | undefined): string {
  return member?.UserId ?? '';
}

export const createGroupMembership = operation<CreateGroupMembershipRequest, CreateGroupMembershipResponse>({
  schema: CreateGroupMembership$,
  access: (input, call) =>
    onStore(call, input, {
      action: 'CreateGroupMembership',
      on: { user: userIdOf(input.MemberId), group: input.GroupId, membership: undefined },
    }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { GroupId = '' } = groupOf(store, input.GroupId);
    const { UserId = '' } = userOf(store, userIdOf(input.MemberId));
    if (membershipOf(store, GroupId, UserId) !== undefined)
      throw conflict('Member and Group relationship already exists.');
    const MembershipId = randomUUID();
    const made: GroupMembership = {
      IdentityStoreId: store.id,
      MembershipId,
      GroupId,
      MemberId: { UserId },
      CreatedAt: call.now,
    };
    store.memberships.set(MembershipId, made);
    return { IdentityStoreId: store.id, MembershipId };
  },
});

export const describeGroupMembership = operation<DescribeGroupMembershipRequest, DescribeGroupMembershipResponse>({
  schema: DescribeGroupMembership$,
  access: (input, call) =>
    onStore(call, input, { action: 'DescribeGroupMembership', on: { membership: input.MembershipId } }),
  handle: (input, call) =>
    existing(storeOf(call, input), input.MembershipId) as unknown as DescribeGroupMembershipResponse,
});

function existing({ memberships }: IdentityStore, id = ''): GroupMembership {
  const found = memberships.get(id);
  if (found === undefined) throw notFound('GROUP_MEMBERSHIP', id);
  return found;
}

export const deleteGroupMembership = operation<DeleteGroupMembershipRequest, object>({
  schema: DeleteGroupMembership$,
  access: (input, call) =>
    onStore(call, input, { action: 'DeleteGroupMembership', on: { membership: input.MembershipId } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    store.memberships.delete(existing(store, input.MembershipId).MembershipId ?? '');
    return {};
  },
});

export const getGroupMembershipId = operation<GetGroupMembershipIdRequest, GetGroupMembershipIdResponse>({
  schema: GetGroupMembershipId$,
  access: (input, call) =>
    onStore(call, input, {
      action: 'GetGroupMembershipId',
      on: { user: userIdOf(input.MemberId), group: input.GroupId, membership: undefined },
    }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { GroupId = '' } = groupOf(store, input.GroupId);
    const found = membershipOf(store, GroupId, userIdOf(input.MemberId));
    if (found === undefined) throw notFound('GROUP_MEMBERSHIP', userIdOf(input.MemberId));
    return { IdentityStoreId: store.id, MembershipId: found.MembershipId };
  },
});

interface Paged {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

function pageOf(memberships: readonly GroupMembership[], { MaxResults, NextToken }: Paged): CutPage<GroupMembership> {
  return cutPage(memberships, {
    keyOf: ({ MembershipId = '' }) => MembershipId,
    limit: pageLimit(MaxResults),
    token: NextToken,
    badToken,
  });
}

export const listGroupMemberships = operation<ListGroupMembershipsRequest, ListGroupMembershipsResponse>({
  schema: ListGroupMemberships$,
  access: (input, call) =>
    onStore(call, input, { action: 'ListGroupMemberships', on: { group: input.GroupId, membership: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { GroupId } = groupOf(store, input.GroupId);
    const { items, next } = pageOf(
      [...store.memberships.values()].filter((each) => each.GroupId === GroupId),
      input,
    );
    return { GroupMemberships: [...items], ...(next === undefined ? {} : { NextToken: next }) };
  },
});

export const listGroupMembershipsForMember = operation<
  ListGroupMembershipsForMemberRequest,
  ListGroupMembershipsForMemberResponse
>({
  schema: ListGroupMembershipsForMember$,
  access: (input, call) =>
    onStore(call, input, {
      action: 'ListGroupMembershipsForMember',
      on: { user: userIdOf(input.MemberId), membership: undefined },
    }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { UserId } = userOf(store, userIdOf(input.MemberId));
    const found = [...store.memberships.values()].filter(({ MemberId }) => userIdOf(MemberId) === UserId);
    const { items, next } = pageOf(found, input);
    return { GroupMemberships: [...items], ...(next === undefined ? {} : { NextToken: next }) };
  },
});

export const isMemberInGroups = operation<IsMemberInGroupsRequest, IsMemberInGroupsResponse>({
  schema: IsMemberInGroups$,
  access: (input, call) =>
    onStore(call, input, {
      action: 'IsMemberInGroups',
      on: { user: userIdOf(input.MemberId), group: undefined, membership: undefined },
    }),
  handle: ({ GroupIds = [], ...input }, call) => {
    const store = storeOf(call, input);
    if (GroupIds.length === 0 || GroupIds.length > MAX_GROUPS) {
      throw invalid(`Between 1 and ${String(MAX_GROUPS)} groups can be asked for.`);
    }
    const { UserId = '' } = userOf(store, userIdOf(input.MemberId));
    const Results = GroupIds.map((GroupId) => ({
      GroupId,
      MemberId: { UserId },
      MembershipExists: membershipOf(store, GroupId, UserId) !== undefined,
    }));
    return { Results };
  },
});
