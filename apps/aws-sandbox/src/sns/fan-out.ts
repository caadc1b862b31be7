import { createHmac, randomBytes } from 'node:crypto';

import type { World } from '../state/model.js';
import { deliverMessage } from '../sqs/deliver.js';
import { type Notification, confirmationEnvelope, envelope } from './envelope.rules.js';
import { bodyValues, passes, readFilterPolicy } from './filter-policy.rules.js';
import { messageValues } from './message-values.rules.js';
import { type Subscription, type Topic, subscriptionsOf } from './sns-state.js';
import { deadLetterArn, scopeOf } from './subscription-attributes.rules.js';

const MAX_RAW_ATTRIBUTES = 10;
const KEY = randomBytes(32);

/** What every delivery of one call has in common. */
export interface Round {
  readonly world: World;
  readonly topic: Topic;
  /** Where the sandbox was reached. */
  readonly origin: string;
  readonly now: Date;
  /** For FIFO topics, and on standard topics for queues that share fairly. */
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

/** Brings a message to every queue whose subscription wants it; other protocols have nobody to bring it to. */
export function fanOut(round: Round, notification: Notification): void {
  for (const subscription of subscriptionsOf(round.world, round.topic)) {
    const wanted = subscription.token === undefined && wants(subscription, notification);
    if (wanted && subscription.protocol === 'sqs') deliver(round, subscription, notification);
  }
}

function wants({ attributes, protocol }: Subscription, notification: Notification): boolean {
  const text = attributes.get('FilterPolicy');
  if (text === undefined) return true;
  const scope = scopeOf(attributes);
  const policy = readFilterPolicy(text, scope);
  if (scope === 'MessageAttributes') return passes(policy, messageValues(notification.attributes));
  const body = parsed(notification.bodyFor(protocol));
  return typeof body === 'object' && body !== null && passes(policy, bodyValues(body));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a queue does not take goes to the subscription's dead-letter queue, and is lost where there is none. */
function deliver(round: Round, subscription: Subscription, notification: Notification): void {
  const message = messageFor(round, subscription, notification);
  if (message === undefined || bring(round, subscription.endpoint, message)) return;
  const deadLetters = deadLetterArn(subscription.attributes);
  if (deadLetters !== undefined) bring(round, deadLetters, message);
}

interface QueueMessage {
  readonly body: string;
  readonly attributes?: Notification['attributes'];
}

function bring(
  { world, topic, now, groupId, deduplicationId }: Round,
  queueArn: string,
  message: QueueMessage,
): boolean {
  const outcome = deliverMessage(world, {
    queueArn,
    ...message,
    servicePrincipal: 'sns.amazonaws.com',
    sourceArn: topic.arn,
    sourceAccountId: topic.accountId,
    now,
    groupId,
    deduplicationId,
  });
  return outcome === 'delivered';
}

/** Undefined for a bare message with more attributes than a queue takes: SNS discards it. */
function messageFor(round: Round, subscription: Subscription, notification: Notification): QueueMessage | undefined {
  const raw = subscription.attributes.get('RawMessageDelivery')?.toLowerCase() === 'true';
  if (!raw) return { body: envelope(notification, signing(round, subscription)) };
  const { attributes } = notification;
  return attributes.size > MAX_RAW_ATTRIBUTES ? undefined : { body: notification.bodyFor('sqs'), attributes };
}

function signing({ topic, origin }: Round, { arn }: Subscription) {
  const signatureVersion = topic.attributes.get('SignatureVersion') ?? '1';
  const sign = (text: string) => createHmac('sha512', KEY).update(text).digest('base64');
  return { subscriptionArn: arn, origin, signatureVersion, sign };
}

/** Asks the owner of a queue in another account, by a message to that queue. */
export function askForConfirmation(round: Round, subscription: Subscription, messageId: string): void {
  const { token = '', endpoint, protocol } = subscription;
  if (protocol !== 'sqs') return;
  const { topic, now: sentAt } = round;
  const options = { ...signing(round, subscription), topicArn: topic.arn, messageId, token, sentAt };
  bring(round, endpoint, { body: confirmationEnvelope(options) });
}
