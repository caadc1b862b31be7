import type { NatsConnection } from '@nats-io/transport-node';
import type { z } from 'zod';
import type { AnyEventContract } from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/telemetry';
import { jsonOrUndefined } from '../calls/failure-reply.js';

/** What somebody wants to hear, and what to do about it. */
export interface HearOptions<Event extends AnyEventContract> {
  readonly connection: NatsConnection;
  readonly event: Event;
  /** Is given the checked data; may be given the same event twice. */
  readonly handle: (data: z.output<Event['data']>) => void;
  /** The connection was lost: what is told from now until it is back is not heard. */
  readonly missing: () => void;
  readonly log: Logger;
}

/**
 * Hears an event while it is told: every replica does, at most once, and nothing is kept for one that is away. Gives the
 * way to stop.
 */
export function hearEvents<Event extends AnyEventContract>(options: HearOptions<Event>): () => void {
  const { connection, event, handle, log } = options;
  const subscription = connection.subscribe(event.subject, {
    callback: (error, message) => {
      if (error) {
        log.error({ error, subject: event.subject }, 'An event is not heard; does NATS permit it?');
        return;
      }
      const parsed = event.data.safeParse(jsonOrUndefined(message.data));
      if (parsed.success) handle(parsed.data as z.output<Event['data']>);
      else log.warn({ subject: event.subject, error: parsed.error }, 'An event that was heard cannot be read.');
    },
  });
  const statuses = connection.status();
  void (async () => {
    for await (const { type } of statuses) if (type === 'disconnect') options.missing();
  })();
  return () => subscription.unsubscribe();
}
