import { SlotSet } from './slot-set.js';

/** A list that holds more than every so many slots is read faster as a set, and takes hardly more memory. */
const DENSE = 16;
const SMALLEST_SET = 65_536;
const FIRST_BYTES = 8;
const GROWTH = 1.5;

/**
 * For each term the slots that have it, as differences of one to five bytes. Slots come in ascending order; one that
 * comes late is kept aside. What a term is taken from stays in its list: lists say where to look, not what is there.
 */
export class PostingLists {
  readonly #bytes: (Uint8Array | undefined)[] = [];
  readonly #sets: (SlotSet | undefined)[] = [];
  readonly #late = new Map<number, Set<number>>();
  #ends: Int32Array;
  #last: Int32Array;
  #counts: Int32Array;
  #lateCount = 0;

  constructor(terms: number) {
    this.#ends = new Int32Array(terms);
    this.#last = new Int32Array(terms).fill(-1);
    this.#counts = new Int32Array(terms);
  }

  /** Slots that came late: the more of them, the more would be gained by beginning anew. */
  get lateCount(): number {
    return this.#lateCount;
  }

  /** How many slots at most have the term. */
  count(term: number): number {
    return this.#counts[term] ?? 0;
  }

  /** How many slots are read to look a term up; a set is not read one by one. */
  readingCost(term: number): number {
    return this.#sets[term] === undefined ? this.count(term) : 0;
  }

  add(term: number, slot: number): void {
    if (term >= this.#ends.length) this.#grow(term);
    const last = this.#last[term] ?? -1;
    if (slot === last) return;
    const set = this.#sets[term];
    if (set !== undefined) this.#addToSet(set, term, slot);
    else if (slot < last) this.#addLate(term, slot);
    else this.#append(term, slot, slot - last);
  }

  /** Adds what has the term to a set. */
  addTo(term: number, found: SlotSet): void {
    const set = this.#sets[term];
    if (set !== undefined) found.unite(set);
    const bytes = this.#bytes[term];
    if (bytes !== undefined) found.addDifferences(bytes, this.#ends[term] ?? 0, this.#last[term] ?? 0);
    for (const slot of this.#late.get(term) ?? []) found.add(slot);
  }

  /** Leaves in a set only what has the term; `scratch` is overwritten. */
  intersect(term: number, found: SlotSet, scratch: SlotSet): void {
    const set = this.#sets[term];
    if (set !== undefined) {
      found.intersect(set);
      return;
    }
    scratch.clear();
    this.addTo(term, scratch);
    found.intersect(scratch);
  }

  #append(term: number, slot: number, difference: number): void {
    const bytes = this.#room(term, slot);
    if (bytes === undefined) {
      this.#addToSet(this.#asSet(term, slot), term, slot);
      return;
    }
    let end = this.#ends[term] ?? 0;
    let left = difference;
    for (; left > 0x7f; left >>>= 7) bytes[end++] = (left & 0x7f) | 0x80;
    bytes[end++] = left;
    this.#ends[term] = end;
    this.#last[term] = slot;
    this.#counts[term] = (this.#counts[term] ?? 0) + 1;
  }

  /** Where five bytes more fit; undefined when the list is better made a set. */
  #room(term: number, slot: number): Uint8Array | undefined {
    const bytes = this.#bytes[term];
    const end = this.#ends[term] ?? 0;
    if (bytes !== undefined && end + 5 <= bytes.length) return bytes;
    if (slot >= SMALLEST_SET && this.count(term) * DENSE > slot) return undefined;
    const larger = withMoreRoom(bytes);
    this.#bytes[term] = larger;
    return larger;
  }

  #asSet(term: number, capacity: number): SlotSet {
    const set = new SlotSet(capacity * 1.25);
    const bytes = this.#bytes[term];
    if (bytes !== undefined) set.addDifferences(bytes, this.#ends[term] ?? 0, this.#last[term] ?? 0);
    for (const slot of this.#late.get(term) ?? []) set.add(slot);
    this.#bytes[term] = undefined;
    this.#late.delete(term);
    this.#sets[term] = set;
    return set;
  }

  #addToSet(set: SlotSet, term: number, slot: number): void {
    this.#last[term] = slot;
    if (set.has(slot)) return;
    set.add(slot);
    this.#counts[term] = (this.#counts[term] ?? 0) + 1;
  }

  #addLate(term: number, slot: number): void {
    const late = this.#late.get(term) ?? new Set<number>();
    if (late.has(slot)) return;
    this.#late.set(term, late.add(slot));
    this.#counts[term] = (this.#counts[term] ?? 0) + 1;
    this.#lateCount += 1;
  }

  #grow(term: number): void {
    const length = Math.ceil((term + 1) * GROWTH);
    const last = new Int32Array(length).fill(-1);
    last.set(this.#last);
    this.#last = last;
    this.#ends = grown(this.#ends, length);
    this.#counts = grown(this.#counts, length);
  }
}

function withMoreRoom(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined) return new Uint8Array(FIRST_BYTES);
  const larger = new Uint8Array(Math.ceil(bytes.length * GROWTH));
  larger.set(bytes);
  return larger;
}

function grown(numbers: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}
