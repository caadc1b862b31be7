import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { arnOf } from './key-arn.js';
import { defaultKeyPolicy } from './key-policy.js';
import { type KmsKey, changeKeyStore } from './kms-state.js';

/** A key of the seed: symmetric, with one alias. Without a policy it has AWS's default one. */
export const SeedKey = z.strictObject({
  /** `payments` for `alias/payments`. */
  alias: z.string().regex(/^[a-zA-Z0-9/_-]{1,240}$/u, 'an alias has letters, digits and /_- only'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  description: z.string().max(8192).default(''),
  policy: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  state: z.enum(['Enabled', 'Disabled']).default('Enabled'),
  rotates: z.boolean().default(false),
  createdDaysAgo: z.number().min(0).max(20_000).default(400),
  grants: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-zA-Z0-9:/_-]{1,256}$/u),
        grantee: z.string(),
        operations: z.array(z.string()).min(1),
        createdDaysAgo: z.number().min(0).max(20_000).default(30),
      }),
    )
    .default([]),
});

type SeedKey = z.infer<typeof SeedKey>;

interface Owner {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Makes the keys of an account. Their ids are the same at every start. */
export function seedKeys(world: World, seeds: readonly SeedKey[], owner: Owner): void {
  for (const seed of seeds) addKey(world, seed, owner);
}

function addKey(world: World, seed: SeedKey, { accountId, reader }: Owner): void {
  const place = { accountId, region: seed.region };
  const store = changeKeyStore(world, place);
  const name = `alias/${seed.alias}`;
  if (store.aliases.has(name)) throw new Error(`seed: account ${accountId} has two keys with the alias ${seed.alias}`);
  const key = buildKey(world, seed, { accountId, reader });
  store.keys.set(key.id, key);
  const { createdAt } = key;
  store.aliases.set(name, {
    name,
    arn: arnOf(world, place, name),
    createdAt,
    updatedAt: createdAt,
    targetKeyId: key.id,
  });
}

function buildKey(world: World, seed: SeedKey, { accountId, reader }: Owner): KmsKey {
  const place = { accountId, region: seed.region };
  const digest = createHash('sha256').update(`key:${accountId}/${seed.region}/${seed.alias}`).digest();
  const hex = digest.toString('hex');
  const id = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
  const createdAt = reader.madeDaysAgo(seed.createdDaysAgo);
  const where = `policy of key ${seed.alias}`;
  return {
    id,
    arn: arnOf(world, place, `key/${id}`),
    ...place,
    createdAt,
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    manager: 'CUSTOMER',
    multiRegion: undefined,
    description: seed.description,
    state: seed.state,
    deletionAt: undefined,
    pendingDays: undefined,
    policy:
      seed.policy === undefined
        ? defaultKeyPolicy(world, accountId)
        : reader.document(seed.policy, { accountId, kind: 'resource', where }),
    tags: new Map(Object.entries(seed.tags)),
    materials: [createHash('sha256').update('material:').update(digest).digest()],
    rotationDays: seed.rotates ? 365 : undefined,
    rotatedAt: reader.madeDaysAgo(seed.createdDaysAgo % 365),
    rotations: [],
    grants: new Map(
      seed.grants.map((grant) => [grantId(id, grant.name), buildGrant(grant, { id, accountId, reader })]),
    ),
  };
}

function grantId(keyId: string, name: string): string {
  return createHash('sha256').update(`grant:${keyId}/${name}`).digest('hex');
}

function buildGrant(seed: SeedKey['grants'][number], { id, accountId, reader }: Owner & { readonly id: string }) {
  return {
    id: grantId(id, seed.name),
    name: seed.name,
    granteePrincipal: seed.grantee,
    retiringPrincipal: undefined,
    operations: seed.operations,
    constraints: undefined,
    createdAt: reader.madeDaysAgo(seed.createdDaysAgo),
    issuingAccount: accountId,
  };
}
