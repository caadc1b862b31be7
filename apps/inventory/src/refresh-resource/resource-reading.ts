import { Injectable } from '@nestjs/common';
import { Clock } from '@gatehouse/service-host';
import type { Collector, Place } from '../collectors/collector.js';
import { placeOfArn } from '../collectors/arn.rules.js';
import { homeRegionOf } from '../collectors/home-region.rules.js';
import { AWS_OWNER, GLOBAL_REGION } from '../resource/observed-resource.js';
import type { ChangeCause } from '../resource/moment.js';
import { keepable } from '../resource/bounded-resource.rules.js';
import { ResourceIntake } from '../resource/resource-intake.js';
import { ResourceReads } from './resource-reads.js';

/** One resource that is to be read by itself. */
export interface ResourceToRead {
  readonly arn: string;
  readonly accountId: string;
  readonly partition: string;
  readonly resourceType: string;
  /** `global` for what has none. */
  readonly region: string;
  /** Who changed it and when, where that is why it is read. */
  readonly cause?: ChangeCause;
  readonly signal: AbortSignal;
}

/** What became of a resource since it was last seen. */
export type ReadingOutcome = 'unchanged' | 'created' | 'updated' | 'deleted';

/**
 * Reads one resource again and stores what differs: for a person who presses refresh, and for events that say that
 * something has changed. It waits for no refresh of the account; whatever was read later wins.
 */
@Injectable()
export class ResourceReading {
  constructor(
    private readonly intake: ResourceIntake,
    private readonly reads: ResourceReads,
    private readonly clock: Clock,
  ) {}

  /** `collector` is who brings its type. Rejects with the AWS SDK's error. */
  async read(collector: Collector, resource: ResourceToRead): Promise<ReadingOutcome> {
    const { arn, accountId, partition, resourceType, cause, signal } = resource;
    const region = resource.region === GLOBAL_REGION ? homeRegionOf(partition) : resource.region;
    const place: Place = { accountId, partition, region, signal };
    const moment = { readAt: this.clock.now(), ...(cause && { cause }) };
    const observed = await collector.collectOne(place, arn, resourceType);
    if (observed === null) {
      const count = await this.intake.ledger.delete(ownerIdOf(resource), [arn], moment);
      return count === 0 ? 'unchanged' : 'deleted';
    }
    const [kept] = keepable([observed]).kept;
    const change = kept === undefined ? null : await this.intake.takeOne(kept, moment);
    await this.reads.note(arn, moment.readAt);
    return change?.change ?? 'unchanged';
  }
}

/** What AWS owns is read through any account, and is in none. */
function ownerIdOf({ arn, accountId }: ResourceToRead): string {
  return placeOfArn(arn).accountId === AWS_OWNER ? AWS_OWNER : accountId;
}
