import { ENCODER, BytePieces } from './byte-pieces.js';
import { NONE, NumbersByHash, hashOf } from './numbers-by-hash.js';

/**
 * Gives texts numbers from 0 on, and knows each by the other. Texts are UTF-8 apart from the heap: a million ARNs would
 * be a million strings and a Map, all of which the garbage collector marks again and again. A text that no UTF-8 can
 * write (half of a character) is taken for what UTF-8 makes of it.
 */
export class TextTable {
  readonly #texts = new BytePieces();
  readonly #numbers = new NumbersByHash();

  get size(): number {
    return this.#texts.size;
  }

  /** A text's number; one that was never seen gets the next. */
  numberOf(text: string): number {
    const bytes = ENCODER.encode(text);
    const hash = hashOf(bytes);
    const known = this.#find(bytes, hash);
    if (known !== NONE) return known;
    this.#texts.add(bytes);
    return this.#numbers.add(hash);
  }

  /** A text's number, or `NONE`. */
  find(text: string): number {
    const bytes = ENCODER.encode(text);
    return this.#find(bytes, hashOf(bytes));
  }

  text(number: number): string {
    return this.#texts.text(number);
  }

  /** Below, at or above 0 as the one stands before, at or behind the other, by bytes: in the order of code points. */
  compare(one: number, other: number): number {
    const texts = this.#texts;
    return this.#compare(one, texts.chunkOf(other), texts.startOf(other), texts.lengthOf(other));
  }

  /** The same with a text that may have no number, as UTF-8. */
  compareTo(number: number, bytes: Uint8Array): number {
    return this.#compare(number, bytes, 0, bytes.length);
  }

  #find(bytes: Uint8Array, hash: number): number {
    return this.#numbers.find(hash, (number) => this.#compare(number, bytes, 0, bytes.length) === 0);
  }

  // By hand: a call of anything native costs as much as going through what ARNs have in common.
  #compare(number: number, other: Uint8Array, start: number, length: number): number {
    const chunk = this.#texts.chunkOf(number);
    const from = this.#texts.startOf(number);
    const own = this.#texts.lengthOf(number);
    const least = Math.min(own, length);
    for (let at = 0; at < least; at++) {
      const difference = (chunk[from + at] ?? 0) - (other[start + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return own - length;
  }
}
