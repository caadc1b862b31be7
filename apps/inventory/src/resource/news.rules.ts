import type { HashedResource } from './resource-parts.js';

/** What is stored of a resource, as far as telling news from it needs. */
export interface KnownResource {
  /** Hex, as in `HashedResource`. */
  readonly contentHash: string;
  readonly lastUsedAt: Date | null;
}

/** What of a page has to be written. */
export interface PageNews {
  readonly different: readonly HashedResource[];
  readonly used: readonly HashedResource[];
}

/** An unchanged page has no news, so that an unchanged account costs no write. */
export function newsOf(page: readonly HashedResource[], known: ReadonlyMap<string, KnownResource>): PageNews {
  return {
    different: page.filter(({ observed, contentHash }) => known.get(observed.arn)?.contentHash !== contentHash),
    used: page.filter(({ observed: { arn, usage } }) => {
      return usage !== null && usage.lastUsedAt.getTime() !== known.get(arn)?.lastUsedAt?.getTime();
    }),
  };
}
