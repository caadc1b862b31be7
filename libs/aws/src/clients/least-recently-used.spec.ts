import { describe, expect, it } from '@jest/globals';
import { LeastRecentlyUsed } from './least-recently-used.js';

describe(LeastRecentlyUsed, () => {
  it('forgets what was not used for longest', () => {
    const kept = new LeastRecentlyUsed<string, number>(2);
    kept.set('a', 1);
    kept.set('b', 2);
    kept.get('a');
    kept.set('c', 3);
    expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.size]).toEqual([1, undefined, 3, 2]);
  });

  it('makes a value once', () => {
    const kept = new LeastRecentlyUsed<string, object>(2);
    expect(kept.getOrMake('a', () => ({}))).toBe(kept.getOrMake('a', () => ({})));
  });
});
