import { numberAttribute } from './queue-attributes.rules.js';
import type { Queue, StoredMessage } from './sqs-state.js';

export interface MessageCounts {
  readonly visible: number;
  /** Received, and neither deleted nor visible again. */
  readonly inFlight: number;
  /** Sent, and not yet to be received. */
  readonly delayed: number;
}

/** Counts the messages of a queue; those whose time is over are gone with it. */
export function countMessages(queue: Queue, now: number): MessageCounts {
  dropExpired(queue, now);
  const counts = { visible: 0, inFlight: 0, delayed: 0 };
  for (const message of queue.messages.values()) counts[kindOf(message, now)] += 1;
  return counts;
}

function kindOf({ visibleAt, receipt }: StoredMessage, now: number): keyof MessageCounts {
  if (visibleAt <= now) return 'visible';
  return receipt === undefined ? 'delayed' : 'inFlight';
}

/** Forgets the messages that were longer in the queue than it keeps them. */
export function dropExpired(queue: Queue, now: number): void {
  const oldest = now - numberAttribute(queue.attributes, 'MessageRetentionPeriod') * 1000;
  for (const { id, sentAt } of queue.messages.values()) {
    // Messages stand in the order sent; only a dead-letter queue of a standard queue may keep an old one a little longer.
    if (sentAt > oldest) return;
    queue.messages.delete(id);
  }
}
