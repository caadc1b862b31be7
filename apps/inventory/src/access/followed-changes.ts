import type { AccessChange } from './access-rows.js';

/**
 * A change is stored with the time at which its transaction began, and seen when that ends, which takes a minute at
 * most: so now and then we look so far back.
 */
const LONGEST_TRANSACTION_MS = 90_000;
const DEEP_EVERY_MS = 15_000;
const USUAL_OVERLAP_MS = 3_000;

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
  since(now: Date): Date {
    const isDeep = now.getTime() - this.#deepAt >= DEEP_EVERY_MS;
    if (isDeep) this.#deepAt = now.getTime();
    return new Date(this.#since - (isDeep ? LONGEST_TRANSACTION_MS : USUAL_OVERLAP_MS));
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
    const old = this.#since - 2 * LONGEST_TRANSACTION_MS;
    if (this.#deepAt !== this.#since) return;
    for (const [arn, { at }] of this.#taken) if (at < old) this.#taken.delete(arn);
  }
}
