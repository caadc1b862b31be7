import { soughtPart, soughtWord, type SoughtPart, type SoughtWord } from './finding.rules.js';
import { partsOfKind } from './kind-key.rules.js';
import type { Segment } from './segment.js';
import { lineOfPart } from './resource-text.rules.js';
import type { Vocabulary } from './vocabulary.js';
import type { Wanted } from './wanted.js';

/** A word, and where all is that has it, apart from texts. */
export interface Word {
  readonly word: SoughtWord;
  readonly accounts: readonly number[];
  readonly lines: readonly number[];
}

/** A part of texts, and the shared lines that are as good. */
export interface Part {
  readonly part: SoughtPart;
  readonly lines: readonly number[];
}

/** What is wanted, in the numbers of a vocabulary. */
export interface Sought {
  readonly words: readonly Word[];
  readonly parts: readonly Part[];
  /** Null for all. */
  readonly accounts: readonly number[] | null;
  /** Null for all. */
  readonly kinds: readonly number[] | null;
}

export function soughtIn(vocabulary: Vocabulary, wanted: Wanted): Sought {
  const { words, parts, accounts, types, region } = wanted;
  const isKind = (key: string) => {
    const [type, itsRegion] = partsOfKind(key);
    return (types === null || types.has(type)) && (region === null || itsRegion === region);
  };
  return {
    words: words.map(({ text, accounts: named }) => {
      const word = soughtWord(text);
      const lines = wanted.isArnOnly ? [] : vocabulary.lines.containing(word.text);
      return { word, accounts: numbersOf(vocabulary, named), lines };
    }),
    parts: parts.map((part) => ({ part: soughtPart(part), lines: vocabulary.lines.with(...lineOfPart(part)) })),
    accounts: accounts === null ? null : numbersOf(vocabulary, accounts),
    kinds: types === null && region === null ? null : vocabulary.kinds.matching(isKind),
  };
}

function numbersOf(vocabulary: Vocabulary, accounts: ReadonlySet<string>): number[] {
  return [...accounts].flatMap((account) => vocabulary.accounts.find(account) ?? []);
}

/** Something that a resource may be, by its slot. */
export type Test = (slot: number) => boolean;

/** What must hold of a match. */
export interface Tests {
  /** All that lists tell as well: it need not be looked at where they are to be believed. */
  readonly listed: Test;
  /** What only looking tells; null for nothing. */
  readonly unlisted: Test | null;
}

/** What lists are of, apart from texts. */
export type ColumnName = 'account' | 'kind' | 'isPublic' | 'isDenied';

/** `unlisted`: columns of which lists did not tell. */
export function testsOf(
  segment: Segment,
  wanted: Wanted,
  { sought, unlisted }: { readonly sought: Sought; readonly unlisted: readonly ColumnName[] },
): Tests {
  const columns = columnTests(segment, wanted, sought);
  const looked = [...unlisted.flatMap((name) => columns[name] ?? []), ...neverListed(segment, wanted)];
  const isLive: Test = (slot) => segment.live.has(slot);
  return {
    listed: all([isLive, ...Object.values(columns), ...textTests(segment, wanted, sought)]),
    unlisted: looked.length === 0 ? null : all(looked),
  };
}

/** Whether all hold; as nested calls, which compile to less than a loop over them. */
function all(tests: readonly Test[]): Test {
  return tests.reduce((one, other) => (slot) => one(slot) && other(slot));
}

function neverListed({ columns, texts }: Segment, { isPublic, unusedSince, nameBeginning }: Wanted): Test[] {
  const tests: Test[] = [];
  if (isPublic === false) tests.push((slot) => columns.isPublic(slot) === false);
  if (unusedSince !== null) tests.push((slot) => isUnused(columns.unusedSince[slot] ?? 0, unusedSince));
  if (nameBeginning !== null) tests.push((slot) => texts.name(slot).startsWith(nameBeginning));
  return tests;
}

function textTests({ columns, texts, vocabulary }: Segment, wanted: Wanted, sought: Sought): Test[] {
  const { accounts, lines: known } = vocabulary;
  const parts = sought.parts.map(({ part, lines }): Test => {
    const isLine = membersOf(lines, known.size);
    return (slot) => texts.hasShared(slot, isLine) || texts.has(slot, part);
  });
  const words = sought.words.map(({ word, accounts: named, lines }): Test => {
    const isLine = membersOf(lines, known.size);
    const isText: Test = wanted.isArnOnly
      ? (slot) => texts.arnContains(slot, word)
      : (slot) => texts.contains(slot, word) || (lines.length > 0 && texts.hasShared(slot, isLine));
    const isNamed = membersOf(named, accounts.size);
    return named.length === 0 ? isText : (slot) => isText(slot) || isNamed[columns.account[slot] ?? 0] === 1;
  });
  return [...parts, ...words];
}

function columnTests(
  { columns, vocabulary: { accounts, kinds } }: Segment,
  wanted: Wanted,
  sought: Sought,
): Partial<Record<ColumnName, Test>> {
  const tests: Partial<Record<ColumnName, Test>> = {};
  if (sought.accounts !== null) {
    const isAmong = membersOf(sought.accounts, accounts.size);
    tests.account = (slot) => isAmong[columns.account[slot] ?? 0] === 1;
  }
  if (sought.kinds !== null) {
    const isAmong = membersOf(sought.kinds, kinds.size);
    tests.kind = (slot) => isAmong[columns.kind[slot] ?? 0] === 1;
  }
  if (wanted.isPublic === true) tests.isPublic = (slot) => columns.isPublic(slot) === true;
  if (wanted.isDenied) tests.isDenied = (slot) => columns.isDenied(slot);
  return tests;
}

const isUnused = (day: number, since: number) => day !== 0 && day <= since;

function membersOf(numbers: readonly number[], size: number): Uint8Array {
  const members = new Uint8Array(size);
  for (const number of numbers) members[number] = 1;
  return members;
}
