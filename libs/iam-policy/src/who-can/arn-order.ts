import { ENCODER } from './byte-pieces.js';
import type { TextTable } from './text-table.js';

/** So many are put in their places in a few milliseconds. */
const MANY = 16_384;

/**
 * Numbers of ARNs in the order of the ARNs' code points, as UTF-8 has it (and Postgres in the collation "C"). For ARNs,
 * which are ASCII, that is the order of strings; it differs where characters beyond U+FFFF meet those above their halves.
 * New ARNs are put in their places when somebody asks, or when
 * there are many: few of them among many cost a copy, not a sort.
 */
export class ArnOrder {
  readonly #arns: TextTable;
  /** The first numbers that were given out; those that came since are not among them yet. */
  #sorted = new Int32Array(0);

  /** `arns` may grow. */
  constructor(arns: TextTable) {
    this.#arns = arns;
  }

  /** How many ARNs are not in their places yet. */
  get waiting(): number {
    return this.#arns.size - this.#sorted.length;
  }

  /** For whoever adds ARNs: so that nobody who asks has to wait for the sort of a million. */
  keepUp(): void {
    if (this.waiting >= MANY) this.#settle();
  }

  /** All numbers in order: not to be changed, and not changed by later additions. */
  get numbers(): Int32Array {
    if (this.waiting > 0) this.#settle();
    return this.#sorted;
  }

  /** Index in `numbers` of the first ARN behind the given one. */
  firstAfter(arn: string, numbers = this.numbers): number {
    const bytes = ENCODER.encode(arn);
    return firstIndex(numbers, (number) => this.#arns.compareTo(number, bytes) > 0);
  }

  #settle(): void {
    const [sorted, arns] = [this.#sorted, this.#arns];
    const added = Array.from({ length: arns.size - sorted.length }, (_, at) => sorted.length + at);
    // The sort of arrays, unlike that of typed ones, is quick with what comes in order, as pages of the store do.
    added.sort((one, other) => arns.compare(one, other));
    const merged = new Int32Array(arns.size);
    let [from, to] = [0, 0];
    for (const number of added) {
      const until = Math.max(
        from,
        firstIndex(sorted, (other) => arns.compare(other, number) > 0),
      );
      if (until > from) merged.set(sorted.subarray(from, until), to);
      to += until - from;
      from = until;
      merged[to++] = number;
    }
    merged.set(sorted.subarray(from), to);
    this.#sorted = merged;
  }
}

/** Where the numbers begin of which `isBehind` holds: all those behind the first one. */
function firstIndex(numbers: Int32Array, isBehind: (number: number) => boolean): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBehind(numbers[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
