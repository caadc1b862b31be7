import type { IndexedResource } from './indexed-resource.js';
import { ownerPart, tagPart } from './resource-text.rules.js';
import { nameKey } from './text-store.js';
import type { SortOrder, Wanted } from './wanted.js';

/** A search for everything. */
export const EVERYTHING: Wanted = {
  words: [],
  isArnOnly: false,
  nameBeginning: null,
  parts: [],
  accounts: null,
  types: null,
  region: null,
  isPublic: null,
  unusedSince: null,
  isDenied: false,
};

/** What a spec asks for; tags and owners as such. */
export interface Asked extends Partial<Omit<Wanted, 'parts'>> {
  readonly tag?: readonly [key: string, value?: string];
  readonly owner?: string;
}

/** The same as the index is asked. */
export function wantedFor({ tag, owner, ...asked }: Asked): Wanted {
  const parts = [...(tag ? [tagPart(tag[0], tag[1])] : []), ...(owner === undefined ? [] : [ownerPart(owner)])];
  return { ...EVERYTHING, ...asked, parts };
}

/** A word, and accounts that are named so. */
export const word = (text: string, ...accounts: string[]) => ({ text, accounts: new Set(accounts) });

const isMet = <T>(asked: T | null | undefined, test: (asked: T) => boolean) =>
  asked === null || asked === undefined || test(asked);

function textOf(one: IndexedResource, isArnOnly: boolean): string {
  const lines = [one.name, one.owner ?? '', ...Object.entries(one.tags).map((tag) => tag.join('='))];
  return [one.arn, ...(isArnOnly ? [] : lines)].join('\n').toLowerCase();
}

/** What is asked for, written down plainly. */
export function isAskedFor(one: IndexedResource, asked: Asked): boolean {
  const text = textOf(one, asked.isArnOnly ?? false);
  return [
    (asked.words ?? []).every(({ text: each, accounts }) => text.includes(each) || accounts.has(one.accountId)),
    isMet(
      asked.tag,
      ([key, value]) => Object.hasOwn(one.tags, key) && (value === undefined || one.tags[key] === value),
    ),
    isMet(asked.owner, (owner) => one.owner === owner),
    isMet(asked.accounts, (accounts) => accounts.has(one.accountId)),
    isMet(asked.types, (types) => types.has(one.resourceType)),
    isMet(asked.region, (region) => region === one.region),
    isMet(asked.isPublic, (isPublic) => isPublic === one.isPublic),
    isMet(asked.unusedSince, (since) => one.unusedSince > 0 && one.unusedSince <= since),
    isMet(asked.nameBeginning, (beginning) => nameKey(one.name).startsWith(beginning)),
    asked.isDenied !== true || one.isDenied,
  ].every(Boolean);
}

/** By the bytes of ARNs. */
export const byArn = (one: { readonly arn: string }, other: { readonly arn: string }) =>
  Buffer.compare(Buffer.from(one.arn), Buffer.from(other.arn));

/** How lists are sorted. */
export const IN_ORDER: Readonly<Record<SortOrder, (one: IndexedResource, other: IndexedResource) => number>> = {
  arn: byArn,
  name: (one, other) =>
    Buffer.compare(Buffer.from(nameKey(one.name)), Buffer.from(nameKey(other.name))) || byArn(one, other),
  changed: (one, other) => other.changedAt - one.changedAt || byArn(one, other),
};
