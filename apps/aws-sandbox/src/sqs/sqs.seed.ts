import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import type { World } from '../state/model.js';
import { enqueue } from './enqueue.js';
import { refuseBadAttributes } from './queue-attributes.rules.js';
import { type Queue, queueArn, queuesOf } from './sqs-state.js';

/** A queue in a seed. */
export const SeedQueue = z.strictObject({
  name: z
    .string()
    .regex(/^(?=.{1,80}$)[\w-]+(?:\.fifo)?$/u, 'a queue name has up to 80 letters, digits, hyphens and underscores'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  policy: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  /** Another queue of the account and region, and how often a message is received before it goes there. */
  deadLetters: z.strictObject({ queue: z.string(), after: z.number().int().min(1).max(1000).default(5) }).optional(),
  /** As SetQueueAttributes takes them. */
  attributes: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  /** Bodies of messages that wait in it. */
  messages: z.array(z.string().min(1)).max(100).default([]),
  createdDaysAgo: z.number().min(0).max(20_000).default(300),
  modifiedDaysAgo: z.number().min(0).max(20_000).default(60),
});

type Seeded = z.infer<typeof SeedQueue>;

interface SeedPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Puts the queues of an account into the world. */
export function seedQueues(world: World, seeds: readonly Seeded[], place: SeedPlace): void {
  for (const seed of seeds) {
    const queue = buildQueue(world, seed, place);
    const siblings = queuesOf(world, queue.accountId, queue.region);
    if (siblings.has(queue.name)) throw new Error(`seed: there are two queues ${queue.arn}`);
    siblings.set(queue.name, queue);
    const sender = { attributes: new Map(), senderId: place.accountId, groupId: 'seed' };
    for (const body of seed.messages)
      enqueue(queue, { ...sender, body, deduplicationId: body }, place.reader.daysAgo(0));
  }
}

function buildQueue(world: World, seed: Seeded, { accountId, reader }: SeedPlace): Queue {
  const { name, region } = seed;
  const arn = queueArn(world, { accountId, region, name });
  const fifo = name.endsWith('.fifo');
  refuseBadAttributes(seed.attributes, fifo);
  return {
    name,
    arn,
    accountId,
    region,
    fifo,
    createdAt: reader.madeDaysAgo(seed.createdDaysAgo),
    modifiedAt: reader.madeDaysAgo(Math.min(seed.createdDaysAgo, seed.modifiedDaysAgo)),
    attributes: new Map([
      ...Object.entries(seed.attributes),
      ...policyOf(seed, arn, { accountId, reader }),
      ...redriveOf(world, seed, accountId),
    ]),
    tags: new Map(Object.entries(seed.tags)),
    messages: new Map(),
    deduplications: new Map(),
    sequence: 0,
    purgedAt: undefined,
  };
}

type Entries = readonly (readonly [string, string])[];

function policyOf({ policy }: Seeded, arn: string, { accountId, reader }: SeedPlace): Entries {
  if (policy === undefined) return [];
  return [['Policy', reader.document(policy, { accountId, kind: 'resource', where: `policy of ${arn}` })]];
}

function redriveOf(world: World, { deadLetters, region }: Seeded, accountId: string): Entries {
  if (deadLetters === undefined) return [];
  const deadLetterTargetArn = queueArn(world, { accountId, region, name: deadLetters.queue });
  return [['RedrivePolicy', JSON.stringify({ deadLetterTargetArn, maxReceiveCount: deadLetters.after })]];
}
