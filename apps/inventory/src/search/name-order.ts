import { grownColumn } from './grown-column.js';
import type { TextStore } from './text-store.js';

/** Steps between two looks at the clock. */
const STEPS = 20_000;
/** So few are sorted one by one. */
const SMALL = 16;

interface Range {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** Slots in the order of their names in lower case, then of their ARNs. */
export class NameOrder {
  #order: Int32Array = new Int32Array(0);
  #ranks: Float64Array = new Float64Array(0);

  constructor(private readonly texts: TextStore) {}

  /** How many are sorted. */
  get length(): number {
    return this.#order.length;
  }

  /** The slot at a place of the sorted ones. */
  at(place: number): number {
    return this.#order[place] ?? 0;
  }

  /** Where each slot stands among the sorted ones; two newcomers may stand at the same place. */
  get ranks(): Float64Array {
    return this.#ranks;
  }

  /** Sorts the first slots, which are in the order of their ARNs already. */
  async sort(count: number, rest: () => Promise<void>): Promise<void> {
    this.#order = new Int32Array(count);
    for (let slot = 0; slot < count; slot += 1) this.#order[slot] = slot;
    const waiting: Range[] = [{ from: 0, to: count, depth: 0 }];
    let steps = 0;
    for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
      steps += range.to - range.from;
      if (steps > STEPS) {
        steps = 0;
        await rest();
      }
      waiting.push(...this.#split(range));
    }
    this.#ranks = new Float64Array(count);
    for (let place = 0; place < count; place += 1) this.#ranks[this.#order[place] ?? 0] = place;
  }

  /** Gives a newcomer its rank. */
  insert(slot: number): void {
    if (slot >= this.#ranks.length) this.#ranks = grownColumn(this.#ranks, Math.ceil(slot * 1.25) + 1_024);
    this.#ranks[slot] = this.before(this.texts.name(slot), this.texts.arn(slot), false) - 0.5;
  }

  /** How many of the sorted stand before a name and an ARN; with itself where `isIncluded`. */
  before(name: string, arn: string, isIncluded: boolean): number {
    const bytes = Buffer.from(name);
    const arnBytes = Buffer.from(arn);
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(this.#order[middle] ?? 0, bytes, arnBytes);
      if (order < 0 || (isIncluded && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** As sorting has it. */
  compare(one: number, other: number): number {
    return this.compareWith(one, this.texts.name(other), this.texts.arn(other));
  }

  compareWith(slot: number, name: string, arn: string): number {
    return this.#compare(slot, Buffer.from(name), Buffer.from(arn));
  }

  #compare(slot: number, name: Uint8Array, arn: Uint8Array): number {
    return Buffer.compare(Buffer.from(this.texts.name(slot)), name) || this.texts.compareArn(slot, arn);
  }

  /** Sorts a range by one byte of the names, and gives the parts that are left to sort. */
  #split(range: Range): Range[] {
    const { from, to, depth } = range;
    if (to - from < SMALL) return this.#insertEach(range);
    const pivot = this.texts.nameByte(this.at((from + to) >>> 1), depth);
    const { less, more } = this.#partition(range, pivot);
    const same = pivot === -1 ? this.#byArn(less, more) : [{ from: less, to: more, depth: depth + 1 }];
    return [{ from, to: less, depth }, ...same, { from: more, to, depth }];
  }

  /** Puts what has a lower byte than the pivot first, and what has a higher one last. */
  #partition({ from, to, depth }: Range, pivot: number): { readonly less: number; readonly more: number } {
    const order = this.#order;
    let less = from;
    let more = to;
    for (let at = from; at < more;) {
      const slot = this.at(at);
      const byte = this.texts.nameByte(slot, depth);
      if (byte < pivot) {
        order[at++] = this.at(less);
        order[less++] = slot;
      } else if (byte > pivot) {
        order[at] = this.at(--more);
        order[more] = slot;
      } else at += 1;
    }
    return { less, more };
  }

  #insertEach({ from, to, depth }: Range): Range[] {
    const order = this.#order;
    for (let next = from + 1; next < to; next += 1) {
      const slot = order[next] ?? 0;
      let at = next;
      while (at > from && this.#compareFrom(order[at - 1] ?? 0, slot, depth) > 0) {
        order[at] = order[at - 1] ?? 0;
        at -= 1;
      }
      order[at] = slot;
    }
    return [];
  }

  /** The same names stand in the order of their slots, which is that of their ARNs. */
  #byArn(from: number, to: number): Range[] {
    this.#order.subarray(from, to).sort();
    return [];
  }

  #compareFrom(one: number, other: number, depth: number): number {
    for (let at = depth; ; at += 1) {
      const byte = this.texts.nameByte(one, at);
      const difference = byte - this.texts.nameByte(other, at);
      if (difference !== 0) return difference;
      if (byte === -1) return one - other;
    }
  }
}
