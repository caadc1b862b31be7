import { describe, expect, it } from '@jest/globals';
import { descendantsOf } from './descendants.rules.js';

describe(descendantsOf, () => {
  it('finds children and theirs, and nobody else', () => {
    const all = [
      { pid: 1, parent: 0 },
      { pid: 10, parent: 1 },
      { pid: 11, parent: 10 },
      { pid: 12, parent: 11 },
      { pid: 13, parent: 10 },
      { pid: 20, parent: 1 },
    ];
    expect(descendantsOf(10, all)).toEqual([11, 13, 12]);
    expect(descendantsOf(20, all)).toEqual([]);
    expect(descendantsOf(20, [])).toEqual([]);
  });
});
