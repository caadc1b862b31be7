import { EQUALS_IN_KEY, FOLDED } from './grams.rules.js';
import type { ResourceText } from './resource-text.rules.js';
import { grownColumn } from './grown-column.js';

/** Texts begin at every fourth byte of the chunks, so that a place fits in 32 bits up to 16 GiB. */
const UNIT = 4;
const CHUNK = 1 << 25;
const UNITS_OF_CHUNK = CHUNK / UNIT;

/** A word as it is looked for: in lower case, and its bytes. */
export interface SoughtWord {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly isAscii: boolean;
  /** How far to go on when this byte stands where the word would end. */
  readonly steps: Uint8Array;
}

/** A part as it is looked for: to the letter, and in lower case for its grams. */
export interface SoughtPart extends Pick<SoughtWord, 'bytes' | 'steps'> {
  readonly folded: Uint8Array;
}

/** How a part is looked for to the letter. */
export function soughtPart(part: string): SoughtPart {
  const bytes = Buffer.from(part);
  return { bytes, steps: stepsOf(bytes), folded: Buffer.from(part.toLowerCase()) };
}

/** How a word is looked for. */
export function soughtWord(word: string): SoughtWord {
  const text = word.toLowerCase();
  const bytes = Buffer.from(text);
  return { text, bytes, isAscii: bytes.length === text.length, steps: stepsOf(bytes) };
}

/** After Horspool: the byte at the end of the window tells how far the word cannot begin. */
function stepsOf(bytes: Uint8Array): Uint8Array {
  const last = bytes.length - 1;
  const steps = new Uint8Array(256).fill(Math.min(255, bytes.length));
  for (let at = 0; at < last; at += 1) steps[bytes[at] ?? 0] = Math.min(255, last - at);
  return steps;
}

