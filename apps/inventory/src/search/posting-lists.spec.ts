import { describe, expect, it } from '@jest/globals';
import { PostingLists } from './posting-lists.js';
import { SlotSet } from './slot-set.js';

function slotsOf(lists: PostingLists, term: number): number[] {
  const set = new SlotSet(10);
  lists.addTo(term, set);
  const slots: number[] = [];
  for (let slot = set.next(0); slot !== -1; slot = set.next(slot + 1)) slots.push(slot);
  return slots;
}

describe(PostingLists, () => {
  it.each([
    ['near ones', [0, 1, 2, 3, 127, 128]],
    ['far ones', [5, 200, 20_000, 3_000_000, 500_000_000]],
    ['repeated ones', [7, 7, 9, 9]],
    ['late ones', [10, 20, 3, 15, 3, 30]],
  ])('gives back %s', (_what, slots) => {
    const lists = new PostingLists(2);
    for (const slot of slots) lists.add(1, slot);
    const unique = [...new Set(slots)].sort((one, other) => one - other);
    expect(slotsOf(lists, 1)).toEqual(unique);
    expect(lists.count(1)).toBe(unique.length);
    expect(slotsOf(lists, 0)).toEqual([]);
  });

  it('has room for terms that it was not made for', () => {
    const lists = new PostingLists(1);
    lists.add(5_000, 3);
    expect(slotsOf(lists, 5_000)).toEqual([3]);
    expect(lists.count(4_999)).toBe(0);
  });

  it('keeps a frequent term as a set, and finds the same', () => {
    const lists = new PostingLists(1);
    const slots = Array.from({ length: 60_000 }, (_, at) => at * 3);
    for (const slot of slots) lists.add(0, slot);
    for (const late of [1, 4, 4]) lists.add(0, late);
    expect(lists.count(0)).toBe(slots.length + 2);
    expect(slotsOf(lists, 0)).toEqual([...slots, 1, 4].sort((one, other) => one - other));
    expect(lists.lateCount).toBe(0);
  });

  it('gives what has the term as a set, whatever was in that before', () => {
    const lists = new PostingLists(1);
    for (const slot of [4, 8, 12]) lists.add(0, slot);
    const scratch = new SlotSet(10);
    scratch.add(9);
    const set = lists.setOf(0, scratch);
    expect([8, 9, 12].map((slot) => set.has(slot))).toEqual([true, false, true]);
  });

  it.each([
    ['a list', 100],
    ['a set', 70_000],
  ])('takes in many at once as %s, and gives room back', (_what, count) => {
    const lists = new PostingLists(1);
    lists.add(0, 3);
    lists.addRange(0, 5, 5 + count);
    lists.trim();
    lists.add(0, count + 40);
    const slots = [3, ...Array.from({ length: count }, (_, at) => 5 + at), count + 40];
    expect(slotsOf(lists, 0)).toEqual(slots);
    expect(lists.count(0)).toBe(slots.length);
  });

  it('is read as numbers where these fit', () => {
    const lists = new PostingLists(2);
    for (const slot of [4, 300, 70_000, 6]) lists.add(0, slot);
    const slots = new Int32Array(4);
    expect([lists.fits(0, slots), lists.fits(0, new Int32Array(3)), lists.fits(1, slots)]).toEqual([true, false, true]);
    expect([lists.read(0, slots), ...slots]).toEqual([4, 4, 300, 70_000, 6]);
    expect(lists.read(1, slots)).toBe(0);
  });
});
