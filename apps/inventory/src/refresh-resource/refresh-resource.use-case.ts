import { Injectable } from '@nestjs/common';
import { refreshResource, refuse, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { placeOfArn } from '../collectors/arn.rules.js';
import type { Collector } from '../collectors/collector.js';
import { Collectors } from '../collectors/collectors.js';
import { AWS_OWNER } from '../resource/observed-resource.js';
import { reasonOfProblem } from './problem.rules.js';
import { ResourceReading, type ReadingOutcome, type ResourceToRead } from './resource-reading.js';
import { ResourcesToRead } from './resources-to-read.js';
import type { Sight } from '../visibility/sight.js';

/** Ends before the contract's time limit, so that the person gets an answer. */
const LIMIT_MS = 12_000;

/** Reads one resource again for a person, and says what became of it. */
@Injectable()
export class RefreshResource {
  constructor(
    private readonly resources: ResourcesToRead,
    private readonly collectors: Collectors,
    private readonly reading: ResourceReading,
    private readonly clock: Clock,
  ) {}

  async execute({ arn }: RequestOf<typeof refreshResource>, sight: Sight): Promise<ReplyOf<typeof refreshResource>> {
    const resource = await this.resources.find(arn, AbortSignal.timeout(LIMIT_MS));
    const seen = await sight.seen(arn, resource && { accountId: ownerOf(arn, resource) });
    if (resource === null || seen === null) {
      throw refuse(refreshResource, 'RESOURCE_UNKNOWN', `${arn} is in no account that is read here.`);
    }
    const collector = this.collectors.bringing(resource.resourceType);
    if (collector === undefined) {
      const type = resource.resourceType;
      throw refuse(refreshResource, 'RESOURCE_TYPE_NOT_COLLECTED', `Nothing here reads resources of type ${type}.`);
    }
    const outcome = await this.read(collector, resource);
    return { outcome, refreshedAt: this.clock.now().toISOString() };
  }

  private async read(collector: Collector, resource: ResourceToRead): Promise<ReadingOutcome> {
    try {
      return await this.reading.read(collector, resource);
    } catch (error) {
      const problem = awsProblemOf(error);
      throw refuse(refreshResource, reasonOfProblem(problem.kind), `AWS answered ${problem.code}: ${problem.message}`);
    }
  }
}

/** What AWS owns is read in some account, and is in none. */
function ownerOf(arn: string, { accountId }: ResourceToRead): string {
  return placeOfArn(arn).accountId === AWS_OWNER ? AWS_OWNER : accountId;
}