/** What a name is sorted by. */
export function nameKey(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The texts of resources, by slot, in large pieces of memory apart from the heap. */
export class TextStore {
  readonly #chunks: Buffer[] = [];
  #used = CHUNK;
  #wasted = 0;
  #total = 0;
  #at: Uint32Array = new Uint32Array(1_024);
  #lengths: Uint32Array = new Uint32Array(1_024);
  #arnLengths: Uint16Array = new Uint16Array(1_024);
  #nameAts: Uint16Array = new Uint16Array(1_024);
  #nameLengths: Uint16Array = new Uint16Array(1_024);
  /** 1 where there is more than ASCII. */
  #wide: Uint8Array = new Uint8Array(1_024);

  /** Bytes of texts that were replaced. */
  get wasted(): number {
    return this.#wasted;
  }

  /** Bytes of all texts. */
  get total(): number {
    return this.#total;
  }

  put(slot: number, { text, arnLength, nameAt, nameLength }: ResourceText): void {
    if (slot >= this.#at.length) this.#grow(slot);
    this.#wasted += this.#lengths[slot] ?? 0;
    const most = text.length * 3;
    if (this.#used + most > CHUNK) this.#open(most);
    const chunk = this.#chunks.at(-1) ?? Buffer.alloc(0);
    const length = chunk.write(text, this.#used);
    this.#at[slot] = (this.#chunks.length - 1) * UNITS_OF_CHUNK + this.#used / UNIT;
    this.#lengths[slot] = length;
    this.#used += Math.ceil(length / UNIT) * UNIT;
    this.#total += length;
    const isWide = length !== text.length;
    const bytes = (from: number, to: number) => (isWide ? Buffer.byteLength(text.slice(from, to)) : to - from);
    this.#wide[slot] = Number(isWide);
    this.#arnLengths[slot] = bytes(0, arnLength);
    this.#nameAts[slot] = bytes(0, nameAt);
    this.#nameLengths[slot] = bytes(nameAt, nameAt + nameLength);
  }

  /** The bytes in lower case that grams are made of: those stored, unless case is more than ASCII's. */
  view(slot: number): Uint8Array {
    const bytes = this.#bytes(slot);
    return this.#wide[slot] === 1 ? Buffer.from(bytes.toString().toLowerCase()) : bytes;
  }

  arn(slot: number): string {
    const { chunk, start } = this.#place(slot);
    return chunk.toString('utf8', start, start + (this.#arnLengths[slot] ?? 0));
  }

  /** As lists are sorted by it: ASCII in lower case. */
  name(slot: number): string {
    const { chunk, start } = this.#place(slot);
    const at = start + (this.#nameAts[slot] ?? 0);
    return nameKey(chunk.toString('utf8', at, at + (this.#nameLengths[slot] ?? 0)));
  }

  /** The byte of a name in ASCII's lower case; -1 behind its end. */
  nameByte(slot: number, depth: number): number {
    if (depth >= (this.#nameLengths[slot] ?? 0)) return -1;
    const at = this.#at[slot] ?? 0;
    const chunk = this.#chunks[(at / UNITS_OF_CHUNK) | 0];
    return FOLDED[chunk?.[(at % UNITS_OF_CHUNK) * UNIT + (this.#nameAts[slot] ?? 0) + depth] ?? 0] ?? 0;
  }

  /** Below, at or above 0 as the ARN stands before, at or behind the given one, by bytes. */
  compareArn(slot: number, arn: Uint8Array): number {
    const { chunk, start } = this.#place(slot);
    return chunk.compare(arn, 0, arn.length, start, start + (this.#arnLengths[slot] ?? 0));
  }

  /** Whether the text, or only the ARN, contains a word. */
  contains(slot: number, word: SoughtWord, isArnOnly: boolean): boolean {
    const length = (isArnOnly ? this.#arnLengths[slot] : this.#lengths[slot]) ?? 0;
    if (this.#wide[slot] === 1) return this.#containsWide(slot, word, length);
    if (!word.isAscii) return false;
    const { chunk, start } = this.#place(slot);
    return findFolded(chunk, { from: start, to: start + length }, word);
  }

  /** Whether the text contains a part to the letter, of which the bytes and the steps are as they are. */
  has(slot: number, part: SoughtPart): boolean {
    const { chunk, start } = this.#place(slot);
    return findExact(chunk, { from: start, to: start + (this.#lengths[slot] ?? 0) }, part);
  }

  #containsWide(slot: number, word: SoughtWord, length: number): boolean {
    const text = this.#bytes(slot).toString('utf8', 0, length).toLowerCase();
    return text.includes(word.text) || text.replaceAll(EQUALS_IN_KEY, '=').includes(word.text);
  }

  #place(slot: number): { readonly chunk: Buffer; readonly start: number } {
    const at = this.#at[slot] ?? 0;
    const chunk = this.#chunks[(at / UNITS_OF_CHUNK) | 0] ?? Buffer.alloc(0);
    return { chunk, start: (at % UNITS_OF_CHUNK) * UNIT };
  }

  #bytes(slot: number): Buffer {
    const { chunk, start } = this.#place(slot);
    return chunk.subarray(start, start + (this.#lengths[slot] ?? 0));
  }

  #open(most: number): void {
    // One text that is larger than a chunk has room in one of its own: none is nearly as large.
    if (most > CHUNK) throw new RangeError('The text of a resource is too large to be searched.');
    this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK));
    this.#used = 0;
  }

  #grow(slot: number): void {
    const length = Math.ceil(slot * 1.25) + 1_024;
    this.#at = grownColumn(this.#at, length);
    this.#lengths = grownColumn(this.#lengths, length);
    this.#arnLengths = grownColumn(this.#arnLengths, length);
    this.#nameAts = grownColumn(this.#nameAts, length);
    this.#nameLengths = grownColumn(this.#nameLengths, length);
    this.#wide = grownColumn(this.#wide, length);
  }
}

interface Window {
  readonly from: number;
  readonly to: number;
}

function findFolded(chunk: Buffer, { from, to }: Window, { bytes, steps }: SoughtWord): boolean {
  const last = bytes.length - 1;
  for (let end = from + last; end < to;) {
    let left = last;
    while (left >= 0 && foldedAt(chunk, end - last + left) === bytes[left]) left -= 1;
    if (left < 0) return true;
    end += steps[foldedAt(chunk, end)] ?? 1;
  }
  return false;
}

function foldedAt(chunk: Buffer, at: number): number {
  return FOLDED[chunk[at] ?? 0] ?? 0;
}

function findExact(chunk: Buffer, { from, to }: Window, { bytes, steps }: SoughtPart): boolean {
  const last = bytes.length - 1;
  for (let end = from + last; end < to;) {
    let left = last;
    while (left >= 0 && chunk[end - last + left] === bytes[left]) left -= 1;
    if (left < 0) return true;
    end += steps[chunk[end] ?? 0] ?? 1;
  }
  return false;
}
