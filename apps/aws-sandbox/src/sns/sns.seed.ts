import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { SeedReader } from '../seed/seed-reader.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { queueArn } from '../sqs/sqs-state.js';
import { refuseBadEndpoint } from './endpoints.rules.js';
import { type Subscription, type Topic, snsState, topicArn, topicsOf } from './sns-state.js';
import { refuseBadAttributes } from './subscription-attributes.rules.js';
import { inCreate, refuseBadAttribute } from './topic-attributes.rules.js';
import { defaultPolicy } from './topic-policy.rules.js';

const Subscribed = z.strictObject({
  /** A queue of the account; or a protocol with its endpoint. */
  queue: z.string().optional(),
  protocol: z.string().default('sqs'),
  endpoint: z.string().optional(),
  /** The account that subscribed, unless it is the topic's. */
  owner: z
    .string()
    .regex(/^\d{12}$/u)
    .optional(),
  raw: z.boolean().default(false),
  filter: z.record(z.string(), z.unknown()).optional(),
  confirmed: z.boolean().default(true),
});

/** A topic in a seed. */
export const SeedTopic = z.strictObject({
  name: z
    .string()
    .regex(/^(?=.{1,256}$)[\w-]+(?:\.fifo)?$/u, 'a topic name has up to 256 letters, digits, hyphens and underscores'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  policy: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  /** As SetTopicAttributes takes them. */
  attributes: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  subscriptions: z.array(Subscribed).default([]),
  createdDaysAgo: z.number().min(0).max(20_000).default(300),
});

type Seeded = z.infer<typeof SeedTopic>;

interface SeedPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Puts the topics of an account and their subscriptions into the world. */
export function seedTopics(world: World, seeds: readonly Seeded[], place: SeedPlace): void {
  for (const seed of seeds) {
    const topic = buildTopic(world, seed, place);
    const siblings = topicsOf(world, topic.accountId, topic.region);
    if (siblings.has(topic.name)) throw new Error(`seed: there are two topics ${topic.arn}`);
    siblings.set(topic.name, topic);
    for (const each of seed.subscriptions) subscribe(world, topic, each);
  }
}

function buildTopic(world: World, seed: Seeded, { accountId, reader }: SeedPlace): Topic {
  const { name, region, policy, attributes } = seed;
  const arn = topicArn(world, { accountId, region, name });
  const fifo = name.endsWith('.fifo');
  for (const [attribute, value] of Object.entries(attributes)) {
    refuseBadAttribute(attribute, value, { fifo, refuse: inCreate });
  }
  const where = { accountId, kind: 'resource', where: `policy of ${arn}` } as const;
  const document = policy === undefined ? defaultPolicy(arn, accountId) : reader.document(policy, where);
  return {
    name,
    arn,
    accountId,
    region,
    fifo,
    createdAt: reader.madeDaysAgo(seed.createdDaysAgo),
    attributes: new Map([...Object.entries(attributes), ['Policy', document]]),
    tags: new Map(Object.entries(seed.tags)),
    subscriptions: new Set(),
    deleted: 0,
    sequence: 0,
    deduplications: new Map(),
  };
}

function subscribe(world: World, topic: Topic, seed: Seeded['subscriptions'][number]): void {
  const { accountId, region } = topic;
  const { protocol, owner = accountId, confirmed } = seed;
  const endpoint =
    seed.queue === undefined ? (seed.endpoint ?? '') : queueArn(world, { accountId, region, name: seed.queue });
  refuseBadEndpoint(protocol, endpoint, topic.fifo);
  const filter = seed.filter === undefined ? [] : [['FilterPolicy', JSON.stringify(seed.filter)] as const];
  const attributes = new Map([['RawMessageDelivery', String(seed.raw)], ...filter]);
  refuseBadAttributes(attributes, attributes, 'Attributes Reason: ');
  const subscription: Subscription = {
    arn: `${topic.arn}:${idOf(`${topic.arn} ${protocol} ${endpoint}`)}`,
    topicArn: topic.arn,
    owner,
    protocol,
    endpoint,
    principalArn: `arn:${partitionOf(world, owner)}:iam::${owner}:root`,
    attributes,
    token: confirmed ? undefined : createHash('sha512').update(endpoint).digest('hex'),
    authenticated: confirmed,
    locked: false,
  };
  snsState(world).subscriptions.set(subscription.arn, subscription);
  topic.subscriptions.add(subscription.arn);
}

/** The same id at every start for the same subscription. */
function idOf(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
