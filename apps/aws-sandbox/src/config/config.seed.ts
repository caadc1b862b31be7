import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { aggregatorArn, aggregatorsOf } from './config-state.js';

/** An aggregator over the account's organization. */
export const SeedAggregator = z.strictObject({
  name: z.string().regex(/^[\w-]{1,256}$/u, 'an aggregator name has letters, digits, hyphens and underscores'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  /** The role that Config reads the organization with. */
  role: z.string().default('aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'),
  createdDaysAgo: z.number().min(0).max(20_000).default(400),
});
export type SeedAggregator = z.infer<typeof SeedAggregator>;

/** Puts an account's aggregators into the world. */
export function seedAggregators(
  world: World,
  seeds: readonly SeedAggregator[],
  { accountId, reader }: { readonly accountId: string; readonly reader: SeedReader },
): void {
  for (const { name, region, role, createdDaysAgo } of seeds) {
    const key = `${accountId}/${region}/${name}`;
    if (aggregatorsOf(world).has(key)) throw new Error(`seed: there are two aggregators ${key}`);
    const createdAt = reader.madeDaysAgo(createdDaysAgo);
    aggregatorsOf(world).set(key, {
      name,
      arn: aggregatorArn({ partition: reader.partition, region, accountId, name }),
      accountId,
      region,
      createdAt,
      updatedAt: createdAt,
      sources: {
        kind: 'organization',
        roleArn: `arn:${reader.partition}:iam::${accountId}:role/${role}`,
        regions: 'all',
      },
      tags: new Map(),
    });
  }
}
