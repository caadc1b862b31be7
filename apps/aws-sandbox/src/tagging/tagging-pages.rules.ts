import { AwsError } from '../protocol/aws-error.js';

/** One page; AWS writes an empty token when it is the last. */
export interface TaggingPage<T> {
  readonly items: readonly T[];
  readonly PaginationToken: string;
}

interface PageSize<T> {
  readonly token: string | undefined;
  readonly items: number;
  /** How many tags the resources of a page may have together, and how many one of them has. */
  readonly tags?: { readonly most: number; readonly of: (item: T) => number };
}

/** Cuts a page out of a sorted list. The token holds the key of the last item, so that changes in between do no harm. */
export function taggingPage<T>(sorted: readonly T[], keyOf: (item: T) => string, size: PageSize<T>): TaggingPage<T> {
  const after = size.token === undefined || size.token === '' ? undefined : readToken(size.token);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Math.min(size.items, fitting(rest, size)));
  const last = items.at(-1);
  const more = last !== undefined && items.length < rest.length;
  return { items, PaginationToken: more ? writeToken(keyOf(last)) : '' };
}

/** How many resources fit into the limit on tags. Resources are not split, and one without tags counts as one tag. */
function fitting<T>(items: readonly T[], { tags }: PageSize<T>): number {
  if (tags === undefined) return items.length;
  let room = tags.most;
  const over = items.findIndex((item) => (room -= Math.max(1, tags.of(item))) < 0);
  return over < 0 ? items.length : Math.max(1, over);
}

function writeToken(after: string): string {
  return Buffer.from(JSON.stringify({ v: 1, after })).toString('base64');
}

function readToken(token: string): string {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as { v?: unknown; after?: unknown };
    if (value.v === 1 && typeof value.after === 'string') return value.after;
  } catch {
    // Fall through: whatever it was, it was no token of ours.
  }
  throw new AwsError('PaginationTokenExpiredException', 'The PaginationToken is not valid. Start again without one.');
}
