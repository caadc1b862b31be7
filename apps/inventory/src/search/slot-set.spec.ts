import { describe, expect, it } from '@jest/globals';
import { SlotSet } from './slot-set.js';

function setOf(slots: readonly number[], capacity = 10): SlotSet {
  const set = new SlotSet(capacity);
  for (const slot of slots) set.add(slot);
  return set;
}

function membersOf(set: SlotSet): number[] {
  const members: number[] = [];
  for (let slot = set.next(0); slot !== -1; slot = set.next(slot + 1)) members.push(slot);
  return members;
}

describe(SlotSet, () => {
  it('holds what was added, beyond its first capacity as well', () => {
    const set = setOf([0, 31, 32, 63, 64, 1_000, 100_000]);
    set.delete(63);
    set.delete(5_000_000);
    expect(membersOf(set)).toEqual([0, 31, 32, 64, 1_000, 100_000]);
    expect([31, 63, 100_000, 9_999_999].map((slot) => set.has(slot))).toEqual([true, false, true, false]);
  });

  it.each([
    [
      [1, 2, 40, 900],
      [2, 40, 41],
    ],
    [
      [2, 40],
      [1, 2, 40, 900, 50_000],
    ],
    [[], [7]],
  ])('unites and intersects %j and %j', (one, other) => {
    const united = setOf(one);
    united.unite(setOf(other));
    expect(membersOf(united)).toEqual([...new Set([...one, ...other])].sort((a, b) => a - b));
    const common = setOf(one);
    common.intersect(setOf(other));
    const both = one.filter((slot) => other.includes(slot));
    expect(membersOf(common)).toEqual(both);
    const kept = setOf(one);
    expect([kept.keep(setOf(other)), kept.count(), membersOf(kept)]).toEqual([both.length, both.length, both]);
    const copy = setOf(one);
    copy.copy(setOf(other));
    expect(membersOf(copy)).toEqual(other);
  });

  it('finds the next member that is ranked low enough', () => {
    const set = setOf([3, 40, 41, 64, 90]);
    const ranks = Int32Array.from({ length: 100 }, (_, at) => (at === 41 || at === 64 ? 5 : 9));
    const next = (from: number, to: number, limit: number) => set.nextRanked(from, to, { ranks, limit });
    expect([next(3, 100, 9), next(4, 100, 5), next(42, 100, 5), next(65, 100, 5)]).toEqual([3, 41, 64, -1]);
    expect([next(42, 64, 5), next(42, 65, 5), next(3, 100, 4)]).toEqual([-1, 64, -1]);
  });

  it('is empty after it was cleared, and takes in others then', () => {
    const set = setOf([3, 300]);
    set.clear();
    expect(set.next(0)).toBe(-1);
    set.unite(setOf([5, 40]));
    set.unite(setOf([6]));
    expect(membersOf(set)).toEqual([5, 6, 40]);
  });

  it.each([
    [0, 0],
    [3, 4],
    [3, 40],
    [31, 33],
    [32, 64],
    [0, 200],
    [95, 96],
  ])('takes in all from %i to below %i', (from, to) => {
    const set = setOf([1_000]);
    set.addRange(from, to);
    expect(membersOf(set)).toEqual([...Array.from({ length: to - from }, (_, at) => from + at), 1_000]);
  });

  it('is read in part, and filters', () => {
    const set = setOf([1, 31, 32, 90, 500]);
    const slots = new Int32Array(3);
    expect([set.read({ from: 2, to: 500 }, slots), ...slots]).toEqual([3, 31, 32, 90]);
    expect([set.read({ from: 91, to: 500 }, slots), set.read({ from: 91, to: 501 }, slots)]).toEqual([0, 1]);
    const some = Int32Array.of(1, 2, 90, 400, 500, 31);
    expect([set.filter(some, 5), ...some.subarray(0, 3)]).toEqual([3, 1, 90, 500]);
    const added = setOf([]);
    added.addAll(some, 2);
    expect(membersOf(added)).toEqual([1, 90]);
  });
});
