import { describe, expect, it } from '@jest/globals';
import { RateLimitReached, TokenBucket } from './token-bucket.js';

function bucketAt(time: { ms: number }) {
  return new TokenBucket({ ratePerSecond: 10, burst: 2, longestWaitMs: 500, now: () => time.ms });
}

describe(TokenBucket, () => {
  it('lets a burst pass at once and spaces what follows', () => {
    const bucket = bucketAt({ ms: 1_000 });
    expect([1, 2, 3, 4].map(() => bucket.reserve())).toEqual([0, 0, 100, 200]);
  });

  it('is full again after a pause, and not fuller', () => {
    const time = { ms: 0 };
    const bucket = bucketAt(time);
    bucket.reserve();
    bucket.reserve();
    time.ms = 60_000;
    expect([1, 2, 3].map(() => bucket.reserve())).toEqual([0, 0, 100]);
  });

  it('refuses at once what would wait too long, and takes no token for it', () => {
    const time = { ms: 0 };
    const bucket = bucketAt(time);
    for (let taken = 0; taken < 7; taken += 1) bucket.reserve();
    expect(() => bucket.reserve()).toThrow(RateLimitReached);
    time.ms = 100;
    expect(bucket.reserve()).toBe(500);
  });
});
