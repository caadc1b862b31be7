/** What else must hold of a member: its rank is at most the limit. */
export interface RankLimit {
  readonly ranks: Float64Array | Int32Array;
  readonly limit: number;
}

/** A set of small numbers, one bit each. */
export class SlotSet {
  #words: Uint32Array;
  /** Nothing was added since it was empty. */
  #isEmpty = true;

  constructor(capacity: number) {
    this.#words = new Uint32Array(Math.ceil(capacity / 32));
  }

  add(slot: number): void {
    const at = slot >>> 5;
    if (at >= this.#words.length) this.#grow(at);
    this.#isEmpty = false;
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (slot & 31));
  }

  delete(slot: number): void {
    const at = slot >>> 5;
    if (at < this.#words.length) this.#words[at] = (this.#words[at] ?? 0) & ~(1 << (slot & 31));
  }

  has(slot: number): boolean {
    return (((this.#words[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
  }

  clear(): void {
    if (!this.#isEmpty) this.#words.fill(0);
    this.#isEmpty = true;
  }

  /** Becomes what the other one is. */
  copy(other: SlotSet): void {
    const { length } = other.#words;
    if (length > this.#words.length) this.#grow(length - 1);
    this.#isEmpty = other.#isEmpty;
    this.#words.set(other.#words);
    this.#words.fill(0, length);
  }

  unite(other: SlotSet): void {
    if (this.#isEmpty) {
      this.copy(other);
      return;
    }
    const { length } = other.#words;
    if (length > this.#words.length) this.#grow(length - 1);
    const mine = this.#words;
    const theirs = other.#words;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      uniteAt(mine, theirs, at);
      uniteAt(mine, theirs, at + 1);
      uniteAt(mine, theirs, at + 2);
      uniteAt(mine, theirs, at + 3);
    }
    for (; at < length; at += 1) uniteAt(mine, theirs, at);
  }

  intersect(other: SlotSet): void {
    const mine = this.#words;
    const theirs = other.#words;
    const length = Math.min(mine.length, theirs.length);
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      intersectAt(mine, theirs, at);
      intersectAt(mine, theirs, at + 1);
      intersectAt(mine, theirs, at + 2);
      intersectAt(mine, theirs, at + 3);
    }
    for (; at < length; at += 1) intersectAt(mine, theirs, at);
    mine.fill(0, length);
  }

  /** Intersects, and tells how many are left. */
  keep(other: SlotSet): number {
    const mine = this.#words;
    const theirs = other.#words;
    const length = Math.min(mine.length, theirs.length);
    let count = 0;
    for (let at = 0; at < length; at += 2) {
      count += bitsIn(keptAt(mine, theirs, at), at + 1 < length ? keptAt(mine, theirs, at + 1) : 0);
    }
    mine.fill(0, length);
    return count;
  }

  /** Adds all from one number to below another one. */
  addRange(from: number, to: number): void {
    if (from >= to) return;
    const last = (to - 1) >>> 5;
    if (last >= this.#words.length) this.#grow(last);
    this.#isEmpty = false;
    const [start, end] = [Math.min(to, (from + 31) & ~31), Math.max(from, to & ~31)];
    for (let slot = from; slot < start; slot += 1) this.add(slot);
    if (start < end) this.#words.fill(0xffffffff, start >>> 5, end >>> 5);
    for (let slot = Math.max(start, end); slot < to; slot += 1) this.add(slot);
  }

  /** The first member from `slot` on; -1 when there is none. */
  next(slot: number): number {
    const words = this.#words;
    let at = slot >>> 5;
    if (at >= words.length) return -1;
    let word = (words[at] ?? 0) & (-1 << (slot & 31));
    while (word === 0) {
      at += 1;
      if (at >= words.length) return -1;
      word = words[at] ?? 0;
    }
    return (at << 5) + 31 - Math.clz32(word & -word);
  }

  /** The same below another number. */
  nextBelow(slot: number, limit: number): number {
    const found = this.next(slot);
    return found < limit ? found : -1;
  }

  /** Writes the first members from one number to below another one into an array, as many as it holds; gives how many. */
  read({ from, to }: { readonly from: number; readonly to: number }, slots: Int32Array): number {
    const words = this.#words;
    const end = Math.min(words.length, (to + 31) >>> 5);
    let mask = -1 << (from & 31);
    let count = 0;
    for (let at = from >>> 5; at < end; at += 1) {
      for (let word = (words[at] ?? 0) & mask; word !== 0; word &= word - 1) {
        const slot = (at << 5) + 31 - Math.clz32(word & -word);
        if (slot >= to || count === slots.length) return count;
        slots[count++] = slot;
      }
      mask = -1;
    }
    return count;
  }

  /** The first member from `from` on, below `to`, of which the rank is at most the limit; -1 when there is none. */
  nextRanked(from: number, to: number, { ranks, limit }: RankLimit): number {
    const words = this.#words;
    const end = Math.min(words.length, (to + 31) >>> 5);
    let mask = -1 << (from & 31);
    for (let at = from >>> 5; at < end; at += 1) {
      let word = (words[at] ?? 0) & mask;
      mask = -1;
      while (word !== 0) {
        const slot = (at << 5) + 31 - Math.clz32(word & -word);
        if ((ranks[slot] ?? 0) <= limit) return slot < to ? slot : -1;
        word &= word - 1;
      }
    }
    return -1;
  }

  /** Adds the first of the numbers in an array. */
  addAll(slots: Int32Array, count: number): void {
    for (let at = 0; at < count; at += 1) this.add(slots[at] ?? 0);
  }

  /** Keeps in an array the first of its numbers that are members; gives how many these are. */
  filter(slots: Int32Array, count: number): number {
    const words = this.#words;
    let kept = 0;
    for (let at = 0; at < count; at += 1) {
      const slot = slots[at] ?? 0;
      if ((((words[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1) slots[kept++] = slot;
    }
    return kept;
  }

  /** Adds numbers given by the differences of one to the next, seven bits a byte, the first from -1; `last` is the last. */
  addDifferences(bytes: Uint8Array, end: number, last: number): void {
    if (last >>> 5 >= this.#words.length) this.#grow(last >>> 5);
    this.#isEmpty = false;
    const words = this.#words;
    let slot = -1;
    for (let at = 0; at < end;) {
      let byte = bytes[at++] ?? 0;
      let difference = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[at++] ?? 0;
        difference |= (byte & 0x7f) << shift;
      }
      slot += difference;
      words[slot >>> 5] = (words[slot >>> 5] ?? 0) | (1 << (slot & 31));
    }
  }

  /** How many there are. */
  count(): number {
    let count = 0;
    const words = this.#words;
    for (let at = 0; at < words.length; at += 2) count += bitsIn(words[at] ?? 0, words[at + 1] ?? 0);
    return count;
  }

  #grow(at: number): void {
    const words = new Uint32Array(Math.ceil((at + 1) * 1.1) + 32);
    words.set(this.#words);
    this.#words = words;
  }
}

// Loops over words take four at a time, which is done in half the time.

function uniteAt(mine: Uint32Array, theirs: Uint32Array, at: number): void {
  mine[at] = (mine[at] ?? 0) | (theirs[at] ?? 0);
}

function intersectAt(mine: Uint32Array, theirs: Uint32Array, at: number): void {
  mine[at] = (mine[at] ?? 0) & (theirs[at] ?? 0);
}

function keptAt(mine: Uint32Array, theirs: Uint32Array, at: number): number {
  const kept = (mine[at] ?? 0) & (theirs[at] ?? 0);
  mine[at] = kept;
  return kept;
}

/** How many bits of two words are set. */
function bitsIn(one: number, other: number): number {
  const nibbles = inNibbles(one) + inNibbles(other);
  return Math.imul((nibbles & 0x0f0f0f0f) + ((nibbles >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}

function inNibbles(word: number): number {
  const pairs = (word | 0) - ((word >>> 1) & 0x55555555);
  return (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
}
