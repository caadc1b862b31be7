import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { compileEventPattern } from './event-pattern.rules.js';
import { findBus, ruleArn } from './eventbridge-state.js';

/** A rule in a seed: the same on the default bus of every region named. */
export const SeedEventRule = z.strictObject({
  name: z
    .string()
    .regex(/^[.\-_A-Za-z0-9]{1,64}$/u, 'a rule name has up to 64 letters, digits, dots, hyphens and underscores'),
  description: z.string().max(512).default(''),
  regions: z.array(z.string()).min(1),
  /** `ENABLED` takes events of CloudTrail about changes, the longer one also those that only look. */
  state: z.enum(['DISABLED', 'ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  pattern: z.record(z.string(), z.unknown()),
  /** ARNs of queues or buses; `<region>`, `<account>`, `<hub>` and `<partition>` are filled in. */
  targets: z.array(z.string()).min(1).max(5),
});

type Seeded = z.infer<typeof SeedEventRule>;

interface SeedPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Puts the rules of an account's default buses into the world. */
export function seedEventRules(world: World, seeds: readonly Seeded[], place: SeedPlace): void {
  for (const seed of seeds) for (const region of seed.regions) addRule(world, seed, { ...place, region });
}

function addRule(world: World, seed: Seeded, { accountId, reader, region }: SeedPlace & { region: string }): void {
  const bus = findBus(world, { accountId, region, name: 'default' });
  if (bus === undefined) throw new Error(`seed: account ${accountId} has no bus in ${region}`);
  if (bus.rules.has(seed.name)) throw new Error(`seed: there are two rules ${ruleArn(bus, seed.name)}`);
  const eventPattern = JSON.stringify(seed.pattern);
  // Throws what PutRule would answer.
  compileEventPattern(eventPattern);
  bus.rules.set(seed.name, {
    name: seed.name,
    arn: ruleArn(bus, seed.name),
    accountId,
    busName: bus.name,
    createdBy: accountId,
    description: seed.description,
    eventPattern,
    scheduleExpression: undefined,
    state: seed.state,
    roleArn: undefined,
    tags: new Map(),
    targets: new Map(
      seed.targets.map((target, index) => {
        const Id = `target-${String(index + 1)}`;
        return [Id, { Id, Arn: reader.filledIn(target, accountId).replaceAll('<region>', region) }];
      }),
    ),
  });
}
