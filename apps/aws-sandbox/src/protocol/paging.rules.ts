import type { AwsError } from './aws-error.js';

/** How one list is cut into pages. */
export interface Paging<T> {
  /** What the list is sorted by, in code unit order; unique within the list. */
  readonly keyOf: (item: T) => string;
  readonly limit: number;
  /** What the caller handed back from the page before. */
  readonly token: string | undefined;
  /** The service's own error for a token that it did not write. */
  readonly badToken: () => AwsError;
}

/** Part of a list; `next` is there exactly when the list goes on. */
export interface CutPage<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * One page of a list, sorted by its keys. The token holds the last key seen and not a position, so that what comes and
 * goes between two pages neither repeats nor hides another item.
 */
export function cutPage<T>(list: Iterable<T>, { keyOf, limit, token, badToken }: Paging<T>): CutPage<T> {
  const after = token === undefined ? undefined : readToken(token);
  if (token !== undefined && after === undefined) throw badToken();
  const sorted = [...list].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || items.length === rest.length) return { items };
  return { items, next: writeToken(keyOf(last)) };
}

function writeToken(after: string): string {
  return Buffer.from(JSON.stringify({ v: 1, after })).toString('base64');
}

function readToken(token: string): string | undefined {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as { v?: unknown; after?: unknown };
    return value.v === 1 && typeof value.after === 'string' ? value.after : undefined;
  } catch {
    // Whatever it was, it was no token of ours.
    return undefined;
  }
}
