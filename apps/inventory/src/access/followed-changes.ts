import type { AccessChange } from './access-rows.js';

/**
 * A change is stored with the time at which its transaction began, and seen when that ends, which takes a minute at
 * most: so now and then we look so far back.
 */
const LONGEST_TRANSACTION_MS = 90_000;
const DEEP_EVERY_MS = 15_000;
const USUAL_OVERLAP_MS = 3_000;

/** What changed in one second of the clock, as far as telling whether all of it is known needs. */
export interface ChangesOfSecond {
  /** Of the Unix epoch. */
  readonly second: number;
  readonly count: number;
  /** The sum of the revisions that came about. */
  readonly revisions: number;
}

/** Which changes were taken in, so that looking back twice does nothing twice. */
export class FollowedChanges {
  readonly #taken = new Map<string, { readonly revision: number; readonly at: number }>();
  #since = 0;
  #deepAt = 0;

  /** Everything before is known. */
  beginAt(moment: Date): void {
    this.#since = moment.getTime();
    this.#deepAt = 0;
    this.#taken.clear();
  }

  /** From when on to look for changes. */
  get since(): Date {
    return new Date(this.#since - USUAL_OVERLAP_MS);
  }

  /** From when on to count what changed, when that is due; thousands may have, so they are counted and not read again. */
  countSince(now: Date): Date | null {
    if (now.getTime() - this.#deepAt < DEEP_EVERY_MS) return null;
    this.#deepAt = now.getTime();
    const old = this.#since - 2 * LONGEST_TRANSACTION_MS;
    for (const [arn, { at }] of this.#taken) if (at < old) this.#taken.delete(arn);
    return new Date(Math.floor((this.#since - LONGEST_TRANSACTION_MS) / 1_000) * 1_000);
  }

  /** The seconds of which not everything was taken in. */
  incomplete(stored: readonly ChangesOfSecond[]): number[] {
    const known = this.#bySecond(Math.min(...stored.map(({ second }) => second)));
    return stored
      .filter(({ second, count, revisions }) => {
        const own = known.get(second);
        return own?.count !== count || own.revisions !== revisions;
      })
      .map(({ second }) => second);
  }

  newOnes(changes: readonly AccessChange[]): AccessChange[] {
    return changes.filter(({ arn, revision }) => (this.#taken.get(arn)?.revision ?? 0) < revision);
  }

  applied(changes: readonly AccessChange[]): void {
    for (const { arn, revision, changedAt } of changes) this.#taken.set(arn, { revision, at: changedAt.getTime() });
  }

  /** Everything up to then was looked at. */
  passed(now: Date): void {
    this.#since = now.getTime();
  }

  #bySecond(from: number): Map<number, { count: number; revisions: number }> {
    const seconds = new Map<number, { count: number; revisions: number }>();
    for (const { revision, at } of this.#taken.values()) {
      const second = Math.floor(at / 1_000);
      if (second < from) continue;
      const known = seconds.get(second) ?? { count: 0, revisions: 0 };
      seconds.set(second, known);
      known.count += 1;
      known.revisions += revision;
    }
    return seconds;
  }
}
