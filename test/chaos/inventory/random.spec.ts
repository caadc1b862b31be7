import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from './random.js';

describe(SeededRandom, () => {
  const numbers = (seed: number) => {
    const random = new SeededRandom(seed);
    return Array.from({ length: 1_000 }, () => random.below(10));
  };

  it('says the same for the same seed, and something else for another', () => {
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
  });

  it('leaves no number out and none above the end', () => {
    expect([...new Set(numbers(7))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
