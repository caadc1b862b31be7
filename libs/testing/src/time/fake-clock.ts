/** A clock that stands still until it is told to go on; fits wherever the host's `Clock` is asked for. */
export class FakeClock {
  #now: number;

  constructor(start: Date | string = '2026-01-15T09:00:00Z') {
    this.#now = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the time on by so many seconds. */
  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }

  /** Moves the time to this moment. */
  set(moment: Date | string): void {
    this.#now = new Date(moment).getTime();
  }
}
