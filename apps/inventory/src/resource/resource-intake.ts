import { Injectable } from '@nestjs/common';
import type { ReadMoment } from './moment.js';
import type { KnownResource } from './news.rules.js';
import type { ObservedResource } from './observed-resource.js';
import { OwnerTags } from './owner-tags.js';
import { ResourceLedger } from './resource-ledger.js';
import { hashResource } from './resource-parts.js';
import { ResourceRepository, type SavedChange } from './resource.repository.js';

/** Takes in what collectors bring: compares it with what is stored and lets the ledger write what is news. */
@Injectable()
export class ResourceIntake {
  constructor(
    readonly stored: ResourceRepository,
    readonly ledger: ResourceLedger,
    private readonly ownerTags: OwnerTags,
  ) {}

  /** `own` is what is stored of the account; what others own, such as AWS's policies, is looked up here. */
  async takePage(
    accountId: string,
    page: readonly ObservedResource[],
    own: ReadonlyMap<string, KnownResource>,
    moment: ReadMoment,
  ): Promise<readonly SavedChange[]> {
    const foreign = page.filter((resource) => resource.accountId !== accountId).map(({ arn }) => arn);
    const known = foreign.length === 0 ? own : new Map([...own, ...(await this.stored.knownAmong(foreign))]);
    return this.ledger.savePage(
      page.map((resource) => hashResource(resource, this.ownerTags.keys)),
      known,
      moment,
    );
  }

  /** One resource by itself; what changed of it, or null. */
  async takeOne(resource: ObservedResource, moment: ReadMoment): Promise<SavedChange | null> {
    const known = await this.stored.knownAmong([resource.arn]);
    const hashed = hashResource(resource, this.ownerTags.keys);
    const [change] = await this.ledger.savePage([hashed], known, moment);
    return change ?? null;
  }
}
