/** Longer keys are not worth their room: who writes such a policy writes few of them. */
const MAX_KEY_LENGTH = 512;

/**
 * What was made for the latest keys, bounded: at most twice `size` of them. What was not asked for while that many others
 * were made is forgotten.
 */
export class Remembered<T> {
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  constructor(private readonly size: number) {}

  get(key: string): T | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    return old === undefined ? undefined : this.keep(key, old);
  }

  /** Gives back what is kept. */
  keep(key: string, value: T): T {
    if (key.length > MAX_KEY_LENGTH) return value;
    if (this.#young.size >= this.size) [this.#old, this.#young] = [this.#young, new Map()];
    this.#young.set(key, value);
    return value;
  }
}
