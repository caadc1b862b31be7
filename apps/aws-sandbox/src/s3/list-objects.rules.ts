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
  const entries = entriesOf(sorted, query);
  const shown = entries.slice(0, query.limit);
  return {
    contents: shown.flatMap((entry) => ('item' in entry ? [entry.item] : [])),
    commonPrefixes: shown.flatMap((entry) => ('prefix' in entry ? [entry.prefix] : [])),
    next: entries.length > shown.length ? (nameOf(shown.at(-1)) ?? query.after) : undefined,
  };
}

type Entry<T> = { readonly item: T } | { readonly prefix: string };

function nameOf<T extends { readonly key: string }>(entry: Entry<T> | undefined): string | undefined {
  if (entry === undefined) return undefined;
  return 'item' in entry ? entry.item.key : entry.prefix;
}

/** One entry more than the limit at most: enough to know whether the list goes on. */
function entriesOf<T extends { readonly key: string }>(sorted: readonly T[], query: ListingQuery): Entry<T>[] {
  const entries: Entry<T>[] = [];
  let folding: string | undefined;
  const behind = sorted.filter(({ key }) => key.startsWith(query.prefix) && !isBefore(key, query.after));
  for (const item of behind) {
    const prefix = foldedPrefix(item.key, query.prefix, query.delimiter);
    const seen = prefix !== undefined && (prefix === folding || query.after.startsWith(prefix));
    folding = prefix;
    if (seen) continue;
    entries.push(prefix === undefined ? { item } : { prefix });
    if (entries.length > query.limit) break;
  }
  return entries;
}

function isBefore(key: string, after: string): boolean {
  return after !== '' && byUtf8(key, after) <= 0;
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
