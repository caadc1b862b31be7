import { compareBytes, compareFolded } from './byte-order.js';
import { occurs, occursFolded, type SoughtPart, type SoughtWord } from './finding.rules.js';
import { FOLDED } from './grams.rules.js';
import { grownColumn } from './grown-column.js';
import type { ResourceText } from './resource-text.rules.js';
import {
  ARN_LENGTH,
  CHUNK,
  HEADER,
  LENGTH_HIGH,
  LENGTH_LOW,
  LINE,
  NAME_AT,
  NAME_LENGTH,
  NO_CHUNK,
  SHARED_COUNT,
  UNIT,
  UNITS_OF_CHUNK,
  WIDE,
  arnOf,
  isWide,
  nameOf,
  occursWide,
  placeOf,
  stretchOf,
  type Chunk,
} from './text-record.js';

/** What a name is sorted by. */
export function nameKey(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The texts of resources, by slot, in large pieces of memory apart from the heap. */
export class TextStore {
  #chunks: Chunk[] = [];
  #used = CHUNK;
  /** Means nothing, but that it is kept makes the compiler keep what it was made of. */
  #seen = 0;
  #wasted = 0;
  #total = 0;
  #at: Uint32Array = new Uint32Array(1_024);

  /** Bytes of records that were replaced. */
  get wasted(): number {
    return this.#wasted;
  }

  /** Bytes of all records. */
  get total(): number {
    return this.#total;
  }

  /** Keeps the text of a slot that has none yet. */
  put(slot: number, resource: ResourceText): void {
    this.#ensure(slot);
    const { text, shared } = resource;
    const { bytes, halves } = this.#room((HEADER + shared.length) * 2 + text.length * 3);
    this.#at[slot] = this.#next();
    const half = this.#used / 2;
    const start = this.#used + (HEADER + shared.length) * 2;
    const length = bytes.write(text, start);
    const isLonger = length !== text.length;
    const count = (from: number, to: number) => (isLonger ? Buffer.byteLength(text.slice(from, to)) : to - from);
    halves[half + SHARED_COUNT] = shared.length;
    halves[half + ARN_LENGTH] = count(0, resource.arnLength);
    halves[half + NAME_AT] = count(0, resource.nameAt);
    halves[half + NAME_LENGTH] = count(resource.nameAt, resource.nameAt + resource.nameLength);
    halves[half + LENGTH_LOW] = length & 0xffff;
    halves[half + LENGTH_HIGH] = (length >>> 16) | (isLonger ? WIDE : 0);
    halves.set(shared, half + HEADER);
    this.#take(start + length - this.#used);
  }

  /** Keeps another text of a slot; in the same place where only the numbers of shared lines are others. */
  replace(slot: number, resource: ResourceText): void {
    const { chunk, half } = this.#place(slot);
    if (this.hasText(slot, resource.text) && chunk.halves[half + SHARED_COUNT] === resource.shared.length) {
      chunk.halves.set(resource.shared, half + HEADER);
      return;
    }
    this.#wasted += this.#size(chunk, half);
    this.put(slot, resource);
  }

  /** Copies the text that another store has of a slot. */
  take(slot: number, other: TextStore, theirs: number): void {
    this.#ensure(slot);
    const { chunk, half } = other.#place(theirs);
    this.#copy(slot, chunk, half);
  }

  /** Gives the slots other numbers: that at each place of `order` becomes the place. Records are laid in that order. */
  async reorder(order: Int32Array, rest: () => Promise<void>): Promise<void> {
    const [chunks, at] = [this.#chunks, this.#at];
    this.#chunks = [];
    this.#used = CHUNK;
    this.#total = 0;
    this.#at = new Uint32Array(order.length);
    for (let slot = 0; slot < order.length; slot += 1) {
      if (slot % 1_000 === 0) await rest();
      const { chunk, half } = placeOf(chunks, at[order[slot] ?? 0] ?? 0);
      this.#copy(slot, chunk, half);
    }
  }

  /** The bytes in lower case that grams are made of: those stored, unless case is more than ASCII's. */
  view(slot: number): Uint8Array {
    const { chunk, half } = this.#place(slot);
    const { from, to } = stretchOf(chunk, half);
    const bytes = chunk.bytes.subarray(from, to);
    return isWide(chunk, half) ? Buffer.from(bytes.toString().toLowerCase()) : bytes;
  }

  /** Whether this is the text kept for a slot. */
  hasText(slot: number, text: string): boolean {
    const { chunk, half } = this.#place(slot);
    const { from, to } = stretchOf(chunk, half);
    return chunk.bytes.toString('utf8', from, to) === text;
  }

  /** The numbers of the lines that a slot shares with others. */
  shared(slot: number): number[] {
    const { chunk, half } = this.#place(slot);
    return [...chunk.halves.subarray(half + HEADER, half + HEADER + (chunk.halves[half + SHARED_COUNT] ?? 0))];
  }

  /** Calls `visit` with each of them. */
  eachShared(slot: number, visit: (line: number) => void): void {
    const { chunk, half } = this.#place(slot);
    const end = half + HEADER + (chunk.halves[half + SHARED_COUNT] ?? 0);
    for (let at = half + HEADER; at < end; at += 1) visit(chunk.halves[at] ?? 0);
  }

  arnLength(slot: number): number {
    const { chunk, half } = this.#place(slot);
    return chunk.halves[half + ARN_LENGTH] ?? 0;
  }

  arn(slot: number): string {
    const { chunk, half } = this.#place(slot);
    const { from, to } = arnOf(chunk, half);
    return chunk.bytes.toString('utf8', from, to);
  }

  /** As lists are sorted by it: ASCII in lower case. */
  name(slot: number): string {
    const { chunk, half } = this.#place(slot);
    const { from, to } = nameOf(chunk, half);
    return nameKey(chunk.bytes.toString('utf8', from, to));
  }

  /** Six bytes of a name in ASCII's lower case as one number, which is a multiple of 257 when the name ends within them. */
  readonly nameDigits = (slot: number, depth: number): number => {
    const { chunk, half } = this.#place(slot);
    const { from, to } = nameOf(chunk, half);
    let digits = 0;
    for (let at = from + depth; at < from + depth + 6; at += 1) {
      digits = digits * 257 + (at < to ? 1 + (FOLDED[chunk.bytes[at] ?? 0] ?? 0) : 0);
    }
    return digits;
  };

  /** The same of an ARN, as it is written. */
  readonly arnDigits = (slot: number, depth: number): number => {
    const { chunk, half } = this.#place(slot);
    const { from, to } = arnOf(chunk, half);
    let digits = 0;
    for (let at = from + depth; at < from + depth + 6; at += 1) {
      digits = digits * 257 + (at < to ? 1 + (chunk.bytes[at] ?? 0) : 0);
    }
    return digits;
  };

  /** Below, at or above 0 as the ARN stands before, at or behind the given one, by bytes. */
  compareArn(slot: number, arn: Uint8Array): number {
    const { chunk, half } = this.#place(slot);
    return compareBytes(chunk.bytes, arnOf(chunk, half), arn, { from: 0, to: arn.length });
  }

  /** The same for a name, which may be in any case. */
  compareName(slot: number, name: Uint8Array): number {
    const { chunk, half } = this.#place(slot);
    return compareFolded(chunk.bytes, nameOf(chunk, half), name, { from: 0, to: name.length });
  }

  /** Below, at or above 0 as the ARN of a slot stands before, at or behind that of another. */
  compareArns(slot: number, other: number): number {
    const [mine, theirs] = [this.#place(slot), this.#place(other)];
    const arns = [arnOf(mine.chunk, mine.half), arnOf(theirs.chunk, theirs.half)] as const;
    return compareBytes(mine.chunk.bytes, arns[0], theirs.chunk.bytes, arns[1]);
  }

  /** The same for names, in lower case. */
  compareNames(slot: number, other: number): number {
    const [mine, theirs] = [this.#place(slot), this.#place(other)];
    const names = [nameOf(mine.chunk, mine.half), nameOf(theirs.chunk, theirs.half)] as const;
    return compareFolded(mine.chunk.bytes, names[0], theirs.chunk.bytes, names[1]);
  }

  /** Whether a slot has one of the shared lines; 1 at the number of each. */
  hasShared(slot: number, lines: Uint8Array): boolean {
    const { chunk, half } = this.#place(slot);
    const end = half + HEADER + (chunk.halves[half + SHARED_COUNT] ?? 0);
    for (let at = half + HEADER; at < end; at += 1) if (lines[chunk.halves[at] ?? 0] === 1) return true;
    return false;
  }

  /**
   * Looks at how the records of some slots begin, and at nothing else: the processor fetches them side by side, which one
   * that is read to its end before the next does not let it.
   */
  warm(slots: Int32Array, count: number): void {
    let seen = 0;
    for (let at = 0; at < count; at += 1) {
      const { chunk, half } = this.#place(slots[at] ?? 0);
      seen ^= (chunk.halves[half] ?? 0) ^ (chunk.halves[half + LINE] ?? 0);
    }
    this.#seen = seen;
  }

  /** Whether the text contains a word. */
  contains(slot: number, word: SoughtWord): boolean {
    const { chunk, half } = this.#place(slot);
    if (isWide(chunk, half)) return occursWide(chunk, stretchOf(chunk, half), word);
    return word.isAscii && occursFolded(chunk.bytes, stretchOf(chunk, half), word);
  }

  /** Whether the ARN contains a word. */
  arnContains(slot: number, word: SoughtWord): boolean {
    const { chunk, half } = this.#place(slot);
    const arn = arnOf(chunk, half);
    return isWide(chunk, half) ? occursWide(chunk, arn, word) : word.isAscii && occursFolded(chunk.bytes, arn, word);
  }

  /** Whether the text contains a part to the letter. */
  has(slot: number, part: SoughtPart): boolean {
    const { chunk, half } = this.#place(slot);
    return occurs(chunk.bytes, stretchOf(chunk, half), part);
  }

  #place(slot: number): { readonly chunk: Chunk; readonly half: number } {
    return placeOf(this.#chunks, this.#at[slot] ?? 0);
  }

  #ensure(slot: number): void {
    if (slot >= this.#at.length) this.#at = grownColumn(this.#at, Math.ceil(slot * 1.25) + 1_024);
  }

  /** Keeps a record that stands elsewhere. */
  #copy(slot: number, chunk: Chunk, half: number): void {
    const size = this.#size(chunk, half);
    const { bytes } = this.#room(size);
    this.#at[slot] = this.#next();
    bytes.set(chunk.bytes.subarray(half * 2, half * 2 + size), this.#used);
    this.#take(size);
  }

  #size(chunk: Chunk, half: number): number {
    return stretchOf(chunk, half).to - half * 2;
  }

  /** The chunk that has room for so many bytes. */
  #room(most: number): Chunk {
    if (this.#used + most > CHUNK) {
      if (most > CHUNK) throw new RangeError('The text of a resource is too large to be searched.');
      const bytes = Buffer.allocUnsafeSlow(CHUNK);
      this.#chunks.push({ bytes, halves: new Uint16Array(bytes.buffer) });
      this.#used = 0;
    }
    return this.#chunks.at(-1) ?? NO_CHUNK;
  }

  #next(): number {
    return (this.#chunks.length - 1) * UNITS_OF_CHUNK + this.#used / UNIT;
  }

  #take(size: number): void {
    this.#used += Math.ceil(size / UNIT) * UNIT;
    this.#total += size;
  }
}
