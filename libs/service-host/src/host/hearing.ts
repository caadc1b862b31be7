import type { NatsConnection } from '@nats-io/transport-node';
import type { AnyEventContract, ServiceManifest } from '@gatehouse/contracts';
import { hearEvents, type HearOptions } from '@gatehouse/messaging';
import type { Logger } from '@gatehouse/telemetry';
import { differencesInHearing } from '../binding/manifest-check.js';

/** What somebody wants to hear, and what to do about it. */
export type HearingOptions<Event extends AnyEventContract> = Omit<HearOptions<Event>, 'connection' | 'log'>;

/**
 * Lets the parts of a service hear events while they are told, each replica for itself, and holds the service to the
 * `hears` of its manifest: what is not named there is refused, and what is named has to be heard once it has started.
 */
export class Hearing {
  readonly #heard: string[] = [];
  readonly #stops: (() => void)[] = [];

  constructor(
    private readonly manifest: ServiceManifest,
    private readonly connection: NatsConnection,
    private readonly log: Logger,
  ) {}

  /** To be called while the service starts. Throws when the manifest does not name the event. */
  hear<Event extends AnyEventContract>(options: HearingOptions<Event>): void {
    this.#heard.push(options.event.subject);
    const unnamed = differencesInHearing(this.manifest, this.#heard).filter((one) => one.isUnnamed);
    this.#refuse(unnamed);
    this.#stops.push(hearEvents({ ...options, connection: this.connection, log: this.log }));
  }

  /** Throws when anything is not heard that the manifest names. */
  holdToManifest(): void {
    this.#refuse(differencesInHearing(this.manifest, this.#heard));
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  #refuse(differences: readonly { readonly text: string }[]): void {
    if (differences.length === 0) return;
    const list = differences.map(({ text }) => `  - ${text}`).join('\n');
    throw new Error(`${this.manifest.name} does not keep its manifest:\n${list}`);
  }
}
