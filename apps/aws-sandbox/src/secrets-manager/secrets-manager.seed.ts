import { createHash } from 'node:crypto';

import { z } from 'zod';

import { serviceKeyArn } from '../kms/key-use.js';
import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { bareArn } from './secret-access.js';
import { CURRENT } from './secret-stages.rules.js';
import { secretsIn } from './secret-state.js';

/** A secret of the seed with one value. */
export const SeedSecret = z.strictObject({
  name: z.string().regex(/^[\w/+=.@!-]{1,512}$/u, 'a secret has a name of letters, digits and /_+=.@!-'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  description: z.string().max(2048).optional(),
  value: z.string().min(1).max(65_536),
  /** An alias or ARN of a KMS key; the one that AWS manages when absent. */
  key: z.string().optional(),
  policy: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  createdDaysAgo: z.number().min(0).max(20_000).default(300),
  /** Absent: never read. */
  accessedDaysAgo: z.number().min(0).max(20_000).optional(),
});

type SeedSecret = z.infer<typeof SeedSecret>;

interface Owner {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Makes the secrets of an account; its keys must be there already. Their ARNs are the same at every start. */
export function seedSecrets(world: World, seeds: readonly SeedSecret[], owner: Owner): void {
  for (const seed of seeds) addSecret(world, seed, owner);
}

function addSecret(world: World, seed: SeedSecret, { accountId, reader }: Owner): void {
  const place = { accountId, region: seed.region };
  const createdAt = reader.madeDaysAgo(seed.createdDaysAgo);
  const secrets = secretsIn(world, place, createdAt);
  if (secrets.has(seed.name)) throw new Error(`seed: account ${accountId} has two secrets named ${seed.name}`);
  const keyId = seed.key;
  const keyArn = serviceKeyArn(world, { keyId, ...place, service: 'secretsmanager', now: createdAt });
  const digest = createHash('sha256').update(`secret:${accountId}/${seed.region}/${seed.name}`).digest('hex');
  const id = [8, 4, 4, 4, 12].map((length, index) => digest.slice(index * 12, index * 12 + length)).join('-');
  const accessedAt = seed.accessedDaysAgo === undefined ? undefined : reader.daysAgo(seed.accessedDaysAgo);
  const version = {
    id,
    createdAt,
    text: seed.value,
    binary: undefined,
    stages: new Set([CURRENT]),
    keyArn,
    accessedAt,
  };
  const where = `policy of secret ${seed.name}`;
  secrets.set(seed.name, {
    name: seed.name,
    arn: `${bareArn(world, place, seed.name)}-${digest.slice(-6)}`,
    ...place,
    createdAt,
    description: seed.description,
    kmsKeyId: seed.key,
    changedAt: createdAt,
    accessedAt,
    deletionAt: undefined,
    policy:
      seed.policy === undefined ? undefined : reader.document(seed.policy, { accountId, kind: 'resource', where }),
    tags: new Map(Object.entries(seed.tags)),
    versions: new Map([[id, version]]),
  });
}
