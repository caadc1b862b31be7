import type { ExtensionPoint } from './extension-point.js';

/** Any client class of the AWS SDK, version 3, e.g. `EventBridgeClient`. */
export type AwsSdkClient<Client extends object> = new (config: never) => Client;

/** Where a collector reads, and what it reads with. */
export interface CollectorPlace {
  readonly accountId: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  readonly partition: string;
  /** Of a collector that works by account: the region that knows what is global. */
  readonly region: string;
  /** Ends the reading when it runs out of time: pass it on to every call. */
  readonly signal: AbortSignal;
  /**
   * A client of an AWS service here, as the inventory's reader: it retries, slows down when AWS asks for it, and keeps to
   * the configured rates. Ask for it each time; it is made once.
   */
  client<Client extends object>(service: AwsSdkClient<Client>): Client;
}

/** A resource as a collector saw it. */
export interface CollectedResource {
  /** In the account that was asked for. */
  readonly arn: string;
  /** One of the types that the collector names. */
  readonly resourceType: string;
  readonly name: string;
  /** The region of the place by default; `global` for what has none. */
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Facts that are worth a version when they change, as plain JSON: no counters, no times of use, never a secret. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Its own policy, the JSON text as the service holds it; null or absent without one. */
  readonly policy?: string | null;
}

/** Reads some types of resource of an account. */
export interface ResourceCollector {
  /** In kebab-case, unique among the collectors, stable: the freshness of its part is kept under it. */
  readonly id: string;
  /** What it brings, for people. */
  readonly summary: string;
  /** As AWS Config names them, e.g. `AWS::Events::Rule`. Whatever of these it does not bring is gone. No two collectors name the same. */
  readonly resourceTypes: readonly string[];
  /** What the reader's role must be allowed in every account, e.g. `events:ListRules`. */
  readonly awsPermissions: readonly string[];
  /** Whether `collect` is called for every region, or once for the account. */
  readonly worksBy: 'region' | 'account';
  /** Everything there, page by page, so that memory does not grow with the account. Rejects with the AWS SDK's error. */
  collect(place: CollectorPlace): AsyncIterable<readonly CollectedResource[]>;
  /** One of its resources as it is now; null when there is none. Rejects with the AWS SDK's error. */
  collectOne(place: CollectorPlace, arn: string, resourceType: string): Promise<CollectedResource | null>;
}

/**
 * Offered by inventory, which reads every account with every collector, each for itself: one that fails leaves the others
 * fresh. A type that a collector names is not taken from AWS Config any more.
 */
export const resourceCollectors: ExtensionPoint<ResourceCollector> = { name: 'resourceCollectors', apiVersion: 1 };
