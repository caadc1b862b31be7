import type { ObservedResource } from '../resource/observed-resource.js';

/** Where a collector works. */
export interface CollectorTarget {
  readonly accountId: string;
  /** Ends the collecting when the refresh runs out of time. */
  readonly signal: AbortSignal;
}

/**
 * Reads some types of resource of one account. There is one folder per collector, all of this shape; adding a type of
 * resource is adding a collector.
 */
export abstract class Collector {
  abstract readonly id: string;

  /** What it brings; whatever of these types it does not bring is gone. */
  abstract readonly resourceTypes: readonly string[];

  /** What the reader's role must be allowed, e.g. `iam:ListRoles`. */
  abstract readonly awsPermissions: readonly string[];

  /** Page by page, so that memory does not grow with the account. Rejects with the AWS SDK's error. */
  abstract collect(target: CollectorTarget): AsyncIterable<readonly ObservedResource[]>;
}
