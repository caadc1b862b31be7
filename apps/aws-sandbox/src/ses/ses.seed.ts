import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { identityKind } from './identities.js';
import { sesIn } from './ses-state.js';

/** What an account may send mail from, by region. */
export const SeedMail = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  /** Whether AWS let the account out of SES's own sandbox. */
  productionAccess: z.boolean().default(false),
  identities: z
    .array(z.string().refine((name) => identityKind(name) !== undefined, 'an identity is an address or a domain'))
    .default([]),
  tags: z.record(z.string(), z.string()).default({}),
  createdDaysAgo: z.number().min(0).max(20_000).default(300),
});

interface SeedPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Puts the verified identities of an account into the world. */
export function seedMail(
  world: World,
  seeds: readonly z.infer<typeof SeedMail>[],
  { accountId, reader }: SeedPlace,
): void {
  for (const { region, productionAccess, identities, tags, createdDaysAgo } of seeds) {
    const place = sesIn(world, { accountId, region });
    place.productionAccess = productionAccess;
    for (const name of identities) {
      place.identities.set(name.toLowerCase(), {
        name,
        kind: identityKind(name) ?? 'DOMAIN',
        accountId,
        region,
        arn: `arn:${partitionOf(world, accountId)}:ses:${region}:${accountId}:identity/${name}`,
        createdAt: reader.madeDaysAgo(createdDaysAgo),
        token: '',
        policies: new Map(),
        tags: new Map(Object.entries(tags)),
      });
    }
  }
}
