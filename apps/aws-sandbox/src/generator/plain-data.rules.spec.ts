import { describe, expect, it } from '@jest/globals';

import { samePlainData } from './plain-data.rules.js';

const make = () => ({
  text: 'a',
  at: new Date(5),
  none: undefined,
  tags: new Map([['a', { n: 1 }]]),
  names: new Set(['x', 'y']),
  list: [1, 2],
  bytes: new Uint8Array([1, 2]),
});

describe('samePlainData', () => {
  it('finds the same in two that were made alike', () => {
    expect(samePlainData(make(), make())).toBe(true);
  });

  it.each([
    ['text', { text: 'b' }],
    ['a time', { at: new Date(6) }],
    ['a value where there was none', { none: 1 }],
    ['a value of a map', { tags: new Map([['a', { n: 2 }]]) }],
    ['a key of a map', { tags: new Map([['b', { n: 1 }]]) }],
    ['the size of a map', { tags: new Map() }],
    ['a member of a set', { names: new Set(['x', 'z']) }],
    ['the size of a set', { names: new Set(['x']) }],
    ['a list', { list: [1, 3] }],
    ['the length of a list', { list: [1] }],
    ['bytes', { bytes: new Uint8Array([1, 3]) }],
    ['a record in place of a map', { tags: { a: { n: 1 } } }],
    ['one more member', { more: 1 }],
    ['nothing in place of something', { tags: null }],
  ])('sees a difference in %s', (_what, change) => {
    expect(samePlainData(make(), { ...make(), ...change })).toBe(false);
    expect(samePlainData({ ...make(), ...change }, make())).toBe(false);
  });
});
