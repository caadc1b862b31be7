import { describe, expect, it } from '@jest/globals';
import { FULL, FULL_WHEN_DUE, mergeOf } from './merging.rules.js';

const segment = (slots: number, isWorn = false) => ({ slots, size: slots, isWorn });
const merged = (sizes: readonly number[], isDue = false) =>
  mergeOf(
    sizes.map((size) => segment(size)),
    isDue,
  );

describe(mergeOf, () => {
  it('leaves newcomers open until they are many', () => {
    expect(merged([0])).toEqual([]);
    expect(merged([5_000_000, FULL - 1])).toEqual([]);
    expect(merged([5_000_000, FULL])).toEqual([1]);
  });

  it('seals fewer when they have waited for long', () => {
    expect(merged([1_000_000, FULL_WHEN_DUE])).toEqual([]);
    expect(merged([1_000_000, FULL_WHEN_DUE], true)).toEqual([1]);
    expect(merged([1_000_000, FULL_WHEN_DUE - 1], true)).toEqual([]);
  });

  it('takes along what is hardly larger, and leaves what is much larger', () => {
    expect(merged([FULL, FULL])).toEqual([0, 1]);
    expect(merged([2 * FULL, FULL, FULL])).toEqual([0, 1, 2]);
    expect(merged([4 * FULL, FULL, FULL])).toEqual([1, 2]);
    expect(merged([4 * FULL, 2 * FULL, FULL])).toEqual([2]);
  });

  it('counts what is there, not what is gone', () => {
    const emptied = { slots: 4 * FULL, size: FULL, isWorn: false };
    expect(mergeOf([emptied, segment(FULL)], false)).toEqual([0, 1]);
  });

  it('makes none that is more than a part of the whole', () => {
    expect(merged([4 * FULL, 4 * FULL, 2 * FULL, FULL, FULL])).toEqual([2, 3, 4]);
    expect(merged([40 * FULL, 5 * FULL, 3 * FULL, 2 * FULL, FULL])).toEqual([4]);
    expect(merged([40 * FULL, 5 * FULL, 4 * FULL, 3 * FULL, 2 * FULL])).toEqual([2, 3, 4]);
    expect(merged([5 * FULL, 4 * FULL, 3 * FULL, 2 * FULL])).toEqual([2, 3]);
  });

  it('makes one anew that is worn', () => {
    expect(mergeOf([segment(FULL), segment(2 * FULL, true), segment(7)], false)).toEqual([1]);
  });

  it('keeps segments few, and moves resources a few times, however many come', () => {
    let sizes: number[] = [];
    let moved = 0;
    for (let turn = 1; turn <= 400; turn += 1) {
      sizes.push(FULL);
      const chosen = merged(sizes);
      const together = chosen.reduce((sum, at) => sum + (sizes[at] ?? 0), 0);
      expect(together).toBeLessThanOrEqual(Math.max(6, turn * 0.25) * FULL);
      sizes = [...sizes.slice(0, chosen[0]), together];
      moved += together;
      expect(sizes.length).toBeLessThanOrEqual(turn < 80 ? 14 : 24);
    }
    expect(moved / (400 * FULL)).toBeLessThan(4);
  });
});
