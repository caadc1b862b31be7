import { describe, expect, it } from '@jest/globals';
import { descendantsOf } from './descendants.rules.js';

describe(descendantsOf, () => {
  it('finds children and theirs, and nobody else', () => {
    const pairs = [1, 0, 10, 1, 11, 10, 12, 11, 13, 10, 20, 1];
    const all = [0, 2, 4, 6, 8, 10].map((at) => ({ pid: pairs[at] ?? 0, parent: pairs[at + 1] ?? 0 }));
    expect(descendantsOf(10, all)).toEqual([11, 13, 12]);
    expect(descendantsOf(20, all)).toEqual([]);
    expect(descendantsOf(20, [])).toEqual([]);
  });
});
