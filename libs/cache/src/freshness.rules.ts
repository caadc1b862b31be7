/** What to do with a cached value of an age. */
export type Freshness = 'fresh' | 'stale' | 'expired';

/** Up to `ttlSeconds` use it; for `staleSeconds` more use it and load a new one meanwhile; after that load first. */
export function decideFreshness(ageSeconds: number, key: { ttlSeconds: number; staleSeconds: number }): Freshness {
  // A value from the future was written by a clock that is ahead of ours: its age cannot be told.
  if (ageSeconds < -5) return 'expired';
  if (ageSeconds <= key.ttlSeconds) return 'fresh';
  return ageSeconds <= key.ttlSeconds + key.staleSeconds ? 'stale' : 'expired';
}
