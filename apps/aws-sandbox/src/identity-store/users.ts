import { randomUUID } from 'node:crypto';

import {
  CreateUser$,
  type CreateUserRequest,
  type CreateUserResponse,
  DeleteUser$,
  type DeleteUserRequest,
  DescribeUser$,
  type DescribeUserRequest,
  type DescribeUserResponse,
  GetUserId$,
  type GetUserIdRequest,
  type GetUserIdResponse,
  ListUsers$,
  type ListUsersRequest,
  type ListUsersResponse,
  UpdateUser$,
  type UpdateUserRequest,
  type User,
} from '@aws-sdk/client-identitystore';

import { cutPage } from '../protocol/paging.rules.js';
import { operation } from '../service/operation.js';
import { changed } from './attribute-changes.rules.js';
import { badToken, conflict, invalid, notFound, onStore, pageLimit, refuse, storeOf } from './identity-store-access.js';
import { type IdentityStore, userNamed } from './identity-store-state.js';

const RESERVED = new Set(['administrator', 'awsadministrators']);
const CHANGEABLE = [
  ...['userName', 'displayName', 'nickName', 'profileUrl', 'userType', 'title', 'preferredLanguage', 'locale'],
  ...['timezone', 'emails', 'addresses', 'phoneNumbers', 'name', 'name.givenName', 'name.familyName'],
  ...['name.middleName', 'name.formatted', 'name.honorificPrefix', 'name.honorificSuffix'],
];

export const createUser = operation<CreateUserRequest, CreateUserResponse>({
  schema: CreateUser$,
  access: (input, call) => onStore(call, input, { action: 'CreateUser', on: { user: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { UserName = '', Name, DisplayName = '' } = input;
    refuse(
      { UserName, DisplayName },
      { UserName: { minLength: 1, maxLength: 128 }, DisplayName: { minLength: 1, maxLength: 1024 } },
    );
    if (Name?.GivenName === undefined || Name.FamilyName === undefined) {
      throw invalid('The attributes name.givenName and name.familyName are required.');
    }
    refuseName(store, UserName);
    const UserId = randomUUID();
    const made: User = { ...input, IdentityStoreId: store.id, UserId, UserStatus: 'ENABLED', CreatedAt: call.now };
    store.users.set(UserId, made);
    return { IdentityStoreId: store.id, UserId };
  },
});

function refuseName(store: IdentityStore, name: string): void {
  if (RESERVED.has(name.toLowerCase())) throw invalid(`${name} is a reserved user name.`);
  if (userNamed(store, name) !== undefined) throw conflict('Duplicate UserName');
}

export const describeUser = operation<DescribeUserRequest, DescribeUserResponse>({
  schema: DescribeUser$,
  access: (input, call) => onStore(call, input, { action: 'DescribeUser', on: { user: input.UserId } }),
  handle: (input, call) => userOf(storeOf(call, input), input.UserId) as DescribeUserResponse,
});

/** The user of this id, which must be there. */
export function userOf({ users }: IdentityStore, id = ''): User {
  const found = users.get(id);
  if (found === undefined) throw notFound('USER', id);
  return found;
}

export const updateUser = operation<UpdateUserRequest, object>({
  schema: UpdateUser$,
  access: (input, call) => onStore(call, input, { action: 'UpdateUser', on: { user: input.UserId } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const user = userOf(store, input.UserId);
    const after = changed({ ...user }, input.Operations ?? [], CHANGEABLE) as unknown as User;
    const name = after.UserName ?? '';
    refuse({ UserName: name }, { UserName: { minLength: 1, maxLength: 128 } });
    if (name.toLowerCase() !== user.UserName?.toLowerCase()) refuseName(store, name);
    store.users.set(user.UserId ?? '', { ...after, UpdatedAt: call.now });
    return {};
  },
});

/** Goes with every membership. */
export const deleteUser = operation<DeleteUserRequest, object>({
  schema: DeleteUser$,
  access: (input, call) => onStore(call, input, { action: 'DeleteUser', on: { user: input.UserId } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { UserId = '' } = userOf(store, input.UserId);
    store.users.delete(UserId);
    for (const [id, { MemberId }] of store.memberships) {
      if (MemberId?.UserId === UserId) store.memberships.delete(id);
    }
    return {};
  },
});

export const listUsers = operation<ListUsersRequest, ListUsersResponse>({
  schema: ListUsers$,
  access: (input, call) => onStore(call, input, { action: 'ListUsers', on: { user: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const name = filterOn(input.Filters, 'UserName');
    const wanted = [...store.users.values()].filter(
      ({ UserName }) => name === undefined || UserName?.toLowerCase() === name.toLowerCase(),
    );
    const { items, next } = cutPage(wanted, {
      keyOf: ({ UserId = '' }) => UserId,
      limit: pageLimit(input.MaxResults),
      token: input.NextToken,
      badToken,
    });
    return { Users: [...items], ...(next === undefined ? {} : { NextToken: next }) };
  },
});

interface GivenFilter {
  readonly AttributePath?: string | undefined;
  readonly AttributeValue?: string | undefined;
}

/** The one filter that a list takes: its attribute is the name. */
export function filterOn(filters: readonly GivenFilter[] | undefined, attribute: string): string | undefined {
  const [first, second] = filters ?? [];
  if (second !== undefined) throw invalid('Only a single filter can be given.');
  if (first === undefined) return undefined;
  if (first.AttributePath?.toLowerCase() === attribute.toLowerCase()) return first.AttributeValue;
  throw invalid(`The attribute path ${first.AttributePath ?? ''} cannot be filtered by; use ${attribute}.`);
}

export const getUserId = operation<GetUserIdRequest, GetUserIdResponse>({
  schema: GetUserId$,
  access: (input, call) => onStore(call, input, { action: 'GetUserId', on: { user: undefined } }),
  handle: (input, call) => {
    const store = storeOf(call, input);
    const { path, value } = uniqueAttribute(input);
    const found = [...store.users.values()].find((each) => {
      if (path === 'emails.value') return (each.Emails ?? []).some(({ Value }) => Value?.toLowerCase() === value);
      return path === 'username' && each.UserName?.toLowerCase() === value;
    });
    if (found === undefined) throw notFound('USER', value);
    return { IdentityStoreId: store.id, UserId: found.UserId };
  },
});

/** What a caller knows of a user or group, in small letters. External ids come from directories, which no store here has. */
export function uniqueAttribute({ AlternateIdentifier }: Pick<GetUserIdRequest, 'AlternateIdentifier'>) {
  const { AttributePath = '', AttributeValue } = AlternateIdentifier?.UniqueAttribute ?? {};
  const path = AttributePath.toLowerCase();
  if (AlternateIdentifier?.ExternalId === undefined && !['username', 'emails.value', 'displayname'].includes(path)) {
    throw invalid(`The attribute path ${AttributePath} is not a unique attribute.`);
  }
  return { path, value: typeof AttributeValue === 'string' ? AttributeValue.toLowerCase() : '' };
}
