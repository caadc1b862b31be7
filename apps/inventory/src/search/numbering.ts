import { ownCopy } from '../resource/own-copy.js';

/** Numbers for the few different values that many resources share, in the order in which they come. */
export class Numbering {
  readonly #numbers = new Map<string, number>();
  readonly #values: string[] = [];

  of(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const kept = ownCopy(value);
    this.#numbers.set(kept, this.#values.length);
    return this.#values.push(kept) - 1;
  }

  /** Undefined for a value that never came. */
  find(value: string): number | undefined {
    return this.#numbers.get(value);
  }

  /** The numbers of all values that are as asked. */
  matching(isWanted: (value: string) => boolean): number[] {
    return this.#values.flatMap((value, number) => (isWanted(value) ? [number] : []));
  }

  get size(): number {
    return this.#values.length;
  }
}
