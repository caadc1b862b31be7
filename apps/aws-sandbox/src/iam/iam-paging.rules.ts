import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, refuseViolations } from '../protocol/validation.rules.js';

/** Marker and MaxItems, alike in all of IAM's lists. */
export const PAGING_CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  Marker: { minLength: 1, maxLength: 10_000, pattern: '[\\u0020-\\u00FF]+' },
  MaxItems: { min: 1, max: 1000 },
};

const DEFAULT_ITEMS = 100;

interface PagingInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a list. `Marker` is there exactly when the list goes on. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/**
 * Cuts a page out of a sorted list. The marker holds the key of the last item seen, not a position, so that what is
 * created or deleted between two pages neither repeats nor hides another item.
 */
export function pageOf<T>(sorted: readonly T[], keyOf: (item: T) => string, input: PagingInput): Page<T> {
  refuseViolations(input as Record<string, unknown>, PAGING_CONSTRAINTS);
  const start = input.Marker === undefined ? 0 : firstAfter(sorted, keyOf, readMarker(input.Marker));
  const items = sorted.slice(start, start + (input.MaxItems ?? DEFAULT_ITEMS));
  const last = items.at(-1);
  if (last === undefined || start + items.length >= sorted.length) return { items, IsTruncated: false };
  return { items, IsTruncated: true, Marker: writeMarker(keyOf(last)) };
}

function firstAfter<T>(sorted: readonly T[], keyOf: (item: T) => string, key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(sorted[middle] as T) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writeMarker(key: string): string {
  return Buffer.from(JSON.stringify({ v: 1, after: key })).toString('base64');
}

function readMarker(marker: string): string {
  try {
    const value = JSON.parse(Buffer.from(marker, 'base64').toString('utf8')) as { v?: unknown; after?: unknown };
    if (value.v === 1 && typeof value.after === 'string') return value.after;
  } catch {
    // Fall through: whatever it was, it was no marker of ours.
  }
  throw new AwsError('ValidationError', 'Invalid Marker.');
}

/** Sorts by key in code unit order, the order that markers compare in. */
export function sortedBy<T>(items: Iterable<T>, keyOf: (item: T) => string): readonly T[] {
  return [...items].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
