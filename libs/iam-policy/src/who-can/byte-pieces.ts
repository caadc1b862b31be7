import { withRoom } from './with-room.js';

/** So large at most, unless a single piece is larger. The first ones are smaller: many an index holds little. */
const LARGEST_CHUNK = 2 ** 20;
const FIRST_CHUNK = 2 ** 10;

const NO_CHUNK = new Uint8Array(0);
/** Writes text as UTF-8. */
export const ENCODER = new TextEncoder();
/** Gives back every character, also a mark of byte order at the beginning. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** Pieces of bytes, numbered in the order in which they came, in large chunks of memory apart from the heap. */
export class BytePieces {
  readonly #chunks: Uint8Array[] = [];
  /** Bytes of the last chunk. */
  #used = 0;
  #size = 0;
  #chunkOf = new Int32Array(8);
  #startOf = new Int32Array(8);
  #lengthOf = new Int32Array(8);

  get size(): number {
    return this.#size;
  }

  /** Keeps a copy, under the next number. */
  add(bytes: Uint8Array): void {
    const chunk = this.#roomFor(bytes.length);
    chunk.set(bytes, this.#used);
    const number = this.#size++;
    this.#chunkOf = withRoom(this.#chunkOf, this.#size);
    this.#startOf = withRoom(this.#startOf, this.#size);
    this.#lengthOf = withRoom(this.#lengthOf, this.#size);
    this.#chunkOf[number] = this.#chunks.length - 1;
    this.#startOf[number] = this.#used;
    this.#lengthOf[number] = bytes.length;
    this.#used += bytes.length;
  }

  /** A piece that was text, as text again. */
  text(number: number): string {
    const start = this.startOf(number);
    return DECODER.decode(this.chunkOf(number).subarray(start, start + this.lengthOf(number)));
  }

  /** Where a piece is: in this chunk, from `startOf` on, `lengthOf` bytes. */
  chunkOf(number: number): Uint8Array {
    return this.#chunks[this.#chunkOf[number] ?? -1] ?? NO_CHUNK;
  }

  startOf(number: number): number {
    return this.#startOf[number] ?? 0;
  }

  lengthOf(number: number): number {
    return this.#lengthOf[number] ?? 0;
  }

  #roomFor(length: number): Uint8Array {
    const last = this.#chunks.at(-1) ?? NO_CHUNK;
    if (this.#used + length <= last.length) return last;
    const next = Math.min(FIRST_CHUNK * 2 ** this.#chunks.length, LARGEST_CHUNK);
    const chunk = new Uint8Array(Math.max(next, length));
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
  }
}
