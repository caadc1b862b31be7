import { randomUUID } from 'node:crypto';

import { numberAttribute } from './queue-attributes.rules.js';
import type { MessageAttribute, Queue, StoredMessage } from './sqs-state.js';
import { wakeReceivers } from './waiting-receivers.js';

const DEDUPLICATION_MILLISECONDS = 5 * 60_000;

/** A message on its way into a queue, its fields already checked. */
export interface Draft {
  readonly body: string;
  readonly attributes: ReadonlyMap<string, MessageAttribute>;
  readonly traceHeader?: string | undefined;
  readonly senderId: string;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  /** For FIFO queues: given by the sender, or the digest of the body. */
  readonly deduplicationId?: string | undefined;
}

/** What a sender is told about a message. */
export interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber?: string;
}

/** Puts a message into a queue; a FIFO queue takes the same one a single time within five minutes. */
export function enqueue(queue: Queue, draft: Draft, now: Date): Accepted {
  return queue.fifo
    ? enqueueInOrder(queue, draft, now.getTime())
    : { messageId: store(queue, draft, now.getTime()).id };
}

function enqueueInOrder(queue: Queue, draft: Draft, now: number): Accepted {
  const scope = queue.attributes.get('DeduplicationScope') === 'messageGroup' ? (draft.groupId ?? '') : '';
  const key = `${scope}\n${draft.deduplicationId ?? ''}`;
  forgetOld(queue, now);
  const known = queue.deduplications.get(key);
  if (known !== undefined) return { messageId: known.messageId, sequenceNumber: known.sequenceNumber };
  const sequenceNumber = nextSequenceNumber(queue);
  const { id } = store(queue, { ...draft, sequenceNumber }, now);
  queue.deduplications.set(key, { messageId: id, sequenceNumber, until: now + DEDUPLICATION_MILLISECONDS });
  return { messageId: id, sequenceNumber };
}

/** Entries are in the order in which they end. */
function forgetOld(queue: Queue, now: number): void {
  for (const [key, { until }] of queue.deduplications) {
    if (until > now) return;
    queue.deduplications.delete(key);
  }
}

/** 20 digits, growing with each message of the queue. */
function nextSequenceNumber(queue: Queue): string {
  queue.sequence += 1;
  return String(18_849_496_460_467_696_000n + BigInt(queue.sequence) * 256n);
}

function store(queue: Queue, draft: Draft & { readonly sequenceNumber?: string }, now: number): StoredMessage {
  const { body, attributes, senderId, traceHeader, groupId, deduplicationId, sequenceNumber } = draft;
  const delay = draft.delaySeconds ?? numberAttribute(queue.attributes, 'DelaySeconds');
  const message: StoredMessage = {
    id: randomUUID(),
    body,
    attributes,
    senderId,
    sentAt: now,
    visibleAt: now + delay * 1000,
    receiveCount: 0,
    firstReceivedAt: undefined,
    lastReceivedAt: undefined,
    receipt: undefined,
    ...(traceHeader === undefined ? {} : { traceHeader }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(deduplicationId === undefined ? {} : { deduplicationId }),
    ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
  };
  queue.messages.set(message.id, message);
  wakeReceivers(queue);
  return message;
}
