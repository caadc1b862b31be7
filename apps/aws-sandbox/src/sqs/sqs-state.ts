import { partitionOf } from '../state/lookup.js';
import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** A typed value beside a message's body. */
export interface MessageAttribute {
  /** `String`, `Number`, `Binary`, or one of them with a label: `Number.int`. */
  readonly dataType: string;
  readonly stringValue?: string;
  readonly binaryValue?: Uint8Array;
}

/** A message in a queue. Times are milliseconds since the epoch. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: ReadonlyMap<string, MessageAttribute>;
  /** `AWSTraceHeader`, when it was sent with one. */
  readonly traceHeader?: string;
  readonly senderId: string;
  readonly sentAt: number;
  /** From when on it may be received: in the future while it is delayed or in flight. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  lastReceivedAt: number | undefined;
  /** What the newest receipt handle ends in; undefined before it was first received. */
  receipt: string | undefined;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** The queue it came from, in a dead-letter queue. */
  readonly deadLetterSourceArn?: string;
}

/** What a FIFO queue remembers of a message it took, to take it a single time. */
export interface Deduplication {
  readonly messageId: string;
  readonly sequenceNumber: string;
  /** When it is forgotten, in milliseconds since the epoch. */
  readonly until: number;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly fifo: boolean;
  readonly createdAt: Date;
  modifiedAt: Date;
  /** The attributes that were set, as SetQueueAttributes takes them; those left out have AWS's defaults. */
  readonly attributes: Map<string, string>;
  readonly tags: Tags;
  /** By message id, in the order sent. */
  readonly messages: Map<string, StoredMessage>;
  readonly deduplications: Map<string, Deduplication>;
  sequence: number;
  purgedAt: number | undefined;
}

export interface SqsState {
  /** Queues by name, by `account/region`. */
  readonly places: Map<string, Map<string, Queue>>;
  /** When queues were deleted, by ARN: their names rest for a minute. */
  readonly deletedAt: Map<string, number>;
}

const SLOT: StateSlot<SqsState> = {
  name: 'sqs',
  create: () => ({ places: new Map<string, Map<string, Queue>>(), deletedAt: new Map<string, number>() }),
};

/** What SQS keeps in this world. */
export function sqsState(world: World): SqsState {
  return stateOf(world, SLOT);
}

export interface QueueAddress {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** The queues of one account in one region, by name; a queue made there belongs into it. */
export function queuesOf(world: World, accountId: string, region: string): Map<string, Queue> {
  const { places } = sqsState(world);
  const place = `${accountId}/${region}`;
  const known = places.get(place);
  if (known !== undefined) return known;
  const made = new Map<string, Queue>();
  places.set(place, made);
  return made;
}

export function queueAt(world: World, { accountId, region, name }: QueueAddress): Queue | undefined {
  return sqsState(world).places.get(`${accountId}/${region}`)?.get(name);
}

export function queueArn(world: World, { accountId, region, name }: QueueAddress): string {
  return `arn:${partitionOf(world, accountId)}:sqs:${region}:${accountId}:${name}`;
}

/** The queue with exactly this ARN. */
export function queueByArn(world: World, arn: string): Queue | undefined {
  const match = /^arn:[a-z-]+:sqs:([a-z0-9-]+):(\d{12}):([\w.-]+)$/u.exec(arn);
  if (match === null) return undefined;
  const [region, accountId, name] = match.slice(1) as [string, string, string];
  const queue = queueAt(world, { accountId, region, name });
  return queue?.arn === arn ? queue : undefined;
}
