import { SeedTopic, seedTopics } from '../sns/sns.seed.js';
import { topicsOf } from '../sns/sns-state.js';
import { SeedQueue, seedQueues } from '../sqs/sqs.seed.js';
import { queuesOf } from '../sqs/sqs-state.js';
import type { World } from '../state/model.js';
import { type Plot, neighbourOf } from './ground.js';
import { tagsOf } from './generate-tags.js';
import { thingName } from './names.rules.js';
import { Random } from './random.rules.js';

const QUEUES = 6;
const TOPICS = 7;
const REGIONS = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1'] as const;

const PLAIN_QUEUE = SeedQueue.parse({ name: 'plain', region: REGIONS[0] });
const PLAIN_TOPIC = SeedTopic.parse({ name: 'plain', region: REGIONS[0] });

/** Puts an account's queues into the world. */
export function addQueues(world: World, plot: Plot): void {
  for (let index = 0; index < plot.ground.plan.queues; index++) {
    const { random, name, region, more } = thing(plot, index, { kind: QUEUES, ending: 'queue' });
    const attributes = { VisibilityTimeout: String(30 * (1 + random.below(10))) };
    seedQueues(world, [{ ...PLAIN_QUEUE, ...more, name, region, attributes }], placeOf(plot));
    const queue = queuesOf(world, plot.accountId, region).get(name);
    const statement =
      queue === undefined ? undefined : sharingOf(plot, random, { arn: queue.arn, action: 'sqs:SendMessage' });
    if (statement !== undefined) queue?.attributes.set('Policy', documentOf([statement]));
  }
}

/** Puts an account's topics into the world; the default policy that SNS writes stays, and what is shared comes after it. */
export function addTopics(world: World, plot: Plot): void {
  for (let index = 0; index < plot.ground.plan.topics; index++) {
    const { random, name, region, more } = thing(plot, index, { kind: TOPICS, ending: 'topic' });
    seedTopics(world, [{ ...PLAIN_TOPIC, ...more, name, region }], placeOf(plot));
    const topic = topicsOf(world, plot.accountId, region).get(name);
    const statement =
      topic === undefined ? undefined : sharingOf(plot, random, { arn: topic.arn, action: 'sns:Subscribe' });
    if (topic === undefined || statement === undefined) continue;
    const { Statement } = JSON.parse(topic.attributes.get('Policy') ?? '{}') as { readonly Statement?: object[] };
    topic.attributes.set('Policy', documentOf([...(Statement ?? []), statement]));
  }
}

function placeOf({ accountId, ground: { reader } }: Plot) {
  return { accountId, reader };
}

/** What queues and topics have alike. */
function thing(plot: Plot, index: number, { kind, ending }: { readonly kind: number; readonly ending: string }) {
  const random = new Random(plot.ground.plan.seedNumber, plot.index, kind, index);
  const { component } = thingName(index, plot.index * 3 + kind);
  const region = random.pick(REGIONS);
  const tags = Object.fromEntries(tagsOf(plot, random, { component, forPeople: false }));
  const createdDaysAgo = 20 + random.below(1500);
  return { random, name: `${component}-${ending}-${String(index + 1)}`, region, more: { tags, createdDaysAgo } };
}

interface Shared {
  readonly arn: string;
  readonly action: string;
}

/** A third of them are shared: with the organization, with another account, now and then with everybody. */
function sharingOf(plot: Plot, random: Random, { arn, action }: Shared): object | undefined {
  const { partition, organizationId } = plot.ground;
  const chance = random.below(100);
  const shared = { Sid: 'Shared', Effect: 'Allow', Action: action, Resource: arn };
  if (chance < 65) return undefined;
  if (chance < 83) {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': organizationId } };
    return { ...shared, Principal: '*', Condition };
  }
  if (chance < 98) {
    const neighbour = neighbourOf(plot, 1 + random.below(4));
    return { ...shared, Principal: { AWS: `arn:${partition}:iam::${neighbour}:root` } };
  }
  return { ...shared, Principal: '*' };
}

function documentOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
