import { Candidates } from './candidates.js';
import { isItsGram } from './grams.rules.js';
import type { PostingLists } from './posting-lists.js';
import type { Segment } from './segment.js';
import { SlotSet } from './slot-set.js';
import type { ColumnName, Sought } from './sought.js';
import type { Wanted } from './wanted.js';

/** Lists that hold more than every fourth resource are not worth reading. */
const WORTHWHILE = 0.25;
/** So few are looked at one by one: that is faster than to go over the sets. */
const FEW = 4_000;
/** How every ARN begins. */
const ARN = 'arn:';

/** The sets that a search needs for itself while it runs. */
export interface Scratch {
  /** What may be wanted. */
  readonly found: SlotSet;
  /** What is wanted for sure as far as lists tell; the others have to be looked at. */
  readonly sure: SlotSet;
  readonly part: SlotSet;
  readonly candidates: Candidates;
}

export function newScratch(segment: Segment): Scratch {
  const set = () => new SlotSet(segment.slots);
  return { found: set(), sure: set(), part: set(), candidates: new Candidates(segment.grams, segment.slots) };
}

/**
 * Gives `found` all that may be wanted, and as little else as lists can tell in less time than texts; and `sure`. Tells
 * which columns have to be looked at in any case, because their lists are too long.
 */
export function narrow(segment: Segment, wanted: Wanted, sought: Sought, scratch: Scratch): ColumnName[] {
  return new Narrowing(segment, scratch).by(wanted, sought);
}

interface AnyTerm {
  readonly lists: PostingLists;
  readonly terms: readonly number[];
}

interface Text {
  readonly bytes: Uint8Array;
  /** What has one of these lines, or is in one of the accounts, has the text. */
  readonly lines: readonly number[];
  readonly accounts: readonly number[];
  /** Whether it may occur anywhere, in lower case. */
  readonly isWord: boolean;
}

class Narrowing {
  /** At most so many are found. */
  #left: number;

  constructor(
    private readonly segment: Segment,
    private readonly scratch: Scratch,
  ) {
    this.#left = segment.size;
  }

  by(wanted: Wanted, { accounts, kinds, parts, words }: Sought): ColumnName[] {
    const { segment } = this;
    const { found, sure } = this.scratch;
    found.copy(segment.live);
    const columns: readonly (readonly [ColumnName, PostingLists, readonly number[] | null])[] = [
      ['account', segment.ofAccount, accounts],
      ['kind', segment.ofKind, kinds],
      ['isPublic', segment.isPublic, wanted.isPublic === true ? [0] : null],
      ['isDenied', segment.isDenied, wanted.isDenied ? [0] : null],
    ];
    const unlisted = columns.flatMap(([name, lists, terms]) => (this.#byTerms(lists, terms) ? [] : [name]));
    sure.copy(segment.believed);
    if (this.#left < segment.size) sure.intersect(found);
    const texts = [
      ...parts.map(({ part, lines }) => ({ bytes: part.folded, lines, accounts: [], isWord: false })),
      ...words.map(({ word: { bytes }, lines, accounts: named }) => {
        return { bytes, lines, accounts: named, isWord: !wanted.isArnOnly };
      }),
    ];
    for (const text of this.#rarestFirst(texts)) this.#byText(text);
    return unlisted;
  }

  #rarestFirst(texts: readonly Text[]): readonly Text[] {
    if (texts.length < 2) return texts;
    const { ofLine, ofAccount, slots } = this.segment;
    const countOf = (lists: PostingLists, terms: readonly number[]) =>
      terms.reduce((sum, term) => sum + lists.count(term), 0);
    const counted = texts.map((text) => ({
      text,
      count:
        countOf(ofLine, text.lines) +
        countOf(ofAccount, text.accounts) +
        (this.scratch.candidates.most(text.bytes) ?? slots),
    }));
    return counted.sort((one, other) => one.count - other.count).map(({ text }) => text);
  }

  /** Leaves what has any of the terms, where it is not all the same; false when lists take too long to read. */
  #byTerms(lists: PostingLists, terms: readonly number[] | null): boolean {
    if (terms === null) return true;
    const { found, part } = this.scratch;
    part.clear();
    const count = this.#add({ lists, terms }, part);
    if (count === null) return false;
    found.intersect(part);
    this.#left = Math.min(this.#left, count);
    return true;
  }

  /** Adds what has any of the terms, and tells how many these are at most; null when that takes too long. */
  #add({ lists, terms }: AnyTerm, set: SlotSet): number | null {
    const cost = terms.reduce((sum, term) => sum + lists.readingCost(term), 0);
    if (cost > this.segment.slots * WORTHWHILE) return null;
    for (const term of terms) lists.addTo(term, set);
    return terms.reduce((sum, term) => sum + lists.count(term), 0);
  }

  /** Leaves what has a text in what it shares with others, and what has all its grams and is to be looked at. */
  #byText(text: Text): void {
    const { part, sure } = this.scratch;
    part.clear();
    const shared = this.#left <= FEW ? null : this.#addShared(text);
    if (shared === null) sure.clear();
    else this.#byGrams(text, shared);
  }

  #byGrams({ bytes, isWord }: Text, shared: number): void {
    const { part, found, sure, candidates } = this.scratch;
    const isNarrowed = candidates.read(bytes, found);
    const isProof = isNarrowed && isWord && isItsGram(bytes);
    if (isProof) candidates.addTo(part);
    if (isProof || shared > 0) sure.intersect(part);
    else sure.clear();
    if (!isNarrowed) return;
    if (!isProof) candidates.addTo(part);
    found.intersect(part);
    this.#left = Math.min(this.#left, candidates.count + shared);
  }

  #addShared({ bytes, lines, accounts, isWord }: Text): number | null {
    const { part } = this.scratch;
    const ofLines = this.#add({ lists: this.segment.ofLine, terms: lines }, part);
    const ofAccounts = ofLines === null ? null : this.#add({ lists: this.segment.ofAccount, terms: accounts }, part);
    return ofLines === null || ofAccounts === null
      ? null
      : ofLines + ofAccounts + (isWord ? this.#addBeginning(bytes) : 0);
  }

  /** What begins with the beginning of an ARN stands together. */
  #addBeginning(bytes: Uint8Array): number {
    const beginning = Buffer.from(bytes);
    if (!beginning.toString('latin1').startsWith(ARN)) return 0;
    const from = this.segment.arnsBefore(beginning, false);
    const to = this.segment.arnsBefore(Buffer.concat([beginning, Buffer.of(0xff)]), false);
    this.scratch.part.addRange(from, to);
    return to - from;
  }
}
