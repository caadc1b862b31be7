import type { Freshness } from '@gatehouse/contracts';

/** How far a refresh is, counted in parts of the picture. */
export interface RefreshProgress {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

/** Of the parts of an account's picture, those that were tried again since the refresh began and are over. */
export function progressOf(parts: readonly { readonly freshness: Freshness }[], since: string): RefreshProgress {
  const over = parts.filter(({ freshness: { state, attemptedAt } }) => {
    return state !== 'refreshing' && attemptedAt !== null && Date.parse(attemptedAt) >= Date.parse(since);
  });
  const failed = over.filter(({ freshness }) => freshness.state === 'failed').length;
  return { done: over.length, failed, total: parts.length };
}

/** Those that need somebody first. */
export function byTrouble(one: { readonly freshness: Freshness }, other: { readonly freshness: Freshness }): number {
  const order: readonly Freshness['state'][] = ['failed', 'stale', 'never', 'refreshing', 'fresh'];
  return order.indexOf(one.freshness.state) - order.indexOf(other.freshness.state);
}
