import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { EventMeta } from './event-meta.js';
import type { EventEnvelope } from './outbox-record.js';

/** CloudEvents 1.0, binary mode, as NATS headers. Source: CloudEvents NATS protocol binding 1.0.2. */
export function cloudEventHeaders(event: EventEnvelope): MsgHdrs {
  const found = headers();
  found.set('ce-specversion', '1.0');
  found.set('ce-id', event.id);
  found.set('ce-source', event.source);
  found.set('ce-type', event.type);
  found.set('ce-time', event.time);
  found.set('content-type', 'application/json');
  if (event.traceparent) found.set('traceparent', event.traceparent);
  return found;
}

/** What a message says about its event. Throws when it is not a CloudEvent. */
export function eventMetaOf(
  subject: string,
  header: (name: string) => string | undefined,
  deliveryCount: number,
): EventMeta {
  const id = header('ce-id');
  const source = header('ce-source');
  const time = new Date(header('ce-time') ?? '');
  if (!id || !source || Number.isNaN(time.getTime())) throw new EventUnreadable('EVENT_WITHOUT_HEADERS');
  return { id, subject, source, time, deliveryCount };
}

/** An event that no further delivery makes readable. */
export class EventUnreadable extends Error {
  override readonly name = 'EventUnreadable';

  constructor(
    readonly reason: 'EVENT_WITHOUT_HEADERS' | 'EVENT_INVALID' | 'EVENT_POISONOUS',
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
