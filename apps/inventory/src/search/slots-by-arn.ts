import type { TextStore } from './text-store.js';

const FIRST_PLACES = 1_024;
/** There is always room for so many more, for each that is there. */
const SPARE = 0.5;
/** Of 32-bit FNV-1a. */
const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;

/**
 * The slot of each ARN, apart from the heap: a hash and a slot, while the ARNs themselves are compared where the texts have
 * them.
 */
export class SlotsByArn {
  /** Two numbers for each place: the hash of an ARN, and its slot, counted from 1. */
  #places: Int32Array = new Int32Array(2 * FIRST_PLACES);
  #count = 0;

  constructor(private readonly texts: TextStore) {}

  /** The slot that an ARN was given last; undefined for one that never came. */
  find(arn: Uint8Array): number | undefined {
    const found = this.#places[this.#placeOf(arn, hashOf(arn)) + 1] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Gives an ARN a slot, of which the text is there already. */
  add(slot: number, arn: Uint8Array): void {
    const hash = hashOf(arn);
    const place = this.#placeOf(arn, hash);
    if (this.#places[place + 1] === 0) this.#count += 1;
    this.#places[place] = hash;
    this.#places[place + 1] = slot + 1;
    if (this.#count * 2 * (1 + SPARE) > this.#places.length) this.#grow();
  }

  /** Where an ARN stands, or would stand. */
  #placeOf(arn: Uint8Array, hash: number): number {
    const places = this.#places;
    let place = placeFor(hash, places);
    for (let number = places[place + 1] ?? 0; number !== 0; number = places[place + 1] ?? 0) {
      if (places[place] === hash && this.texts.compareArn(number - 1, arn) === 0) break;
      place = (place + 2) & (places.length - 1);
    }
    return place;
  }

  #grow(): void {
    const places = new Int32Array(this.#places.length * 2);
    for (let old = 0; old < this.#places.length; old += 2) {
      const [hash, number] = [this.#places[old] ?? 0, this.#places[old + 1] ?? 0];
      if (number === 0) continue;
      let place = placeFor(hash, places);
      while (places[place + 1] !== 0) place = (place + 2) & (places.length - 1);
      places[place] = hash;
      places[place + 1] = number;
    }
    this.#places = places;
  }
}

function placeFor(hash: number, places: Int32Array): number {
  return (hash << 1) & (places.length - 1);
}

function hashOf(bytes: Uint8Array): number {
  let hash = HASH_START;
  for (let at = 0; at < bytes.length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), HASH_FACTOR);
  return hash ^ (hash >>> 15);
}
