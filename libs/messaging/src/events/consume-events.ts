import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, type Consumer, type JetStreamClient, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Subscription } from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/telemetry';
import { consumerOf, streamOf } from '../topology/names.js';
import type { EventMeta } from './event-meta.js';
import { EventHandling } from './event-handling.js';

export interface ConsumeOptions {
  readonly connection: NatsConnection;
  readonly service: string;
  readonly subscription: Subscription;
  /** Is given the checked data; throws when the event should come again. */
  readonly handle: (data: unknown, meta: EventMeta) => Promise<void>;
  readonly log: Logger;
  /** Events that this replica works on at a time; default 1, which keeps their order as long as nothing fails. */
  readonly concurrency?: number;
}

/** A running consumption. */
export interface Consumption {
  /** True while the consumer is bound; false until it exists. */
  isBound(): boolean;
  /** Takes no more events, gives back those not yet begun, and resolves when the begun ones are done. */
  stop(): Promise<void>;
}

const REBIND_MILLISECONDS = 1_000;
/**
 * How long one pull waits at the server, which is also the longest that a stop waits: a pull that is given up while the
 * server sends would leave its event without an owner until the acknowledgement's time limit.
 */
const PULL_MILLISECONDS = 1_500;

/**
 * Consumes a subscription through its durable consumer, which must have been provisioned; until it is, tries again
 * every second. Each event is acknowledged after its handling, comes again when that fails, and ends in the dead letters
 * after the fifth failure.
 */
export function consumeEvents(options: ConsumeOptions): Consumption {
  return new RunningConsumption(options);
}

class RunningConsumption implements Consumption {
  readonly #options: ConsumeOptions;
  readonly #jetstream: JetStreamClient;
  readonly #handling: EventHandling;
  readonly #stopping = new AbortController();
  readonly #workers: readonly Promise<void>[];
  #consumer: Consumer | undefined;
  #hasComplained = false;

  constructor(options: ConsumeOptions) {
    this.#options = options;
    this.#jetstream = jetstream(options.connection);
    this.#handling = new EventHandling(options, this.#jetstream);
    this.#workers = Array.from({ length: options.concurrency ?? 1 }, () => this.#work());
  }

  isBound(): boolean {
    return this.#consumer !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#workers);
  }

  /** One event after the other: what a replica has not begun stays at the server, where others can have it. */
  async #work(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        const message = await this.#next();
        if (message && this.#stopping.signal.aborted) message.nak();
        else if (message) await this.#handling.handle(message);
      } catch (error) {
        await this.#unbind(error);
      }
    }
  }

  async #next(): Promise<JsMsg | null> {
    const { service, subscription } = this.#options;
    this.#consumer ??= await this.#jetstream.consumers.get(
      streamOf(subscription.event.subject),
      consumerOf(service, subscription),
    );
    this.#hasComplained = false;
    return this.#consumer.next({ expires: PULL_MILLISECONDS });
  }

  async #unbind(error: unknown): Promise<void> {
    const { log, service, subscription } = this.#options;
    this.#consumer = undefined;
    if (!this.#hasComplained) {
      const consumer = consumerOf(service, subscription);
      log.warn({ error, consumer }, 'Cannot receive events now; trying again every second.');
    }
    this.#hasComplained = true;
    await pause(REBIND_MILLISECONDS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
