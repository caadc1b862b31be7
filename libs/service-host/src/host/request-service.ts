import { platformFailure, type AnyRequestContract } from '@gatehouse/contracts';
import { failureReply, type ActorVerifier } from '@gatehouse/messaging';
import {
  ATTRIBUTES,
  counter,
  extractTrace,
  histogram,
  inSpan,
  METRICS,
  observeGauge,
  SPANS,
  type ActiveSpan,
  type Logger,
} from '@gatehouse/telemetry';
import type { Msg } from '@nats-io/transport-node';
import { answerRequest, unexpectedFailure, type BoundHandler, type Outcome } from './answer-request.js';
import { InFlight } from './in-flight.js';

/** A handler and what it promises. */
export interface BoundRequest {
  readonly contract: AnyRequestContract;
  readonly handler: BoundHandler;
}

export interface RequestServiceOptions {
  readonly service: string;
  readonly verifier: Pick<ActorVerifier, 'verify'>;
  readonly log: Logger;
}

/** Requests that one replica works on at a time; more are told to come back, so that memory stays bounded. */
const MAX_IN_FLIGHT = 1_000;

/** Answers requests: span, outcome, reply, metrics and one log line for each. */
export class RequestService {
  readonly #options: RequestServiceOptions;
  readonly #inFlight = new InFlight();

  constructor(options: RequestServiceOptions) {
    this.#options = options;
    observeGauge(METRICS.requestsInFlight, () => this.#inFlight.count, { service: options.service });
  }

  /** Handles one message. Never throws. */
  async receive(bound: BoundRequest, message: Msg): Promise<void> {
    // Without a reply subject nobody would learn what came of it, so it is not done.
    if (!message.reply) return;
    const header = (name: string) => message.headers?.get(name) || undefined;
    await this.#inFlight.run(() =>
      inSpan(
        `${SPANS.handle} ${bound.contract.subject}`,
        {
          kind: 'server',
          parent: extractTrace(header),
          attributes: { [ATTRIBUTES.messagingSystem]: 'nats', [ATTRIBUTES.subject]: bound.contract.subject },
        },
        async (span) => {
          const started = performance.now();
          const outcome = this.#respond(message, bound.contract, await this.#answer(bound, message, header));
          this.#record(bound.contract, outcome, { span, seconds: (performance.now() - started) / 1_000 });
        },
      ),
    );
  }

  /** True when everything finished in time. */
  settle(timeLimitMilliseconds: number): Promise<boolean> {
    return this.#inFlight.settle(timeLimitMilliseconds);
  }

  #answer(bound: BoundRequest, message: Msg, header: (name: string) => string | undefined): Promise<Outcome> {
    if (this.#inFlight.count > MAX_IN_FLIGHT) {
      const { failure } = platformFailure('TOO_MANY_REQUESTS', `${this.#options.service} is busy. Try again shortly.`);
      return Promise.resolve({ ok: false, failure, error: undefined, actor: undefined });
    }
    return answerRequest({ payload: message.data, header }, { ...bound, ...this.#options });
  }

  /** Sends the outcome; a reply that cannot be sent (larger than NATS allows, not JSON) becomes a failure. */
  #respond(message: Msg, contract: AnyRequestContract, outcome: Outcome): Outcome {
    try {
      if (outcome.ok) message.respond(JSON.stringify(outcome.reply));
      else respondWithFailure(message, outcome);
      return outcome;
    } catch (error) {
      const failed: Outcome = {
        ok: false,
        failure: unexpectedFailure(this.#options.service),
        error: new Error(`The reply of ${contract.subject} cannot be sent.`, { cause: error }),
        actor: outcome.actor,
      };
      respondWithFailure(message, failed);
      return failed;
    }
  }

  #record(contract: AnyRequestContract, outcome: Outcome, at: { span: ActiveSpan; seconds: number }): void {
    const code = outcome.ok ? 'ok' : outcome.failure.code;
    counter(METRICS.requestsHandled).add(1, { subject: contract.subject, code });
    histogram(METRICS.requestDuration).record(at.seconds, { subject: contract.subject });
    at.span.set({
      [ATTRIBUTES.code]: code,
      ...(outcome.actor && { [ATTRIBUTES.actorId]: outcome.actor.id, [ATTRIBUTES.actorKind]: outcome.actor.kind }),
      ...(!outcome.ok && { [ATTRIBUTES.reason]: outcome.failure.reason }),
    });
    this.#log(contract, outcome, at);
  }

  #log(contract: AnyRequestContract, outcome: Outcome, { span, seconds }: { span: ActiveSpan; seconds: number }): void {
    const line = {
      subject: contract.subject,
      actorId: outcome.actor?.id,
      durationMilliseconds: Math.round(seconds * 100_000) / 100,
    };
    if (outcome.ok) return this.#options.log.info({ ...line, code: 'ok' }, 'Request handled.');
    const { code, reason } = outcome.failure;
    if (code !== 'internal') return this.#options.log.info({ ...line, code, reason }, 'Request refused.');
    span.fail(reason);
    this.#options.log.error({ ...line, code, reason, error: outcome.error }, 'Request failed.');
  }
}

function respondWithFailure(message: Msg, outcome: Outcome & { ok: false }): void {
  const { payload, headers } = failureReply(outcome.failure);
  message.respond(payload, { headers });
}
