import { NONE, NumbersByHash, hashOf } from './numbers-by-hash.js';
import { withRoom } from './with-room.js';

/** Gives runs of numbers a number: equal runs the same one. All runs stand one behind the other in one array. */
export class NumberRuns {
  readonly #numbers = new NumbersByHash();
  #values = new Int32Array(32);
  /** By the number of a run, and one more: where it begins is where the one before ends. */
  #starts = new Int32Array(8);

  get size(): number {
    return this.#numbers.size;
  }

  run(number: number): Int32Array {
    return this.#values.subarray(this.startOf(number), this.startOf(number + 1));
  }

  /** All runs, for who reads many: that of a number is from its `startOf` to the `startOf` of the next. */
  get values(): Int32Array {
    return this.#values;
  }

  startOf(number: number): number {
    return this.#starts[number] ?? 0;
  }

  /** A run's number; one that was never seen gets the next. */
  numberOf(run: Int32Array): number {
    const hash = hashOf(run);
    const known = this.#numbers.find(hash, (number) => this.#isAt(number, run));
    if (known !== NONE) return known;
    const number = this.#numbers.add(hash);
    const start = this.startOf(number);
    this.#values = withRoom(this.#values, start + run.length);
    this.#values.set(run, start);
    this.#starts = withRoom(this.#starts, number + 2);
    this.#starts[number + 1] = start + run.length;
    return number;
  }

  #isAt(number: number, run: Int32Array): boolean {
    const start = this.startOf(number);
    if (this.startOf(number + 1) - start !== run.length) return false;
    return run.every((value, at) => this.#values[start + at] === value);
  }
}
