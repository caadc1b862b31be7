import type { Branch } from './condition.js';
import type { Directory } from './directory.js';

/** Fields of an ARN before the resource: `arn:partition:service:region:account:`. */
const HEAD_FIELDS = 4;

/**
 * The ways in which a resource can contain a word: any one of them is enough. Null when every resource does. Words are
 * looked up in the directory first, so that one which names a service, a region or an account finds its resources
 * without reading those of others.
 */
export function waysToContain(word: string, { accounts, places }: Directory): readonly Branch[] | null {
  const inAccounts = accounts.filter(({ accountId, name }) => accountId.includes(word) || contains(name, word));
  const inPlaces = places.filter(({ arnHead }) => arnHead.includes(word));
  if (isAll(inAccounts, accounts) || isAll(inPlaces, places)) return null;
  return [
    [{ kind: 'body', part: word }],
    ...accountsAmong(inAccounts),
    ...placesAmong(inPlaces),
    ...(word.includes(':') && inPlaces.length === 0 ? [acrossFields(word, { accounts, places })] : []),
  ];
}

/** The ways in which the ARN of a resource can contain a text. */
export function waysToBeArnWith(text: string, { accounts, places }: Directory): readonly Branch[] {
  const exact: Branch = [{ kind: 'arn', part: text }];
  const inPlaces = places.filter(({ arnHead }) => arnHead.includes(text));
  if (isAll(inPlaces, places)) return [[]];
  const inAccounts = accounts.filter(({ accountId }) => accountId.includes(text));
  return [
    [...exact, { kind: 'body', part: text }],
    ...placesAmong(inPlaces),
    ...accountsAmong(inAccounts).map((branch) => [...exact, ...branch]),
    ...(text.includes(':') && inPlaces.length === 0 ? [acrossFields(text, { accounts, places })] : []),
  ];
}

/** A part of an ARN that reaches over several of its fields; the fields of one that is written from its start are known. */
function acrossFields(word: string, { accounts, places }: Directory): Branch {
  const exact: Branch = [{ kind: 'arn', part: word }];
  if (!word.startsWith('arn:')) return exact;
  const fields = word.split(':');
  const head = fields.slice(0, HEAD_FIELDS).join(':');
  const account = fields[HEAD_FIELDS] ?? '';
  const rest = fields.slice(HEAD_FIELDS + 1).join(':');
  const isAccountWhole = fields.length > HEAD_FIELDS + 1;
  return [
    ...exact,
    { kind: 'places', ids: places.filter(({ arnHead }) => arnHead === head).map(({ placeId }) => placeId) },
    ...(account === '' ? [] : [{ kind: 'accounts' as const, ids: accountsLike(account, isAccountWhole, accounts) }]),
    ...(rest === '' ? [] : [{ kind: 'body' as const, part: rest }]),
  ];
}

function accountsLike(field: string, isWhole: boolean, accounts: Directory['accounts']): string[] {
  const ids = accounts.map(({ accountId }) => accountId);
  return ids.filter((id) => (isWhole ? id === field : id.startsWith(field)));
}

function accountsAmong(accounts: Directory['accounts']): Branch[] {
  return accounts.length === 0 ? [] : [[{ kind: 'accounts', ids: accounts.map(({ accountId }) => accountId) }]];
}

function placesAmong(places: Directory['places']): Branch[] {
  return places.length === 0 ? [] : [[{ kind: 'places', ids: places.map(({ placeId }) => placeId) }]];
}

const contains = (text: string, word: string): boolean => text.toLowerCase().includes(word);
const isAll = (some: readonly unknown[], all: readonly unknown[]): boolean =>
  all.length > 0 && some.length === all.length;
