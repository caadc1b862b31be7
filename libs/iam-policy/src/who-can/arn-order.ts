/**
 * Numbers of ARNs in the order of the ARNs' code units. New ones wait until somebody asks; few of them among many cost a
 * copy, not a sort.
 */
export class ArnOrder {
  readonly #arns: readonly string[];
  #sorted = new Int32Array(0);
  #waiting: number[] = [];

  /** `arns` may grow; what it holds under a number never changes. */
  constructor(arns: readonly string[]) {
    this.#arns = arns;
  }

  add(number: number): void {
    this.#waiting.push(number);
  }

  /** All numbers in order: not to be changed, and not changed by later additions. */
  get numbers(): Int32Array {
    if (this.#waiting.length > 0) this.#settle();
    return this.#sorted;
  }

  /** Index in `numbers` of the first ARN behind the given one. */
  firstAfter(arn: string, numbers = this.numbers): number {
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#arnOf(numbers[middle]) <= arn) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #settle(): void {
    const added = this.#waiting.sort((one, other) => (this.#arnOf(one) < this.#arnOf(other) ? -1 : 1));
    const merged = new Int32Array(this.#sorted.length + added.length);
    let [from, to] = [0, 0];
    for (const number of added) {
      const until = Math.max(from, this.firstAfter(this.#arnOf(number), this.#sorted));
      merged.set(this.#sorted.subarray(from, until), to);
      to += until - from;
      from = until;
      merged[to++] = number;
    }
    merged.set(this.#sorted.subarray(from), to);
    this.#sorted = merged;
    this.#waiting = [];
  }

  #arnOf(number: number | undefined): string {
    return this.#arns[number ?? -1] ?? '';
  }
}
