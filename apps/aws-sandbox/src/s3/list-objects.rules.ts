/** What a listing shows: objects, and what lies behind the delimiter as one entry each. */
export interface Listing<T> {
  readonly contents: readonly T[];
  readonly commonPrefixes: readonly string[];
  /** The last key or prefix shown, when there is more. */
  readonly next: string | undefined;
}

interface ListingQuery {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only what sorts after this. */
  readonly after: string;
  readonly limit: number;
}

/**
 * Lists keys in UTF-8 order. Keys with the delimiter behind the prefix fold into one common prefix, which counts as one
 * entry (S3 API reference, ListObjectsV2).
 */
export function listKeys<T extends { readonly key: string }>(sorted: readonly T[], query: ListingQuery): Listing<T> {
  const { prefix, delimiter, after, limit } = query;
  const contents: T[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  for (const item of sorted) {
    if (!item.key.startsWith(prefix) || item.key <= after) continue;
    const folded = foldedPrefix(item.key, prefix, delimiter);
    if (folded !== undefined && (folded === commonPrefixes.at(-1) || after.startsWith(folded))) continue;
    if (contents.length + commonPrefixes.length >= limit) return { contents, commonPrefixes, next: last ?? after };
    if (folded === undefined) contents.push(item);
    else commonPrefixes.push(folded);
    last = folded ?? item.key;
  }
  return { contents, commonPrefixes, next: undefined };
}

function foldedPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** UTF-8 order, which is code point order: JavaScript's own would put some characters elsewhere. */
export function byUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
