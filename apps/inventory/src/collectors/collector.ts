import type { ObservedResource } from '../resource/observed-resource.js';

/** One region of an account. */
export interface Place {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  /** Ends the reading when it runs out of time. */
  readonly signal: AbortSignal;
}

/** Where a collector works. */
export interface CollectorTarget extends Omit<Place, 'region'> {
  /** Those of the configuration that the account has enabled. */
  readonly regions: readonly string[];
  /** Those of the configuration that it has not. */
  readonly disabledRegions: readonly string[];
  /** Notes a region that cannot be read: what is known there stays as it is, and the account's page says so. */
  readonly skipRegion: (region: string) => void;
  /** Notes what S3 calls the account in access control lists. */
  readonly noteCanonicalId?: (canonicalId: string) => Promise<void>;
}

/** What a collector is, without doing anything. */
export interface CollectorFacts {
  readonly id: string;
  /** What it brings, for people. */
  readonly summary: string;
  /**
   * The types it brings: whatever of these it does not bring is gone. `everything-else` is all that no other collector
   * brings.
   */
  readonly resourceTypes: readonly string[] | 'everything-else';
  /** What the reader's role must be allowed, e.g. `iam:ListRoles`. */
  readonly awsPermissions: readonly string[];
}

/**
 * Reads some types of resource of one account. There is one folder per collector, all of this shape; adding a type of
 * resource is adding a collector.
 */
export abstract class Collector implements CollectorFacts {
  abstract readonly id: string;
  abstract readonly summary: string;
  abstract readonly resourceTypes: CollectorFacts['resourceTypes'];
  abstract readonly awsPermissions: readonly string[];

  /** Page by page, so that memory does not grow with the account. Rejects with the AWS SDK's error. */
  abstract collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]>;

  /** One of its resources as it is now; null when AWS says that there is none. Rejects with the AWS SDK's error. */
  abstract collectOne(place: Place, arn: string, resourceType: string): Promise<ObservedResource | null>;
}
