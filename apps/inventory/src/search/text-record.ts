import type { SoughtWord, Stretch } from './finding.rules.js';
import { EQUALS_IN_KEY } from './grams.rules.js';

/** Records begin at every fourth byte of the chunks, so that a place fits in 32 bits up to 16 GiB. */
export const UNIT = 4;

const UNIT_BITS = 23;
export const UNITS_OF_CHUNK = 1 << UNIT_BITS;
export const CHUNK = UNITS_OF_CHUNK * UNIT;

/** What a record begins with, in numbers of two bytes; then come the numbers of its shared lines, and its text. */
export const SHARED_COUNT = 0;
export const ARN_LENGTH = 1;
export const NAME_AT = 2;
export const NAME_LENGTH = 3;
export const LENGTH_LOW = 4;
export const LENGTH_HIGH = 5;
export const HEADER = 6;
/** With the length's upper half: there is more than ASCII. */
export const WIDE = 0x8000;

/** What the processor fetches at once, in numbers of two bytes. */
export const LINE = 32;

export interface Chunk {
  readonly bytes: Buffer;
  readonly halves: Uint16Array;
}

export const NO_CHUNK: Chunk = { bytes: Buffer.alloc(0), halves: new Uint16Array(0) };

/** The record at a place. */
export function placeOf(chunks: readonly Chunk[], at: number): { readonly chunk: Chunk; readonly half: number } {
  return { chunk: chunks[at >>> UNIT_BITS] ?? NO_CHUNK, half: (at & (UNITS_OF_CHUNK - 1)) * 2 };
}

/** Where the text of a record begins. */
export function textAt({ halves }: Chunk, half: number): number {
  return (half + HEADER + (halves[half + SHARED_COUNT] ?? 0)) * 2;
}

/** Where the text of a record stands. */
export function stretchOf(chunk: Chunk, half: number): Stretch {
  const from = textAt(chunk, half);
  const { halves } = chunk;
  const high = (halves[half + LENGTH_HIGH] ?? 0) & ~WIDE;
  return { from, to: from + (halves[half + LENGTH_LOW] ?? 0) + high * 0x10000 };
}

/** Where the ARN stands. */
export function arnOf(chunk: Chunk, half: number): Stretch {
  const from = textAt(chunk, half);
  return { from, to: from + (chunk.halves[half + ARN_LENGTH] ?? 0) };
}

/** Where the name stands. */
export function nameOf(chunk: Chunk, half: number): Stretch {
  const from = textAt(chunk, half) + (chunk.halves[half + NAME_AT] ?? 0);
  return { from, to: from + (chunk.halves[half + NAME_LENGTH] ?? 0) };
}

/** Whether there is more than ASCII in it. */
export function isWide({ halves }: Chunk, half: number): boolean {
  return ((halves[half + LENGTH_HIGH] ?? 0) & WIDE) !== 0;
}

/** Whether a word occurs where there is more than ASCII. */
export function occursWide({ bytes }: Chunk, { from, to }: Stretch, word: SoughtWord): boolean {
  const text = bytes.toString('utf8', from, to).toLowerCase();
  return text.includes(word.text) || text.replaceAll(EQUALS_IN_KEY, '=').includes(word.text);
}
