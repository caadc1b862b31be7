import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { AnyRequestContract, ServiceManifest, Subscription } from '@gatehouse/contracts';
import { failureReply, type ActorVerifier } from '@gatehouse/messaging';
import {
  ATTRIBUTES,
  counter,
  extractTrace,
  gauge,
  histogram,
  inSpan,
  METRICS,
  SPANS,
  type ActiveSpan,
  type Logger,
} from '@gatehouse/telemetry';
import type { Msg, NatsConnection, Subscription as NatsSubscription } from '@nats-io/transport-node';
import type { Binding } from '../binding/binding.js';
import { differencesFromManifest } from '../binding/manifest-check.js';
import { answerRequest, type BoundHandler, type Outcome } from './answer-request.js';
import { InFlight } from './in-flight.js';

export interface NatsTransportOptions {
  readonly manifest: ServiceManifest;
  readonly connection: NatsConnection;
  readonly verifier: ActorVerifier;
  readonly log: Logger;
}

/** Requests that one replica works on at a time; more are told to come back. */
const MAX_IN_FLIGHT = 1_000;
const DRAIN_MILLISECONDS = 10_000;

interface BoundRequest {
  readonly contract: AnyRequestContract;
  readonly handler: BoundHandler;
}

/** Nest's way to our messages: plain JSON in and out, one queue group per service. */
export class NatsTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #options: NatsTransportOptions;
  readonly #requests: BoundRequest[] = [];
  readonly #subscribers: { readonly subscription: Subscription; readonly handler: BoundHandler }[] = [];
  readonly #inFlight = new InFlight();
  #subscriptions: NatsSubscription[] = [];

  constructor(options: NatsTransportOptions) {
    super();
    this.#options = options;
  }

  override addHandler(_pattern: unknown, callback: MessageHandler, _isEvent?: boolean, extras: Binding = {}): void {
    const handler: BoundHandler = async (data, context) => {
      const result: unknown = await callback(data, context);
      return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
    };
    if (extras.handles) this.#requests.push({ contract: extras.handles, handler });
    if (extras.subscribes) this.#subscribers.push({ subscription: extras.subscribes, handler });
  }

  listen(done: (error?: unknown) => void): void {
    this.#start().then(
      () => done(),
      (error: unknown) => done(error),
    );
  }

  /** Takes nothing new, and lets what runs finish. */
  async close(): Promise<void> {
    const subscriptions = this.#subscriptions.splice(0);
    await Promise.all(subscriptions.map((subscription) => subscription.drain().catch(() => undefined)));
    const finished = await this.#inFlight.settle(DRAIN_MILLISECONDS);
    if (!finished) this.#options.log.warn({ inFlight: this.#inFlight.count }, 'Stopping although requests still run.');
  }

  on(): never {
    throw new Error('The NATS transport has no events; watch the connection instead.');
  }

  unwrap<T>(): T {
    return this.#options.connection as T;
  }

  async #start(): Promise<void> {
    const { manifest, connection } = this.#options;
    const differences = differencesFromManifest(manifest, {
      handles: this.#requests.map(({ contract }) => contract.subject),
      subscribes: this.#subscribers.map(({ subscription }) => subscription),
    });
    if (differences.length > 0) {
      throw new Error(
        `${manifest.name} does not keep its manifest:\n${differences.map((line) => `  - ${line}`).join('\n')}`,
      );
    }
    this.#subscriptions = this.#requests.map((bound) =>
      connection.subscribe(bound.contract.subject, {
        queue: manifest.name,
        callback: (error, message) => {
          if (error) this.#options.log.error({ error, subject: bound.contract.subject }, 'NATS ended a subscription.');
          else void this.#receive(bound, message);
        },
      }),
    );
    await connection.flush();
  }

  async #receive(bound: BoundRequest, message: Msg): Promise<void> {
    // Without a reply subject nobody would learn what came of it, so it is not done.
    if (!message.reply) return;
    await this.#inFlight.run(async () => {
      gauge(METRICS.requestsInFlight).set(this.#inFlight.count);
      await this.#handle(bound, message);
    });
  }

  async #handle(bound: BoundRequest, message: Msg): Promise<void> {
    const { contract } = bound;
    const started = performance.now();
    const header = (name: string) => message.headers?.get(name) || undefined;
    await inSpan(
      `${SPANS.handle} ${contract.subject}`,
      {
        kind: 'server',
        parent: extractTrace(header),
        attributes: { [ATTRIBUTES.messagingSystem]: 'nats', [ATTRIBUTES.subject]: contract.subject },
      },
      async (span) => {
        const outcome = await answerRequest(
          { payload: message.data, header },
          { ...bound, verifier: this.#options.verifier, service: this.#options.manifest.name },
        );
        respond(message, outcome);
        this.#record(contract, outcome, { span, seconds: (performance.now() - started) / 1_000 });
      },
    );
  }

  #record(
    contract: AnyRequestContract,
    outcome: Outcome,
    { span, seconds }: { span: ActiveSpan; seconds: number },
  ): void {
    const code = outcome.ok ? 'ok' : outcome.failure.code;
    counter(METRICS.requestsHandled).add(1, { subject: contract.subject, code });
    histogram(METRICS.requestDuration).record(seconds, { subject: contract.subject });
    span.set({
      [ATTRIBUTES.code]: code,
      ...(outcome.actor && { [ATTRIBUTES.actorId]: outcome.actor.id, [ATTRIBUTES.actorKind]: outcome.actor.kind }),
      ...(!outcome.ok && { [ATTRIBUTES.reason]: outcome.failure.reason }),
    });
    const line = {
      subject: contract.subject,
      actorId: outcome.actor?.id,
      code,
      durationMilliseconds: Math.round(seconds * 100_000) / 100,
    };
    if (outcome.ok) return this.#options.log.info(line, 'Request handled.');
    const refused = { ...line, reason: outcome.failure.reason };
    if (code !== 'internal') return this.#options.log.info(refused, 'Request refused.');
    span.fail(outcome.failure.reason);
    this.#options.log.error({ ...refused, error: outcome.error }, 'Request failed.');
  }
}

function respond(message: Msg, outcome: Outcome): void {
  if (outcome.ok) {
    message.respond(JSON.stringify(outcome.reply));
  } else {
    const { payload, headers } = failureReply(outcome.failure);
    message.respond(payload, { headers });
  }
}
