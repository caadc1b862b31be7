import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { includesNumber, NumberSet, numbersIn } from './number-set.js';

const members = (set: NumberSet) => {
  const bits = new Uint32Array(200);
  set.unionInto(bits);
  return [...numbersIn(bits)];
};

describe(NumberSet, () => {
  it('behaves as a Set of numbers, however many are added and taken away', () => {
    const command = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 1_500 }));
    fc.assert(
      fc.property(fc.array(command, { maxLength: 600 }), (commands) => {
        const ours = new NumberSet();
        const model = new Set<number>();
        for (const [add, number] of commands) {
          if (add) ours.add(number);
          else ours.delete(number);
          if (add) model.add(number);
          else model.delete(number);
        }
        expect(members(ours)).toEqual([...model].sort((one, other) => one - other));
        expect(ours.size).toBe(model.size);
      }),
    );
  });

  it('stays right when it turns from a list into bits, and grows', () => {
    const set = new NumberSet();
    for (let number = 0; number < 1_000; number += 1) set.add(number);
    set.add(5_000);
    set.delete(500);
    expect(set.size).toBe(1_000);
    expect([0, 499, 500, 999, 1_000, 5_000].map((number) => set.has(number))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});

describe(includesNumber, () => {
  it('finds what is there and nothing else', () => {
    const sorted = Uint32Array.from([1, 5, 9]);
    expect([0, 1, 5, 6, 9, 10].map((number) => includesNumber(sorted, number))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });
});
