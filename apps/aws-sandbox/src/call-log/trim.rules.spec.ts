import { describe, expect, it } from '@jest/globals';

import { fairShare } from './trim.rules.js';

describe('fairShare', () => {
  it.each([
    [[], 10, 0],
    [[3, 4], 10, 4],
    [[20], 10, 10],
    [[2, 20], 10, 8],
    [[2, 20, 30], 10, 4],
    [[1, 1, 1], 2, 0],
  ])('of %j at most %d: %d each', (sizes, limit, share) => {
    expect(fairShare(sizes, limit)).toBe(share);
    expect(sizes.reduce((sum, size) => sum + Math.min(size, share), 0)).toBeLessThanOrEqual(limit);
  });
});
