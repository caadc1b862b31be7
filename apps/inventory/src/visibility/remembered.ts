import { LeastRecentlyUsed } from '@gatehouse/aws';

/** How long answers are good, in milliseconds since they were asked for. */
export interface Life {
  /** After so long an answer is asked for again, while the old one is still given. */
  readonly freshMs: number;
  /** After so long it is not given any more. */
  readonly goodMs: number;
}

interface Entry<T> {
  readonly answer: T;
  readonly askedAt: number;
}

/** Answers by key, each asked for once at a time. What fails is not remembered, and ends no answer before its time. */
export class Remembered<T> {
  readonly #known: LeastRecentlyUsed<string, Entry<T>>;
  readonly #asking = new Map<string, Promise<T>>();

  constructor(
    private readonly life: Life,
    private readonly now: () => number,
    limit: number,
  ) {
    this.#known = new LeastRecentlyUsed(limit);
  }

  /** The answer under a key, asked for when it is not known or too old. */
  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    const age = known === undefined ? Infinity : this.now() - known.askedAt;
    if (known === undefined || age >= this.life.goodMs) return this.#ask(key, ask);
    if (age >= this.life.freshMs) this.#ask(key, ask).catch(() => undefined);
    return known.answer;
  }

  #ask(key: string, ask: () => Promise<T>): Promise<T> {
    const running = this.#asking.get(key);
    if (running !== undefined) return running;
    const askedAt = this.now();
    const asking = ask()
      .then((answer) => {
        this.#known.set(key, { answer, askedAt });
        return answer;
      })
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }
}
