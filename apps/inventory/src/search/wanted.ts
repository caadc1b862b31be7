/** A word that must occur. */
export interface WantedWord {
  /** In lower case. */
  readonly text: string;
  /** Accounts that are named so: all that is in them has the word. */
  readonly accounts: ReadonlySet<string>;
}

/** What all must hold of a resource that is searched for. */
export interface Wanted {
  readonly words: readonly WantedWord[];
  /** Whether words must occur in the ARN itself. */
  readonly isArnOnly: boolean;
  /** Null for any name. In lower case. */
  readonly nameBeginning: string | null;
  /** What the texts must contain to the letter. */
  readonly parts: readonly string[];
  /** Null for all. */
  readonly accounts: ReadonlySet<string> | null;
  /** Null for all. */
  readonly types: ReadonlySet<string> | null;
  readonly region: string | null;
  readonly isPublic: boolean | null;
  /** Principals last used on this day, in days since 1970, or before; null for everything. */
  readonly unusedSince: number | null;
  readonly isDenied: boolean;
}

/** How a list is sorted. */
export type SortOrder = 'arn' | 'name' | 'changed';

/** Where a page ended: what it is sorted by, and what tells resources of which that is the same apart. */
export interface Position {
  readonly key: string;
  readonly arn: string;
}

/** Beyond this, resources are not counted. */
export const COUNT_LIMIT = 10_000;

/** So many are looked at one by one to be counted: nobody needs to know whether it is 2,000 or 9,000 that slowly. */
export const LOOKS_LIMIT = 2_000;

/** How many there are; not exact when there may be more than were counted. */
export interface Count {
  readonly total: number;
  readonly isExact: boolean;
}
