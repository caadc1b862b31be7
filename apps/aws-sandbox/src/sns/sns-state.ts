import { partitionOf } from '../state/lookup.js';
import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly fifo: boolean;
  readonly createdAt: Date;
  /** The attributes that were set, and the policy, which every topic has. */
  readonly attributes: Map<string, string>;
  readonly tags: Tags;
  /** ARNs, in the order subscribed. */
  readonly subscriptions: Set<string>;
  /** How many subscriptions it no longer has. */
  deleted: number;
  sequence: number;
  /** FIFO topics: when an id is forgotten (milliseconds since the epoch) and what its message was told. */
  readonly deduplications: Map<
    string,
    { readonly until: number; readonly messageId: string; readonly sequence: string }
  >;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  /** The account that subscribed. */
  readonly owner: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** The ARN of who subscribed. */
  readonly principalArn: string;
  readonly attributes: Map<string, string>;
  /** What its endpoint must send back to confirm it; undefined once it did. */
  token: string | undefined;
  authenticated: boolean;
  /** Only its owner may end it. */
  locked: boolean;
}

export interface SnsState {
  /** Topics by name, by `account/region`. */
  readonly places: Map<string, Map<string, Topic>>;
  readonly subscriptions: Map<string, Subscription>;
}

const SLOT: StateSlot<SnsState> = {
  name: 'sns',
  create: () => ({ places: new Map<string, Map<string, Topic>>(), subscriptions: new Map<string, Subscription>() }),
};

/** What SNS keeps in this world. */
export function snsState(world: World): SnsState {
  return stateOf(world, SLOT);
}

/** The topics of one account in one region, by name; a topic made there belongs into it. */
export function topicsOf(world: World, accountId: string, region: string): Map<string, Topic> {
  const { places } = snsState(world);
  const place = `${accountId}/${region}`;
  const known = places.get(place);
  if (known !== undefined) return known;
  const made = new Map<string, Topic>();
  places.set(place, made);
  return made;
}

export interface TopicAddress {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

export function topicArn(world: World, { accountId, region, name }: TopicAddress): string {
  return `arn:${partitionOf(world, accountId)}:sns:${region}:${accountId}:${name}`;
}

/** The topic with exactly this ARN. */
export function topicByArn(world: World, arn: string): Topic | undefined {
  const [, , , region = '', accountId = '', name = ''] = arn.split(':');
  const topic = snsState(world).places.get(`${accountId}/${region}`)?.get(name);
  return topic?.arn === arn ? topic : undefined;
}

/** The subscriptions of a topic, in the order subscribed. */
export function subscriptionsOf(world: World, topic: Topic): readonly Subscription[] {
  const { subscriptions } = snsState(world);
  return [...topic.subscriptions].flatMap((arn) => subscriptions.get(arn) ?? []);
}

/** Takes a subscription away from its topic. */
export function endSubscription(world: World, subscription: Subscription): void {
  snsState(world).subscriptions.delete(subscription.arn);
  const topic = topicByArn(world, subscription.topicArn);
  if (topic?.subscriptions.delete(subscription.arn) === true) topic.deleted += 1;
}
