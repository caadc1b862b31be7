import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ServiceManifest, Subscription } from '@gatehouse/contracts';
import { consumeEvents, type ActorVerifier, type Consumption } from '@gatehouse/messaging';
import type { Logger } from '@gatehouse/telemetry';
import type { NatsConnection, Subscription as NatsSubscription } from '@nats-io/transport-node';
import type { Binding } from '../binding/binding.js';
import { differencesFromManifest } from '../binding/manifest-check.js';
import type { HealthChecks } from '../health/health-checks.js';
import { RequestService, type BoundRequest } from './request-service.js';

export interface NatsTransportOptions {
  readonly manifest: ServiceManifest;
  readonly connection: NatsConnection;
  readonly verifier: ActorVerifier;
  readonly log: Logger;
  readonly healthChecks: HealthChecks;
}

/** A bound method as Nest gives it: with the service's guards, pipes and interceptors around it. */
type BoundMethod = (payload: unknown, context: unknown) => Promise<unknown>;

const DRAIN_MILLISECONDS = 10_000;

/**
 * Nest's way to our messages. It takes the place of Nest's own NATS server: plain JSON in and out without envelopes and
 * observables, one connection for everything, and a stop that answers what has arrived.
 */
export class NatsTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #options: NatsTransportOptions;
  readonly #service: RequestService;
  readonly #requests: BoundRequest[] = [];
  readonly #subscribers: { readonly subscription: Subscription; readonly handle: BoundMethod }[] = [];
  #subscriptions: NatsSubscription[] = [];
  #consumptions: Consumption[] = [];

  constructor(options: NatsTransportOptions) {
    super();
    this.#options = options;
    this.#service = new RequestService({ ...options, service: options.manifest.name });
  }

  override addHandler(_pattern: unknown, callback: MessageHandler, _isEvent?: boolean, extras: Binding = {}): void {
    const method: BoundMethod = async (payload, context) => {
      const result: unknown = await callback(payload, context);
      return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
    };
    if (extras.handles) this.#requests.push({ contract: extras.handles, handler: method });
    if (extras.subscribes) this.#subscribers.push({ subscription: extras.subscribes, handle: method });
  }

  listen(done: (error?: unknown) => void): void {
    this.#start().then(
      () => done(),
      (error: unknown) => done(error),
    );
  }

  /** Takes nothing new, and lets what has arrived finish. */
  async close(): Promise<void> {
    const subscriptions = this.#subscriptions.splice(0);
    const consumptions = this.#consumptions.splice(0);
    const events = Promise.all(consumptions.map((consumption) => consumption.stop()));
    // Resolves when the server has heard it and everything it had sent before is here.
    await Promise.all(subscriptions.map((subscription) => subscription.drain().catch(() => undefined)));
    const [requestsDone, eventsDone] = await Promise.all([
      this.#service.settle(DRAIN_MILLISECONDS),
      doneWithin(events, DRAIN_MILLISECONDS),
    ]);
    if (requestsDone && eventsDone) return;
    this.#options.log.warn({ requestsDone, eventsDone }, 'Stopping although work still runs: its time is over.');
  }

  on(): never {
    throw new Error('The NATS transport has no events; watch the connection instead.');
  }

  unwrap<T>(): T {
    return this.#options.connection as T;
  }

  async #start(): Promise<void> {
    this.#holdToManifest();
    const { manifest, connection, log } = this.#options;
    this.#subscriptions = this.#requests.map((bound) =>
      connection.subscribe(bound.contract.subject, {
        queue: manifest.name,
        callback: (error, message) => {
          if (error) log.error({ error, subject: bound.contract.subject }, 'NATS ended a subscription.');
          else void this.#service.receive(bound, message);
        },
      }),
    );
    await connection.flush();
    this.#consumeEvents();
  }

  #holdToManifest(): void {
    const { manifest } = this.#options;
    const differences = differencesFromManifest(manifest, {
      handles: this.#requests.map(({ contract }) => contract.subject),
      subscribes: this.#subscribers.map(({ subscription }) => subscription),
    });
    if (differences.length === 0) return;
    const list = differences.map((difference) => `  - ${difference}`).join('\n');
    throw new Error(`${manifest.name} does not keep its manifest:\n${list}`);
  }

  #consumeEvents(): void {
    const { manifest, connection, log, healthChecks } = this.#options;
    this.#consumptions = this.#subscribers.map(({ subscription, handle }) =>
      consumeEvents({
        connection,
        service: manifest.name,
        subscription,
        log,
        handle: async (data, meta) => void (await handle(data, meta)),
      }),
    );
    if (this.#consumptions.length === 0) return;
    healthChecks.add('events', async () => {
      if (!this.#consumptions.every((consumption) => consumption.isBound())) throw new Error('not provisioned');
    });
  }
}

async function doneWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
