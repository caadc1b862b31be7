import type { HashedResource } from './resource-parts.js';

/** What is stored of a resource, as far as telling news from it needs. */
export interface KnownResource {
  /** Hex, as in `HashedResource`. */
  readonly contentHash: string;
  readonly region: string;
  readonly owner: string | null;
  readonly lastUsedAt: Date | null;
}

/** What of a page has to be written. */
export interface PageNews {
  readonly different: readonly HashedResource[];
  /** The same resources as before, which belong to somebody else since the configuration names other owner tags. */
  readonly reowned: readonly HashedResource[];
  readonly used: readonly HashedResource[];
}

/** An unchanged page has no news, so that an unchanged account costs no write. */
export function newsOf(page: readonly HashedResource[], known: ReadonlyMap<string, KnownResource>): PageNews {
  const isDifferent = ({ observed, contentHash }: HashedResource) =>
    known.get(observed.arn)?.contentHash !== contentHash;
  return {
    different: page.filter(isDifferent),
    reowned: page.filter((it) => !isDifferent(it) && known.get(it.observed.arn)?.owner !== it.owner),
    // Another of AWS's reports may have told of a later use already.
    used: page.filter(({ observed: { arn, usage } }) => {
      return usage !== null && usage.lastUsedAt.getTime() > (known.get(arn)?.lastUsedAt?.getTime() ?? -Infinity);
    }),
  };
}

/** The news of both. */
export function allNews(one: PageNews, other: PageNews): PageNews {
  return {
    different: [...one.different, ...other.different],
    reowned: [...one.reowned, ...other.reowned],
    used: [...one.used, ...other.used],
  };
}

/** Whether a page has nothing to write. */
export function isOld({ different, reowned, used }: PageNews): boolean {
  return different.length === 0 && reowned.length === 0 && used.length === 0;
}

/** What has to be kept of a page until it is stored: of most pages nothing. */
export interface LookedAtPage {
  readonly news: PageNews;
  /** What others own, such as AWS's policies: the store is asked whether that is news. */
  readonly foreign: readonly HashedResource[];
}

/** Whether there is nothing of a page to store, nor to ask the store about. */
export function isAllOld({ news, foreign }: LookedAtPage): boolean {
  return foreign.length === 0 && isOld(news);
}
