import { describe, expect, it } from '@jest/globals';
import { decideAfterFailure, isPoison } from './delivery-policy.js';

describe(decideAfterFailure, () => {
  it.each([
    [1, 1_000],
    [2, 10_000],
    [3, 60_000],
    [4, 600_000],
  ])('brings an event again after delivery %i in %i ms', (deliveryCount, pauseMilliseconds) => {
    expect(decideAfterFailure(deliveryCount, true)).toEqual({ next: 'retry', pauseMilliseconds });
  });

  it('gives up after the fifth delivery, and however many follow', () => {
    expect(decideAfterFailure(5, true)).toEqual({ next: 'dead-letter' });
    expect(decideAfterFailure(9, true)).toEqual({ next: 'dead-letter' });
  });

  it('gives up at once when no further delivery can make the event readable', () => {
    expect(decideAfterFailure(1, false)).toEqual({ next: 'dead-letter' });
  });
});

describe(isPoison, () => {
  it('is an event that came more than ten times without any result', () => {
    expect(isPoison(10)).toBe(false);
    expect(isPoison(11)).toBe(true);
  });
});
