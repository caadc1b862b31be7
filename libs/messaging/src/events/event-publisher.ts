import { createInbox, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { counter, METRICS } from '@gatehouse/telemetry';
import { jsonOrUndefined } from '../calls/failure-reply.js';
import { inboxPrefixOf } from '../connection/connect-nats.js';
import { streamOf } from '../topology/names.js';
import { cloudEventHeaders } from './cloud-event.js';
import type { EventEnvelope, OutboxRecord } from './outbox-record.js';

const TIME_LIMIT_MILLISECONDS = 5_000;
const NO_RESPONDERS = 503;

/** What a stream answers. Source: JetStream's API, `io.nats.jetstream.api.v1.pub_ack_response`. */
interface StreamAnswer {
  readonly stream?: string;
  readonly duplicate?: boolean;
  readonly error?: { readonly description?: string };
}

/** That a stream has the event; `duplicate` when it had it already. */
export interface Stored {
  readonly duplicate: boolean;
}

interface Waiting {
  readonly subject: string;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Publishes the recorded events of a service, many at a time: all answers come to one subscription, which costs a third
 * of what a request each does.
 */
export class EventPublisher {
  readonly #waiting = new Map<string, Waiting>();
  readonly #inbox: string;
  #count = 0;

  /** `service` is whose inbox the answers come to. */
  constructor(
    private readonly connection: NatsConnection,
    service: string,
    private readonly timeLimitMilliseconds = TIME_LIMIT_MILLISECONDS,
  ) {
    this.#inbox = createInbox(inboxPrefixOf(service));
    connection.subscribe(`${this.#inbox}.*`, { callback: (_error, answer) => this.#hear(answer) });
  }

  /**
   * Resolves when the stream has stored the event. Rejects when it has not, or has not said so within 5 seconds: publish
   * the same record again. With `after`, it is stored only if that is the id of the event that the stream stored last, so
   * that several can be under way at once and none overtakes another that was lost.
   */
  publish(record: OutboxRecord, after?: string): Promise<Stored> {
    return this.publishJson(record, JSON.stringify(record.data), after);
  }

  /** The same for data that is JSON already. */
  publishJson(envelope: EventEnvelope, json: string, after?: string): Promise<Stored> {
    const headers = cloudEventHeaders(envelope);
    headers.set('Nats-Msg-Id', envelope.id);
    headers.set('Nats-Expected-Stream', streamOf(envelope.subject));
    if (after !== undefined) headers.set('Nats-Expected-Last-Msg-Id', after);
    const { subject } = envelope;
    return new Promise((resolve, reject) => {
      this.#count += 1;
      const reply = `${this.#inbox}.${String(this.#count)}`;
      const timer = setTimeout(() => {
        this.#waiting.delete(reply);
        reject(new Error(`No stream said within ${this.timeLimitMilliseconds} ms that it stored ${subject}.`));
      }, this.timeLimitMilliseconds);
      this.#waiting.set(reply, { subject, timer, resolve, reject });
      try {
        this.connection.publish(subject, json, { headers, reply });
      } catch (error) {
        this.#settle(reply)?.reject(error as Error);
      }
    });
  }

  #hear(answer: Msg): void {
    const waiting = this.#settle(answer.subject);
    if (waiting === undefined) return;
    try {
      const stored = storedOf(answer);
      counter(METRICS.eventsPublished).add(1, { subject: waiting.subject });
      waiting.resolve(stored);
    } catch (error) {
      waiting.reject(new Error(`${waiting.subject} was not stored: ${(error as Error).message}`));
    }
  }

  /** No longer waited for. */
  #settle(reply: string): Waiting | undefined {
    const waiting = this.#waiting.get(reply);
    clearTimeout(waiting?.timer);
    this.#waiting.delete(reply);
    return waiting;
  }
}

function storedOf(answer: Msg): Stored {
  if (answer.headers?.code === NO_RESPONDERS) throw new Error('no stream takes it.');
  const { stream, duplicate, error } = (jsonOrUndefined(answer.data) ?? {}) as StreamAnswer;
  if (error !== undefined) throw new Error(error.description ?? 'the stream does not say why.');
  if (!stream) throw new Error('what was answered is no answer of a stream.');
  return { duplicate: duplicate === true };
}
