import { createHash } from 'node:crypto';

import { z } from 'zod';

import { type IdentityStore, addIdentityStore, groupNamed, userNamed } from '../identity-store/identity-store-state.js';
import type { SeedReader } from '../seed/seed-reader.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { uniqueId } from '../state/unique-id.js';
import { provision, provisioningProblem } from './reserved-role.js';
import { durationSeconds } from './session-duration.rules.js';
import { type SsoInstance, addSsoInstance, newPermissionSet } from './sso-state.js';

const Person = z.strictObject({
  userName: z.string().min(1).max(128),
  givenName: z.string().min(1),
  familyName: z.string().min(1),
  email: z.string().optional(),
  title: z.string().optional(),
  groups: z.array(z.string()).default([]),
});

const Assignment = z.strictObject({
  accounts: z.array(z.string().regex(/^\d{12}$/u)).min(1),
  groups: z.array(z.string()).default([]),
  users: z.array(z.string()).default([]),
});

const PermissionSetSeed = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,32}$/u, 'the name of a permission set has up to 32 letters and digits'),
  description: z.string().max(700).optional(),
  sessionDuration: z
    .string()
    .refine((text) => durationSeconds(text) !== undefined, 'a session lasts from PT1H to PT12H')
    .default('PT1H'),
  /** `aws:ReadOnlyAccess` */
  managed: z.array(z.string()).default([]),
  inline: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  assignments: z.array(Assignment).default([]),
});

/** The Identity Center of an organization; its management account owns it. */
export const SeedIdentityCenter = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  name: z.string().default('organization'),
  groups: z.array(z.strictObject({ name: z.string().min(1), description: z.string().optional() })).default([]),
  people: z.array(Person).default([]),
  permissionSets: z.array(PermissionSetSeed).default([]),
  createdDaysAgo: z.number().min(0).max(20_000).default(600),
});

type CenterSeed = z.infer<typeof SeedIdentityCenter>;
type SetSeed = z.infer<typeof PermissionSetSeed>;

interface SeedPlace {
  readonly managementAccountId: string;
  readonly reader: SeedReader;
}

/** Puts an Identity Center into the world; the accounts it assigns to must be there already. */
export function seedIdentityCenter(world: World, seed: CenterSeed | undefined, place: SeedPlace): void {
  if (seed === undefined) return;
  const { managementAccountId: ownerAccountId, reader } = place;
  const createdAt = reader.madeDaysAgo(seed.createdDaysAgo);
  const id = `ssoins-${digest(ownerAccountId).slice(0, 16)}`;
  const identityStoreId = `d-${digest(`store/${ownerAccountId}`).slice(0, 10)}`;
  const store = addIdentityStore(world, { id: identityStoreId, ownerAccountId, region: seed.region });
  addPeople(store, seed, createdAt);
  const arn = `arn:${partitionOf(world, ownerAccountId)}:sso:::instance/${id}`;
  const { region, name } = seed;
  const instance = addSsoInstance(world, { arn, id, identityStoreId, ownerAccountId, region, name, createdAt });
  for (const each of seed.permissionSets) addPermissionSet(world, { instance, store, seed: each, reader });
}

function addPeople(store: IdentityStore, { groups, people }: CenterSeed, CreatedAt: Date): void {
  for (const { name, description } of groups) {
    const GroupId = uuidOf(`${store.id}/group/${name}`);
    const described = description === undefined ? {} : { Description: description };
    store.groups.set(GroupId, { IdentityStoreId: store.id, GroupId, DisplayName: name, ...described, CreatedAt });
  }
  for (const person of people) addPerson(store, person, CreatedAt);
}

function addPerson(store: IdentityStore, person: z.infer<typeof Person>, CreatedAt: Date): void {
  const { userName: UserName, givenName: GivenName, familyName: FamilyName, email, title } = person;
  const UserId = uuidOf(`${store.id}/user/${UserName}`);
  store.users.set(UserId, {
    IdentityStoreId: store.id,
    UserId,
    UserName,
    Name: { GivenName, FamilyName, Formatted: `${GivenName} ${FamilyName}` },
    DisplayName: `${GivenName} ${FamilyName}`,
    UserStatus: 'ENABLED',
    CreatedAt,
    ...(email === undefined ? {} : { Emails: [{ Value: email, Type: 'work', Primary: true }] }),
    ...(title === undefined ? {} : { Title: title }),
  });
  for (const name of person.groups) {
    const GroupId = idOf(groupNamed(store, name)?.GroupId, `the group ${name} of ${UserName}`);
    const MembershipId = uuidOf(`${GroupId}/${UserId}`);
    const membership = { IdentityStoreId: store.id, MembershipId, GroupId, MemberId: { UserId }, CreatedAt };
    store.memberships.set(MembershipId, membership);
  }
}

interface SetPlace {
  readonly instance: SsoInstance;
  readonly store: IdentityStore;
  readonly seed: SetSeed;
  readonly reader: SeedReader;
}

function addPermissionSet(world: World, { instance, store, seed, reader }: SetPlace): void {
  const arn = `${instance.arn.replace(':instance/', ':permissionSet/')}/ps-${digest(seed.name).slice(0, 16)}`;
  const set = newPermissionSet({ arn, name: seed.name, createdAt: instance.createdAt, description: seed.description });
  const accountId = instance.ownerAccountId;
  set.sessionDuration = seed.sessionDuration;
  for (const name of seed.managed) set.managedPolicies.add(reader.policyArn(name, accountId));
  for (const [key, value] of Object.entries(seed.tags)) set.tags.set(key, value);
  if (seed.inline !== undefined) {
    const where = `inline policy of the permission set ${seed.name}`;
    set.inlinePolicy = reader.document(seed.inline, { accountId, kind: 'identity', where });
  }
  instance.permissionSets.set(arn, set);
  for (const { accounts, groups, users } of seed.assignments) {
    const keys = [...groups.map((name) => groupKey(store, name)), ...users.map((name) => userKey(store, name))];
    for (const account of accounts) {
      refuseUnprovisionable(world, account, provisioningProblem(world, set, account));
      provision(
        world,
        { instance, set },
        {
          accountId: account,
          now: instance.createdAt,
          idOf: (arn) => uniqueId('AROA', arn),
        },
      );
      set.assignments.set(account, new Set([...(set.assignments.get(account) ?? []), ...keys]));
    }
  }
}

function refuseUnprovisionable(world: World, accountId: string, problem: string | undefined): void {
  if (!world.accounts.has(accountId))
    throw new Error(`seed: a permission set is assigned in ${accountId}, which is not there`);
  if (problem !== undefined) throw new Error(`seed: ${problem}`);
}

function groupKey(store: IdentityStore, name: string): string {
  return `GROUP/${idOf(groupNamed(store, name)?.GroupId, `the group ${name}`)}`;
}

function userKey(store: IdentityStore, name: string): string {
  return `USER/${idOf(userNamed(store, name)?.UserId, `the person ${name}`)}`;
}

function idOf(id: string | undefined, what: string): string {
  if (id === undefined) throw new Error(`seed: ${what} is not in the Identity Center`);
  return id;
}

function digest(of: string): string {
  return createHash('sha256').update(of).digest('hex');
}

/** A UUID that is the same at every start for the same thing. */
function uuidOf(of: string): string {
  const hex = digest(of);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
