import { partsOfKind, type ResourceIndex } from './resource-index.js';
import { soughtPart, soughtWord, type SoughtPart, type SoughtWord } from './text-store.js';
import type { Wanted } from './wanted.js';

/** What is wanted, in the numbers of an index. */
export interface Sought {
  readonly words: readonly { readonly word: SoughtWord; readonly accounts: readonly number[] }[];
  readonly parts: readonly SoughtPart[];
  /** Null for all. */
  readonly accounts: readonly number[] | null;
  /** Null for all. */
  readonly kinds: readonly number[] | null;
}

export function soughtIn(index: ResourceIndex, { words, parts, accounts, types, region }: Wanted): Sought {
  const isKind = (key: string) => {
    const [type, itsRegion] = partsOfKind(key);
    return (types === null || types.has(type)) && (region === null || itsRegion === region);
  };
  return {
    words: words.map(({ text, accounts: named }) => ({ word: soughtWord(text), accounts: numbersOf(index, named) })),
    parts: parts.map(soughtPart),
    accounts: accounts === null ? null : numbersOf(index, accounts),
    kinds: types === null && region === null ? null : index.kinds.matching(isKind),
  };
}

function numbersOf(index: ResourceIndex, accounts: ReadonlySet<string>): number[] {
  return [...accounts].flatMap((account) => index.accounts.find(account) ?? []);
}

/** Tells whether the resource at a slot is what is wanted. */
export function testOf(index: ResourceIndex, wanted: Wanted, sought: Sought): (slot: number) => boolean {
  const { columns, live, texts } = index;
  const tests = [(slot: number) => live.has(slot), ...columnTests(index, wanted, sought)];
  const { nameBeginning } = wanted;
  if (nameBeginning !== null) tests.push((slot) => texts.name(slot).startsWith(nameBeginning));
  for (const part of sought.parts) tests.push((slot) => texts.has(slot, part));
  for (const { word, accounts } of sought.words) {
    const isNamed = memberOf(accounts, index.accounts.size);
    tests.push((slot) => isNamed(columns.account[slot]) || texts.contains(slot, word, wanted.isArnOnly));
  }
  return (slot) => tests.every((test) => test(slot));
}

function columnTests({ columns, accounts, kinds }: ResourceIndex, wanted: Wanted, sought: Sought) {
  const { isPublic, unusedSince } = wanted;
  const tests: ((slot: number) => boolean)[] = [];
  if (sought.accounts !== null) {
    const isAmong = memberOf(sought.accounts, accounts.size);
    tests.push((slot) => isAmong(columns.account[slot]));
  }
  if (sought.kinds !== null) {
    const isAmong = memberOf(sought.kinds, kinds.size);
    tests.push((slot) => isAmong(columns.kind[slot]));
  }
  if (isPublic !== null) tests.push((slot) => columns.isPublic(slot) === isPublic);
  if (wanted.isDenied) tests.push((slot) => columns.isDenied(slot));
  if (unusedSince !== null) tests.push((slot) => isUnused(columns.unusedSince[slot] ?? 0, unusedSince));
  return tests;
}

const isUnused = (day: number, since: number) => day !== 0 && day <= since;

function memberOf(numbers: readonly number[], size: number): (number: number | undefined) => boolean {
  const members = new Uint8Array(size);
  for (const number of numbers) members[number] = 1;
  return (number) => number !== undefined && members[number] === 1;
}
