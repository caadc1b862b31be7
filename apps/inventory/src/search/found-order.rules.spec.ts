import { describe, expect, it } from '@jest/globals';
import { firstOf } from './found-order.rules.js';

const at = (key: string, arn: string) => ({ key, arn });

describe(firstOf, () => {
  it('puts ARNs and names in the order of their bytes, which is not that of strings', () => {
    const [later, earlier] = [at('😀', '😀'), at('\uff5e', '\uff5e')];
    expect(firstOf([[later], [earlier]], 'arn', 2)).toEqual([earlier, later]);
    expect(firstOf([[later], [earlier]], 'name', 2)).toEqual([earlier, later]);
  });

  it('puts what changed last first, and the same names and times in the order of ARNs', () => {
    const times = [[at('900', 'b'), at('10', 'c')], [at('1000', 'd')], [at('900', 'a')]];
    expect(firstOf(times, 'changed', 3).map(({ arn }) => arn)).toEqual(['d', 'a', 'b']);
    expect(firstOf([[at('n', 'b')], [at('n', 'a')]], 'name', 2).map(({ arn }) => arn)).toEqual(['a', 'b']);
  });

  it('gives no more than asked, and nothing of nothing', () => {
    expect(firstOf([[at('a', 'a'), at('c', 'c')], [at('b', 'b')]], 'arn', 2).map(({ arn }) => arn)).toEqual(['a', 'b']);
    expect(firstOf([[], []], 'arn', 2)).toEqual([]);
    expect(firstOf([], 'arn', 2)).toEqual([]);
  });
});
