import type { JetStreamClient, JsMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { ContractFailure, type Subscription } from '@gatehouse/contracts';
import {
  ATTRIBUTES,
  counter,
  extractTrace,
  histogram,
  inSpan,
  linksTo,
  METRICS,
  NEW_TRACE,
  SPANS,
  type ActiveSpan,
  type Logger,
} from '@gatehouse/telemetry';
import { jsonOrUndefined } from '../calls/failure-reply.js';
import { consumerOf, deadLetterSubjectOf } from '../topology/names.js';
import { eventMetaOf, EventUnreadable } from './cloud-event.js';
import { decideAfterFailure, isPoison } from './delivery-policy.js';
import type { EventMeta } from './event-meta.js';

interface HandlingOptions {
  readonly service: string;
  readonly subscription: Subscription;
  readonly handle: (data: unknown, meta: EventMeta) => Promise<void>;
  readonly log: Logger;
}

type EventOutcome = 'handled' | 'retried' | 'dead_lettered';

/** A sign of life for the server while a handler works; a third of the time after which it would give the event away. */
const SIGN_OF_LIFE_MILLISECONDS = 10_000;
/** After this time no more signs of life are given, so that a handler that hangs does not keep its event for ever. */
const MAX_HANDLING_MILLISECONDS = 10 * 60_000;
/** When even the dead letters cannot be written. */
const LATER_MILLISECONDS = 60_000;

/** What is done with one delivered event, from its bytes to its acknowledgement. Never throws. */
export class EventHandling {
  readonly #options: HandlingOptions;
  readonly #jetstream: JetStreamClient;
  readonly #consumer: string;
  readonly #deadLetters: string;

  constructor(options: HandlingOptions, jetstream: JetStreamClient) {
    this.#options = options;
    this.#jetstream = jetstream;
    this.#consumer = consumerOf(options.service, options.subscription);
    this.#deadLetters = deadLetterSubjectOf(options.service, options.subscription);
  }

  async handle(message: JsMsg): Promise<void> {
    const started = performance.now();
    const { subject } = message;
    await inSpan(
      `${SPANS.receive} ${subject}`,
      {
        kind: 'consumer',
        // Handled later and perhaps often: a trace of its own, linked to the one that told the event.
        parent: NEW_TRACE,
        links: linksTo(extractTrace((name) => message.headers?.get(name))),
        attributes: {
          [ATTRIBUTES.messagingSystem]: 'nats',
          [ATTRIBUTES.subject]: subject,
          [ATTRIBUTES.consumer]: this.#consumer,
          [ATTRIBUTES.messageId]: message.headers?.get('ce-id') ?? '',
          [ATTRIBUTES.deliveryCount]: message.info.deliveryCount,
        },
      },
      async (span) => {
        const outcome = await this.#settle(message, span);
        const labels = { subject, consumer: this.#consumer };
        const seconds = (performance.now() - started) / 1_000;
        counter(METRICS.eventsHandled).add(1, { ...labels, outcome });
        histogram(METRICS.eventDuration).record(seconds, labels);
      },
    );
  }

  async #settle(message: JsMsg, span: ActiveSpan): Promise<EventOutcome> {
    const line = {
      subject: message.subject,
      consumer: this.#consumer,
      eventId: message.headers?.get('ce-id'),
      deliveryCount: message.info.deliveryCount,
    };
    const started = performance.now();
    try {
      await this.#attempt(message);
      message.ack();
      const durationMilliseconds = Math.round((performance.now() - started) * 100) / 100;
      this.#options.log.info({ ...line, durationMilliseconds }, 'Event handled.');
      return 'handled';
    } catch (error) {
      span.fail(reasonOf(error));
      return this.#afterFailure(message, error, line);
    }
  }

  async #attempt(message: JsMsg): Promise<void> {
    const { deliveryCount } = message.info;
    if (isPoison(deliveryCount)) throw new EventUnreadable('EVENT_POISONOUS');
    const meta = eventMetaOf(message.subject, (name) => message.headers?.get(name), deliveryCount);
    const parsed = this.#options.subscription.event.data.safeParse(jsonOrUndefined(message.data));
    if (!parsed.success) throw new EventUnreadable('EVENT_INVALID', { cause: parsed.error });
    await withSignsOfLife(message, () => this.#options.handle(parsed.data, meta));
  }

  async #afterFailure(message: JsMsg, error: unknown, line: Record<string, unknown>): Promise<EventOutcome> {
    const { log } = this.#options;
    const decision = decideAfterFailure(message.info.deliveryCount, !(error instanceof EventUnreadable));
    if (decision.next === 'retry') {
      message.nak(decision.pauseMilliseconds);
      log.warn({ ...line, error, againInMilliseconds: decision.pauseMilliseconds }, 'Event failed; it comes again.');
      return 'retried';
    }
    try {
      await this.#bury(message, error);
      message.term();
      log.error({ ...line, error, deadLetters: this.#deadLetters }, 'Event failed for good.');
      return 'dead_lettered';
    } catch (burialError) {
      message.nak(LATER_MILLISECONDS);
      log.error({ ...line, error, burialError }, 'Event failed, and the dead letters do not take it.');
      return 'retried';
    }
  }

  /** The event as it was, with why it is here; the error's text stays in the log. */
  async #bury(message: JsMsg, error: unknown): Promise<void> {
    const marks = eventHeadersOf(message);
    marks.set('Gatehouse-Dead-Letter-Subject', message.subject);
    marks.set('Gatehouse-Dead-Letter-Consumer', this.#consumer);
    marks.set('Gatehouse-Dead-Letter-Reason', reasonOf(error));
    marks.set('Gatehouse-Dead-Letter-Deliveries', String(message.info.deliveryCount));
    await this.#jetstream.publish(this.#deadLetters, message.data, {
      headers: marks,
      msgID: `${this.#consumer} ${message.info.streamSequence}`,
      timeout: 5_000,
    });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof EventUnreadable) return error.reason;
  if (error instanceof ContractFailure) return `${error.failure.code}/${error.failure.reason}`;
  return error instanceof Error ? error.name : typeof error;
}

/** The event's own headers, without those that told its stream what to do with it. */
function eventHeadersOf(message: JsMsg): MsgHdrs {
  const kept = headers();
  for (const name of message.headers?.keys() ?? []) {
    if (!name.toLowerCase().startsWith('nats-')) kept.set(name, message.headers?.get(name) ?? '');
  }
  return kept;
}

async function withSignsOfLife(message: JsMsg, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - started < MAX_HANDLING_MILLISECONDS) message.working();
    else clearInterval(timer);
  }, SIGN_OF_LIFE_MILLISECONDS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}
