import type { AnyEventContract } from './define-event.js';
import type { AnyRequestContract } from './define-request.js';

/** One durable interest of a service in an event: the consumer is named `<service>--<purpose>`. */
export interface Subscription {
  readonly event: AnyEventContract;
  /** A verb phrase in kebab-case, unique within the service: `refresh-principal`. */
  readonly purpose: string;
}

/** What a service says to the others. NATS' permissions, streams, docs and the call graph are generated from it. */
export interface ServiceManifest {
  readonly name: string;
  readonly summary: string;
  readonly handles: readonly AnyRequestContract[];
  readonly calls: readonly AnyRequestContract[];
  /**
   * Those of `calls` that it makes as itself only, in tasks: nobody waits for them, so they may go to a service that asks
   * this one while it answers people.
   */
  readonly callsAsItself?: readonly AnyRequestContract[];
  readonly publishes: readonly AnyEventContract[];
  readonly subscribes: readonly Subscription[];
  /**
   * Events that every replica hears while they are told, for what it holds in memory. Nobody keeps them for a replica that
   * is away: what must not be missed is a subscription.
   */
  readonly hears?: readonly AnyEventContract[];
}

/** Declares a service. Throws when it handles or publishes what its name does not own, or calls as itself what it does not call. */
export function defineService(manifest: ServiceManifest): ServiceManifest {
  for (const { subject } of [...manifest.handles, ...manifest.publishes]) {
    if (subject.split('.')[1] !== manifest.name) {
      throw new Error(`${manifest.name} does not own ${subject}: the second token names the owner`);
    }
  }
  for (const contract of manifest.callsAsItself ?? []) {
    if (!manifest.calls.includes(contract)) {
      throw new Error(`${manifest.name} calls ${contract.subject} as itself, so it belongs in \`calls\` as well`);
    }
  }
  return manifest;
}
