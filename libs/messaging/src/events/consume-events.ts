import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, type Consumer, type ConsumerMessages, type JetStreamClient, type JsMsg } from '@nats-io/jetstream';
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
  readonly #waiting: JsMsg[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #loop: Promise<void>;
  #messages: ConsumerMessages | undefined;

  constructor(options: ConsumeOptions) {
    this.#options = options;
    this.#jetstream = jetstream(options.connection);
    this.#handling = new EventHandling(options, this.#jetstream);
    this.#loop = this.#bindUntilStopped();
  }

  isBound(): boolean {
    return this.#messages !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#messages?.close();
    // Given back at once; otherwise they would wait for the acknowledgement's time limit.
    for (const message of this.#waiting.splice(0)) message.nak();
    await this.#loop;
    await Promise.all(this.#running);
  }

  async #bindUntilStopped(): Promise<void> {
    const { log, service, subscription } = this.#options;
    const consumer = consumerOf(service, subscription);
    let complained = false;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#consume();
        complained = false;
      } catch (error) {
        if (!complained) log.warn({ error, consumer }, 'Cannot receive events yet; trying again every second.');
        complained = true;
      }
      this.#messages = undefined;
      await pause(REBIND_MILLISECONDS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** Resolves when the consumption was stopped, throws when it ended by itself (the consumer was deleted). */
  async #consume(): Promise<void> {
    const { service, subscription } = this.#options;
    const consumer: Consumer = await this.#jetstream.consumers.get(
      streamOf(subscription.event.subject),
      consumerOf(service, subscription),
    );
    if (this.#stopping.signal.aborted) return;
    const messages = await consumer.consume({
      // Few, because what one replica holds no other can handle.
      max_messages: this.#concurrency * 2,
      expires: 30_000,
      idle_heartbeat: 5_000,
      abort_on_missing_resource: true,
      callback: (message) => {
        this.#waiting.push(message);
        this.#work();
      },
    });
    this.#messages = messages;
    const ended = await messages.closed();
    if (ended instanceof Error) throw ended;
  }

  #work(): void {
    while (this.#running.size < this.#concurrency && !this.#stopping.signal.aborted) {
      const message = this.#waiting.shift();
      if (!message) return;
      const work = this.#handling.handle(message).finally(() => {
        this.#running.delete(work);
        this.#work();
      });
      this.#running.add(work);
    }
  }

  get #concurrency(): number {
    return this.#options.concurrency ?? 1;
  }
}
