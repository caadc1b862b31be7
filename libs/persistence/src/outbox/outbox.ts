import type { AnyEventContract, DataInputOf } from '@gatehouse/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { pendingUnitOf } from '../ledger/pending-unit.js';
import type { OutboxRecord } from '@gatehouse/messaging';

const DATA_LIMIT = 262_144;

/** Where a service gets its events from, for the attributes it cannot know itself. */
export interface OutboxSettings {
  readonly service: string;
  readonly now?: () => Date;
  /** The W3C `traceparent` of what is going on, if it is traced. */
  readonly traceparent?: () => string | undefined;
}

/** Events that become true with the transaction they are recorded in, and are told to the others after its commit. */
export class Outbox {
  constructor(private readonly settings: OutboxSettings) {}

  /**
   * Records an event in the running transaction. The data is checked here: one that breaks its contract rejects, and so
   * ends the transaction, before anybody hears of it. Order within a service is the order of commits.
   */
  async record<E extends AnyEventContract>(tx: EntityManager, event: E, data: DataInputOf<E>): Promise<void> {
    pendingUnitOf(tx).events.push(this.describe(event, data));
  }

  /** The event as it will be sent. Throws when the data breaks the contract or the service does not own the event. */
  describe<E extends AnyEventContract>(event: E, data: DataInputOf<E>): OutboxRecord {
    const { service, now, traceparent } = this.settings;
    if (event.subject.split('.')[1] !== service) throw new Error(`${service} does not own ${event.subject}.`);
    const parsed = event.data.safeParse(data);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`);
      throw new TypeError(`Not the data of ${event.subject}. ${issues.join(' ')}`);
    }
    const size = Buffer.byteLength(JSON.stringify(parsed.data));
    if (size > DATA_LIMIT) {
      throw new TypeError(
        `The data of ${event.subject} is ${size} bytes, at most ${DATA_LIMIT}; tell an id and a digest instead.`,
      );
    }
    const trace = traceparent?.();
    return {
      id: randomUUID(),
      subject: event.subject,
      source: `/${service}`,
      type: `dev.gatehouse.${event.subject.slice('evt.'.length)}`,
      time: (now?.() ?? new Date()).toISOString(),
      data: parsed.data,
      ...(trace && { traceparent: trace }),
    };
  }
}
