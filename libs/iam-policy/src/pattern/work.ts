/** How much may be done in all, in letters looked at or steps taken; shared by whoever works on one task. */
export class Work {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  /** Takes some of it; false when it is used up, now and ever after. */
  take(units: number): boolean {
    this.#left -= units;
    return this.#left >= 0;
  }

  get isUsedUp(): boolean {
    return this.#left < 0;
  }
}
