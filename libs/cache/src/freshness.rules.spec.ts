import { describe, expect, it } from '@jest/globals';
import { decideFreshness } from './freshness.rules.js';

describe(decideFreshness, () => {
  it.each([
    [0, 'fresh'],
    [60, 'fresh'],
    [61, 'stale'],
    [90, 'stale'],
    [91, 'expired'],
    [-2, 'fresh'],
    [-6, 'expired'],
  ])('calls a value of %d s %s', (ageSeconds, freshness) => {
    expect(decideFreshness(ageSeconds, { ttlSeconds: 60, staleSeconds: 30 })).toBe(freshness);
  });
});
