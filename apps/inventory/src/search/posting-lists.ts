import { SlotSet } from './slot-set.js';

/** A list that holds more than every so many slots is read faster as a set, and takes hardly more memory. */
const DENSE = 16;
const SMALLEST_SET = 65_536;
const FIRST_BYTES = 8;
const GROWTH = 2;
/** Lists that were trimmed grow by less. */
const LATER_GROWTH = 1.1;
const NO_BYTES = new Uint8Array(0);

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
  #growth = GROWTH;

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

  /** Gives back the room that lists have in reserve, when it is known that hardly any will grow. */
  trim(): void {
    for (const [term, bytes] of this.#bytes.entries()) {
      const end = this.#ends[term] ?? 0;
      if (bytes !== undefined && bytes.length > end + FIRST_BYTES) this.#bytes[term] = bytes.slice(0, end);
    }
    this.#growth = LATER_GROWTH;
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

  /** Adds all slots from one to below another one, which come after those that were added before. */
  addRange(term: number, from: number, to: number): void {
    for (let slot = from; slot < to; slot += 1) {
      const set = this.#sets[term];
      if (set === undefined) this.add(term, slot);
      else {
        set.addRange(slot, to);
        this.#last[term] = to - 1;
        this.#counts[term] = (this.#counts[term] ?? 0) + to - slot;
        return;
      }
    }
  }

  /** Adds what has the term to a set. */
  addTo(term: number, found: SlotSet): void {
    const set = this.#sets[term];
    if (set !== undefined) found.unite(set);
    const bytes = this.#bytes[term];
    if (bytes !== undefined) found.addDifferences(bytes, this.#ends[term] ?? 0, this.#last[term] ?? 0);
    for (const slot of this.#late.get(term) ?? []) found.add(slot);
  }

  /** Whether the term's slots are as many as an array holds at most. */
  fits(term: number, slots: Int32Array): boolean {
    return this.#sets[term] === undefined && this.count(term) <= slots.length;
  }

  /** Writes the slots of a term that fit into an array; gives how many these are. */
  read(term: number, slots: Int32Array): number {
    const bytes = this.#bytes[term] ?? NO_BYTES;
    let count = readDifferences(bytes, this.#ends[term] ?? 0, slots);
    for (const late of this.#late.get(term) ?? []) slots[count++] = late;
    return count;
  }

  /** What has the term as a set, which is `scratch` where there is none. */
  setOf(term: number, scratch: SlotSet): SlotSet {
    const set = this.#sets[term];
    if (set !== undefined) return set;
    scratch.clear();
    this.addTo(term, scratch);
    return scratch;
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
    const larger = new Uint8Array(Math.ceil(end * this.#growth) + FIRST_BYTES);
    if (bytes !== undefined) larger.set(bytes);
    this.#bytes[term] = larger;
    return larger;
  }

  #asSet(term: number, capacity: number): SlotSet {
    const set = new SlotSet(capacity);
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

function grown(numbers: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}

/** Writes the numbers that differences of one to the next give into an array; gives how many. */
function readDifferences(bytes: Uint8Array, end: number, slots: Int32Array): number {
  let count = 0;
  let slot = -1;
  for (let at = 0; at < end;) {
    let byte = bytes[at++] ?? 0;
    let difference = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[at++] ?? 0;
      difference |= (byte & 0x7f) << shift;
    }
    slot += difference;
    slots[count++] = slot;
  }
  return count;
}
