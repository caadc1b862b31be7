import type { RequestOf, searchResources, suggestResources } from '@gatehouse/contracts';
import type { Sight } from '../visibility/sight.js';
import type { ListedAccount } from './listed-account.js';
import { ownerPart, tagPart } from './resource-text.rules.js';
import type { Wanted, WantedWord } from './wanted.js';
import { wordsOf } from './words.rules.js';

/** What a list of resources is narrowed by. */
export type SearchFilter = Omit<RequestOf<typeof searchResources>, 'limit' | 'cursor' | 'sort'>;
export type SuggestionFilter = Omit<RequestOf<typeof suggestResources>, 'limit' | 'text'>;

const DAY_MS = 86_400_000;

/** What a request asks for; names of accounts and OUs are looked up first. */
export function wantedOf(filter: SearchFilter, accounts: readonly ListedAccount[], now: Date): Wanted {
  const { isPublic, unusedForDays, withDenials } = filter;
  return {
    words: wordsOf(filter.search ?? '').map((word) => wordIn(word, accounts)),
    isArnOnly: false,
    nameBeginning: null,
    parts: partsOf(filter),
    ...placesOf(filter),
    accounts: accountsOf(filter, accounts),
    isPublic: isPublic ?? null,
    unusedSince: unusedForDays === undefined ? null : Math.floor(now.getTime() / DAY_MS) - unusedForDays,
    isDenied: withDenials === true,
  };
}

/** What is offered to somebody who types: names that begin so, or ARNs that contain it. */
export function offeredOf(typed: string, how: 'beginning' | 'containing', filter: SuggestionFilter): Wanted {
  return {
    words: how === 'containing' && typed !== '' ? [{ text: typed, accounts: new Set() }] : [],
    isArnOnly: true,
    nameBeginning: how === 'beginning' ? typed : null,
    parts: [],
    ...placesOf(filter),
    accounts: filter.accountId === undefined ? null : new Set([filter.accountId]),
    isPublic: null,
    unusedSince: null,
    isDenied: false,
  };
}

/** What is wanted, of all that somebody sees. */
export function withinSight(wanted: Wanted, sight: Pick<Sight, 'among'>): Wanted {
  return { ...wanted, accounts: sight.among(wanted.accounts) };
}

function placesOf({ types, region }: Pick<SearchFilter, 'types' | 'region'>): Pick<Wanted, 'types' | 'region'> {
  return { types: types === undefined ? null : new Set(types), region: region ?? null };
}

function partsOf({ tagKey, tagValue, owner }: SearchFilter): string[] {
  return [
    ...(tagKey === undefined ? [] : [tagPart(tagKey, tagValue)]),
    ...(owner === undefined ? [] : [ownerPart(owner)]),
  ];
}

function accountsOf({ accountId, ouPath }: SearchFilter, accounts: readonly ListedAccount[]): Set<string> | null {
  const isBelow = (path: string) => path === ouPath || path.startsWith(`${ouPath}/`);
  const inOu = accounts.filter((account) => isBelow(account.ouPath)).map((account) => account.accountId);
  if (ouPath === undefined) return accountId === undefined ? null : new Set([accountId]);
  return new Set(accountId === undefined ? inOu : inOu.filter((id) => id === accountId));
}

function wordIn(text: string, accounts: readonly ListedAccount[]): WantedWord {
  const named = accounts.filter(({ accountId, name }) => accountId.includes(text) || name.toLowerCase().includes(text));
  return { text, accounts: new Set(named.map(({ accountId }) => accountId)) };
}
