import { sortByDigits } from './sorted-by-digits.js';
import type { TextStore } from './text-store.js';

/** Slots in the order of their names in lower case, then of their ARNs. */
export class NameOrder {
  #order: Int32Array = new Int32Array(0);
  #ranks: Int32Array = new Int32Array(0);

  constructor(private readonly texts: TextStore) {}

  /** How many are sorted. */
  get length(): number {
    return this.#order.length;
  }

  /** The slot at a place of the sorted ones. */
  at(place: number): number {
    return this.#order[place] ?? 0;
  }

  /** The place of each slot. */
  get ranks(): Int32Array {
    return this.#ranks;
  }

  /** Sorts the first slots, which are in the order of their ARNs already. */
  async sort(count: number, rest: () => Promise<void>): Promise<void> {
    this.#order = Int32Array.from({ length: count }, (_, slot) => slot);
    await sortByDigits(this.#order, this.texts.nameDigits, rest);
    this.#ranks = new Int32Array(count);
    for (let place = 0; place < count; place += 1) this.#ranks[this.#order[place] ?? 0] = place;
  }

  /** How many of the sorted stand before a name and an ARN; with itself where `isIncluded`. */
  before(name: string, arn: string, isIncluded: boolean): number {
    const bytes = Buffer.from(name);
    const arnBytes = Buffer.from(arn);
    const limit = isIncluded ? 0 : -1;
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Math.sign(this.#compare(this.#order[middle] ?? 0, bytes, arnBytes)) <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** As sorting has it. */
  compare(one: number, other: number): number {
    return this.texts.compareNames(one, other) || this.texts.compareArns(one, other);
  }

  compareWith(slot: number, name: string, arn: string): number {
    return this.#compare(slot, Buffer.from(name), Buffer.from(arn));
  }

  #compare(slot: number, name: Uint8Array, arn: Uint8Array): number {
    return this.texts.compareName(slot, name) || this.texts.compareArn(slot, arn);
  }
}
