/** Lets so many do something at once, and the others in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** What `work` brings, once it had its turn. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
