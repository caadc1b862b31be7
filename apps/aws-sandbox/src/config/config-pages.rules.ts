import { AwsError } from '../protocol/aws-error.js';

/** Reads a token of `writeToken`; whatever else it is, is Config's own error. */
export function readToken<T extends object>(
  token: string | undefined,
  isRight: (value: object) => value is T,
): T | undefined {
  if (token === undefined || token === '') return undefined;
  try {
    const value = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as unknown;
    if (typeof value === 'object' && value !== null && isRight(value)) return value;
  } catch {
    // Fall through: whatever it was, it was no token of ours.
  }
  throw new AwsError('InvalidNextTokenException', 'The nextToken provided is invalid.');
}

export function writeToken(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

/** The size of a page, within Config's limits. */
export function pageSize(limit: number | undefined, { standard, most }: { standard: number; most: number }): number {
  if (limit === undefined || limit === 0) return standard;
  if (limit > 0 && limit <= most) return limit;
  throw new AwsError(
    'InvalidLimitException',
    `The specified limit is outside the allowable range: 0 to ${String(most)}.`,
  );
}

interface Offset {
  readonly after: string;
}

function isOffset(value: object): value is Offset {
  return 'after' in value && typeof value.after === 'string';
}

/** One page of a sorted list; the token holds the key of the last item. */
export function pageOf<T>(
  sorted: readonly T[],
  keyOf: (item: T) => string,
  { token, size }: { readonly token: string | undefined; readonly size: number },
): { readonly items: readonly T[]; readonly next: string | undefined } {
  const after = readToken(token, isOffset)?.after;
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  const more = last !== undefined && rest.length > items.length;
  return { items, next: more ? writeToken({ after: keyOf(last) }) : undefined };
}
