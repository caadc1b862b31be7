import { chosenGrams, gramsBeginningWith } from './grams.rules.js';
import type { PostingLists } from './posting-lists.js';
import type { ResourceIndex } from './resource-index.js';
import type { SlotSet } from './slot-set.js';
import type { Sought } from './sought.js';
import type { Wanted } from './wanted.js';

/** What more than every fourth resource has is not worth looking up. */
const WORTHWHILE = 0.25;
/** More grams of a word make the set hardly smaller. */
const MOST_GRAMS = 4;
/** Looking at a text takes as long as reading so many slots of a list. */
const TEXT_COST = 50;
/** Another list costs so much even if it is short: the set is gone over. */
const SET_COST = 100_000;

/** The sets that a search needs for itself while it runs. */
export interface Scratch {
  readonly found: SlotSet;
  readonly part: SlotSet;
  readonly other: SlotSet;
}

/** Gives `scratch.found` all that may be wanted, and as little else as lists can tell in less time than texts. */
export function narrow(index: ResourceIndex, wanted: Wanted, sought: Sought, scratch: Scratch): void {
  scratch.found.copy(index.live);
  byTerms(index, { lists: index.ofAccount, terms: sought.accounts }, scratch);
  byTerms(index, { lists: index.ofKind, terms: sought.kinds }, scratch);
  if (wanted.isPublic === true) index.isPublic.intersect(0, scratch.found, scratch.part);
  if (wanted.isDenied) index.isDenied.intersect(0, scratch.found, scratch.part);
  byTexts(index, sought, scratch);
  for (const { word, accounts } of sought.words) {
    if (accounts.length > 0) byTextOrAccounts(index, { bytes: word.bytes, accounts }, scratch);
  }
}

interface AnyTerm {
  readonly lists: PostingLists;
  /** Null for all. */
  readonly terms: readonly number[] | null;
}

/** Leaves what has any of the terms. */
function byTerms(index: ResourceIndex, { lists, terms }: AnyTerm, { found, part }: Scratch): void {
  if (terms === null || !isWorthwhile(index, lists, terms)) return;
  part.clear();
  for (const term of terms) lists.addTo(term, part);
  found.intersect(part);
}

/** Leaves what has the grams of everything that must occur in texts, the rarest first. */
function byTexts(index: ResourceIndex, { parts, words }: Sought, scratch: Scratch): void {
  const inTexts = words.flatMap(({ word, accounts }) => (accounts.length === 0 ? [word.bytes] : []));
  for (const bytes of inTexts)
    if (bytes.length < 3 && withShort(index, bytes, scratch)) scratch.found.intersect(scratch.part);
  const grams = [...parts.map(({ folded }) => folded), ...inTexts].flatMap((bytes) => gramsFor(index, bytes));
  withGrams(index, [...new Set(grams)], { of: scratch.found, scratch: scratch.part });
}

interface TextOrAccounts {
  readonly bytes: Uint8Array;
  readonly accounts: readonly number[];
}

/** Leaves what has all grams of some bytes, or is in one of the accounts. */
function byTextOrAccounts(index: ResourceIndex, { bytes, accounts }: TextOrAccounts, scratch: Scratch): void {
  const { found, part, other } = scratch;
  if (!isWorthwhile(index, index.ofAccount, accounts) || !isWorthReading(SET_COST, found.count())) return;
  const [rarest, ...more] = bytes.length < 3 ? [] : gramsFor(index, bytes);
  if (rarest === undefined) {
    if (!withShort(index, bytes, scratch)) return;
  } else {
    part.clear();
    index.grams.addTo(rarest, part);
    withGrams(index, more, { of: part, scratch: other });
  }
  for (const account of accounts) index.ofAccount.addTo(account, part);
  found.intersect(part);
}

/** Leaves in a set what has the grams, as long as that is faster than looking at the texts of what is left. */
function withGrams(
  index: ResourceIndex,
  grams: readonly number[],
  { of, scratch }: { readonly of: SlotSet; readonly scratch: SlotSet },
): void {
  const byCount = [...grams].sort((one, other) => index.grams.count(one) - index.grams.count(other));
  for (const gram of byCount) {
    if (isWorthReading(index.grams.readingCost(gram) + SET_COST, of.count())) index.grams.intersect(gram, of, scratch);
  }
}

/** One or two letters: whatever has a gram that begins with them, where these are few. */
function withShort(index: ResourceIndex, bytes: Uint8Array, { part }: Scratch): boolean {
  if (bytes.length === 0) return false;
  const [from, below] = gramsBeginningWith(bytes);
  const terms = Array.from({ length: below - from }, (_, at) => from + at);
  if (!isWorthwhile(index, index.grams, terms)) return false;
  part.clear();
  for (const term of terms) index.grams.addTo(term, part);
  return true;
}

function gramsFor(index: ResourceIndex, bytes: Uint8Array): number[] {
  return chosenGrams(bytes, (gram) => index.grams.count(gram), MOST_GRAMS);
}

function isWorthwhile(index: ResourceIndex, lists: PostingLists, terms: readonly number[]): boolean {
  return terms.reduce((sum, term) => sum + lists.count(term), 0) <= index.slots * WORTHWHILE;
}

/** A list is read when that takes less time than to look at half of the texts that are left. */
function isWorthReading(cost: number, left: number): boolean {
  return cost <= (left / 2) * TEXT_COST;
}
