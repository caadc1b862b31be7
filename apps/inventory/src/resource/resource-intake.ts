import { Injectable } from '@nestjs/common';
import type { ReadMoment } from './moment.js';
import { allNews, newsOf, type KnownResource, type LookedAtPage } from './news.rules.js';
import type { ObservedResource } from './observed-resource.js';
import { OwnerTags } from './owner-tags.js';
import { ResourceLedger } from './resource-ledger.js';
import { hashResource, type HashedResource } from './resource-parts.js';
import { ResourceRepository, type SavedChange } from './resource.repository.js';

/** Takes in what collectors bring: compares it with what is stored and lets the ledger write what is news. */
@Injectable()
export class ResourceIntake {
  constructor(
    readonly stored: ResourceRepository,
    readonly ledger: ResourceLedger,
    private readonly ownerTags: OwnerTags,
  ) {}

  /** Tells what of a page is news, without waiting for anything; `own` is what is stored of the account. */
  lookAt(accountId: string, page: readonly ObservedResource[], own: ReadonlyMap<string, KnownResource>): LookedAtPage {
    const hashed = page.map((resource) => hashResource(resource, this.ownerTags.keys));
    const isForeign = ({ observed }: HashedResource) => observed.accountId !== accountId;
    const foreign = hashed.filter(isForeign);
    const news = newsOf(foreign.length === 0 ? hashed : hashed.filter((one) => !isForeign(one)), own);
    return { news, foreign };
  }

  /** Stores what is news of a page. */
  async take({ news, foreign }: LookedAtPage, moment: ReadMoment): Promise<readonly SavedChange[]> {
    if (foreign.length === 0) return this.ledger.save(news, moment);
    const known = await this.stored.knownAmong(foreign.map(({ observed: { arn } }) => arn));
    return this.ledger.save(allNews(news, newsOf(foreign, known)), moment);
  }

  /** The same of a page that was just read. */
  async takePage(
    accountId: string,
    page: readonly ObservedResource[],
    own: ReadonlyMap<string, KnownResource>,
    moment: ReadMoment,
  ): Promise<readonly SavedChange[]> {
    return this.take(this.lookAt(accountId, page, own), moment);
  }

  /** One resource by itself; what changed of it, or null. */
  async takeOne(resource: ObservedResource, moment: ReadMoment): Promise<SavedChange | null> {
    const known = await this.stored.knownAmong([resource.arn]);
    const hashed = hashResource(resource, this.ownerTags.keys);
    const [change] = await this.ledger.save(newsOf([hashed], known), moment);
    return change ?? null;
  }
}
