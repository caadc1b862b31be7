/** One thing that a resource must be; a search is one or several lists of these. */
export type Condition =
  /** The end of its ARN, its name, tags or owner contain this (in lower case). */
  | { readonly kind: 'body'; readonly part: string }
  /** Its whole ARN contains this (in lower case). */
  | { readonly kind: 'arn'; readonly part: string }
  /** Its name begins with this (in lower case). */
  | { readonly kind: 'name'; readonly beginning: string }
  | { readonly kind: 'accounts'; readonly ids: readonly string[] }
  | { readonly kind: 'places'; readonly ids: readonly number[] }
  /** Has a tag, an owner and so on; see `facetOf`. */
  | { readonly kind: 'facet'; readonly facet: string }
  /** A principal last used on this day or before, `2026-11-22`. */
  | { readonly kind: 'unused'; readonly since: string }
  | { readonly kind: 'denied' }
  | { readonly kind: 'any'; readonly of: readonly Branch[] };

/** What all must hold of a resource. */
export type Branch = readonly Condition[];

/** How a list is sorted. */
export type SortOrder = 'arn' | 'name' | 'changed';

/** Where a page ended: the value that is sorted by, and what tells rows with the same value apart. */
export interface Position {
  readonly key: string;
  readonly rowId: string;
}

/** Beyond this, rows are not counted. */
export const COUNT_LIMIT = 10_000;
