import type { Group, GroupMembership, User } from '@aws-sdk/client-identitystore';

import type { World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** The people and groups of an Identity Center instance, in the API's own shapes. */
export interface IdentityStore {
  /** `d-90670a1b2c` */
  readonly id: string;
  readonly ownerAccountId: string;
  readonly region: string;
  /** By user id. */
  readonly users: Map<string, User>;
  /** By group id. */
  readonly groups: Map<string, Group>;
  /** By membership id. */
  readonly memberships: Map<string, GroupMembership>;
}

interface IdentityStores {
  readonly stores: Map<string, IdentityStore>;
}

const SLOT: StateSlot<IdentityStores> = { name: 'identity-store', create: () => ({ stores: new Map() }) };

/** The stores of a world by id. */
export function identityStores(world: World): Map<string, IdentityStore> {
  return stateOf(world, SLOT).stores;
}

export function addIdentityStore(
  world: World,
  facts: Pick<IdentityStore, 'id' | 'ownerAccountId' | 'region'>,
): IdentityStore {
  const made: IdentityStore = { ...facts, users: new Map(), groups: new Map(), memberships: new Map() };
  identityStores(world).set(made.id, made);
  return made;
}

/** The user of this name, whatever its case. */
export function userNamed({ users }: IdentityStore, name: string): User | undefined {
  const wanted = name.toLowerCase();
  return [...users.values()].find(({ UserName }) => UserName?.toLowerCase() === wanted);
}

/** The group of this name, whatever its case. */
export function groupNamed({ groups }: IdentityStore, name: string): Group | undefined {
  const wanted = name.toLowerCase();
  return [...groups.values()].find(({ DisplayName }) => DisplayName?.toLowerCase() === wanted);
}

/** The membership of a user in a group. */
export function membershipOf(
  { memberships }: IdentityStore,
  groupId: string,
  userId: string,
): GroupMembership | undefined {
  return [...memberships.values()].find(
    (each) =>
      each.GroupId === groupId &&
      each.MemberId !== undefined &&
      'UserId' in each.MemberId &&
      each.MemberId.UserId === userId,
  );
}
