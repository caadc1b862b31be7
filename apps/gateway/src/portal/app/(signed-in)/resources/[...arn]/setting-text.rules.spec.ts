import { describe, expect, it } from '@jest/globals';
import { settingText, stableJson } from './setting-text.rules';

describe(settingText, () => {
  it.each([
    [null, '–'],
    ['', '–'],
    [true, 'Yes'],
    [0, '0'],
    ['eu-west-1', 'eu-west-1'],
    [['a'], '[\n "a"\n]'],
  ])('of %j is %j', (value, text) => {
    expect(settingText(value)).toBe(text);
  });
});

describe(stableJson, () => {
  it('does not depend on the order of keys, but on that of lists', () => {
    expect(stableJson({ b: [2, 1], a: { d: 1, c: 2 } })).toBe(stableJson({ a: { c: 2, d: 1 }, b: [2, 1] }));
    expect(stableJson([1, 2])).not.toBe(stableJson([2, 1]));
  });
});
