import { withRoom } from './with-room.js';

/** What `find` gives when there is none. */
export const NONE = -1;

/**
 * Numbers from 0 on, found again by the hash of what they stand for: open addressing in plain arrays, of which the garbage
 * collector sees nothing. What a number stands for is known to the owner, who tells apart what has the same hash.
 */
export class NumbersByHash {
  /** One more than a number, at its hash or in the next free place behind; 0 is free. The length is a power of two. */
  #places = new Int32Array(16);
  /** By number. */
  #hashes = new Int32Array(8);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number with that hash of which `isIt` holds, or `NONE`. */
  find(hash: number, isIt: (number: number) => boolean): number {
    const [places, hashes] = [this.#places, this.#hashes];
    const mask = places.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = (places[at] ?? 0) - 1;
      if (number === NONE || (hashes[number] === hash && isIt(number))) return number;
    }
  }

  /** Gives out the next number, for what has that hash and was not found. */
  add(hash: number): number {
    const number = this.#size++;
    this.#hashes = withRoom(this.#hashes, this.#size);
    this.#hashes[number] = hash;
    if (this.#size * 4 > this.#places.length * 3) this.#spread();
    else this.#place(number);
    return number;
  }

  #spread(): void {
    this.#places = new Int32Array(this.#places.length * 2);
    for (let number = 0; number < this.#size; number++) this.#place(number);
  }

  #place(number: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let at = (this.#hashes[number] ?? 0) & mask;
    while (places[at] !== 0) at = (at + 1) & mask;
    places[at] = number + 1;
  }
}

/** A hash of 32 bits, of which the lower ones depend on all of every value. */
export function hashOf(values: Uint8Array | Int32Array): number {
  let hash = values.length | 0;
  for (let at = 0; at < values.length; at++) {
    hash = Math.imul(hash ^ (values[at] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
