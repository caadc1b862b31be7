import { randomBytes } from 'node:crypto';

import type { World } from '../state/model.js';
import { dropExpired } from './message-counts.js';
import { writeReceiptHandle } from './receipt-handle.rules.js';
import { redrivePolicyOf } from './redrive.rules.js';
import { type Queue, type StoredMessage, queueByArn } from './sqs-state.js';
import { wakeReceivers } from './waiting-receivers.js';

export interface TakeOptions {
  readonly limit: number;
  readonly visibilitySeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface TakenMessage {
  readonly message: StoredMessage;
  readonly receiptHandle: string;
}

/** Takes messages that may be received out of sight. Those received too often go to the dead-letter queue instead. */
export function takeMessages(world: World, queue: Queue, options: TakeOptions): readonly TakenMessage[] {
  dropExpired(queue, options.now);
  const taken: TakenMessage[] = [];
  for (const message of receivable(queue, options.now)) {
    if (redrive(world, queue, { message, now: options.now })) continue;
    taken.push(take(queue, message, options));
    if (taken.length >= options.limit) break;
  }
  return taken;
}

/** In a FIFO queue a message waits for those of its group that are out of sight before it. */
function* receivable(queue: Queue, now: number): Iterable<StoredMessage> {
  const busyGroups = new Set<string | undefined>();
  for (const message of queue.messages.values()) {
    if (queue.fifo && busyGroups.has(message.groupId)) continue;
    if (message.visibleAt <= now) yield message;
    else busyGroups.add(message.groupId);
  }
}

function take(queue: Queue, message: StoredMessage, { now, visibilitySeconds }: TakeOptions): TakenMessage {
  const receipt = randomBytes(12).toString('hex');
  message.receipt = receipt;
  message.receiveCount += 1;
  message.firstReceivedAt ??= now;
  message.lastReceivedAt = now;
  message.visibleAt = now + visibilitySeconds * 1000;
  return { message, receiptHandle: writeReceiptHandle({ queueArn: queue.arn, messageId: message.id, receipt }) };
}

interface Redrive {
  readonly message: StoredMessage;
  readonly now: number;
}

/** In a standard queue a message keeps its age on the way, in a FIFO queue it begins anew. */
function redrive(world: World, queue: Queue, { message, now }: Redrive): boolean {
  const policy = redrivePolicyOf(queue.attributes);
  if (policy === undefined || message.receiveCount < policy.maxReceiveCount) return false;
  const target = queueByArn(world, policy.deadLetterTargetArn);
  if (target === undefined) return false;
  queue.messages.delete(message.id);
  target.messages.set(message.id, {
    ...message,
    sentAt: queue.fifo ? now : message.sentAt,
    visibleAt: now,
    receiveCount: 0,
    firstReceivedAt: undefined,
    lastReceivedAt: undefined,
    receipt: undefined,
    deadLetterSourceArn: queue.arn,
  });
  wakeReceivers(target);
  return true;
}

/** When the next message that is out of sight may be received again; undefined when none is. */
export function nextVisibleAt(queue: Queue): number | undefined {
  let next: number | undefined;
  for (const { visibleAt } of queue.messages.values()) if (next === undefined || visibleAt < next) next = visibleAt;
  return next;
}
