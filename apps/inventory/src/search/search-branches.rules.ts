import type { RequestOf, searchResources } from '@gatehouse/contracts';
import type { Branch, Condition } from './condition.js';
import type { Directory } from './directory.js';
import { facetOf } from './facet.js';
import { waysToContain } from './word-conditions.rules.js';
import { wordsOf } from './words.rules.js';

/** What a list of resources is narrowed by. */
export type SearchFilter = Omit<RequestOf<typeof searchResources>, 'limit' | 'cursor' | 'sort'>;

/** Each way to combine the ways in which words can occur is a search of its own; beyond so many they are tried row by row. */
const MOST_BRANCHES = 6;
const DAY_MS = 86_400_000;

/** What is searched for: whatever any of the branches finds. None when nothing can be found. */
export function branchesOf(filter: SearchFilter, directory: Directory, now: Date): readonly Branch[] {
  const filters = filterConditions(filter, directory, now);
  const ways = wordsOf(filter.search ?? '').flatMap((word) => {
    const found = waysToContain(word, directory);
    return found === null ? [] : [found];
  });
  return combined(filters, ways);
}

/** Whatever all filters and one of the ways of each word find. */
export function combined(filters: Branch, words: readonly (readonly Branch[])[]): readonly Branch[] {
  return combine(filters, words).flatMap((branch) => simplify(branch) ?? []);
}

/** What filters ask for, without words. */
export function filterConditions(filter: Omit<SearchFilter, 'search'>, directory: Directory, now: Date): Condition[] {
  const { tagKey, tagValue, owner, withDenials, unusedForDays, isPublic } = filter;
  const given: (Condition | false)[] = [
    ...whereabouts(filter, directory),
    tagKey !== undefined && tagCondition(tagKey, tagValue),
    owner !== undefined && { kind: 'facet', facet: facetOf('owner', owner) },
    isPublic !== undefined && { kind: 'facet', facet: facetOf('public', String(isPublic)) },
    unusedForDays !== undefined && { kind: 'unused', since: dayOf(now.getTime() - unusedForDays * DAY_MS) },
    withDenials === true && { kind: 'denied' },
  ];
  return given.filter((condition) => condition !== false);
}

/** The accounts and places that filters leave. */
function whereabouts(
  { accountId, ouPath, region, types }: Omit<SearchFilter, 'search'>,
  { accounts, places }: Directory,
): (Condition | false)[] {
  const isBelow = (path: string) => path === ouPath || path.startsWith(`${ouPath}/`);
  const isPlace = (place: Directory['places'][number]) =>
    (region === undefined || place.region === region) && (types === undefined || types.includes(place.resourceType));
  return [
    accountId !== undefined && { kind: 'accounts', ids: [accountId] },
    ouPath !== undefined && {
      kind: 'accounts',
      ids: accounts.filter((account) => isBelow(account.ouPath)).map((account) => account.accountId),
    },
    (region !== undefined || types !== undefined) && {
      kind: 'places',
      ids: places.filter(isPlace).map(({ placeId }) => placeId),
    },
  ];
}

function tagCondition(key: string, value: string | undefined): Condition {
  return { kind: 'facet', facet: value === undefined ? facetOf('key', key) : facetOf('tag', `${key}=${value}`) };
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function combine(filters: Branch, words: readonly (readonly Branch[])[]): Branch[] {
  let branches: Branch[] = [filters];
  for (const ways of [...words].sort((one, other) => one.length - other.length)) {
    branches =
      branches.length * ways.length <= MOST_BRANCHES
        ? branches.flatMap((branch) => ways.map((way) => [...branch, ...way]))
        : branches.map((branch) => [...branch, { kind: 'any', of: ways }]);
  }
  return branches;
}

/** One list of accounts and one of places at most; null when a list is empty, so that nothing can be found. */
function simplify(branch: Branch): [Branch] | null {
  const accounts = intersection(branch.flatMap((it) => (it.kind === 'accounts' ? [it.ids] : [])));
  const places = intersection(branch.flatMap((it) => (it.kind === 'places' ? [it.ids] : [])));
  if (accounts?.length === 0 || places?.length === 0) return null;
  return [
    [
      ...branch.filter(({ kind }) => kind !== 'accounts' && kind !== 'places'),
      ...(accounts === null ? [] : [{ kind: 'accounts' as const, ids: accounts }]),
      ...(places === null ? [] : [{ kind: 'places' as const, ids: places }]),
    ],
  ];
}

function intersection<T>(lists: readonly (readonly T[])[]): T[] | null {
  const [first, ...others] = lists;
  if (first === undefined) return null;
  const sets = others.map((list) => new Set(list));
  return first.filter((value) => sets.every((set) => set.has(value)));
}
