import { describe, expect, it } from '@jest/globals';

import { type GivenFilter, filtered } from './filters.rules.js';

interface Thing {
  readonly name: string;
  readonly tags: ReadonlyMap<string, string>;
}

const THINGS: readonly Thing[] = [
  { name: 'alpha', tags: new Map([['team', 'payments']]) },
  {
    name: 'beta*',
    tags: new Map([
      ['team', 'data'],
      ['tier', '1'],
    ]),
  },
  { name: 'Alpha.2', tags: new Map() },
];

const found = (...filters: GivenFilter[]): readonly string[] =>
  filtered(THINGS, filters, { fields: { name: ({ name }) => [name] }, tagsOf: ({ tags }) => tags }).map(
    ({ name }) => name,
  );

describe('filters', () => {
  it('hold all, each with any of its values, and mind the case', () => {
    expect(found()).toHaveLength(3);
    expect(found({ Name: 'name', Values: ['alpha', 'beta*'] })).toEqual(['alpha', 'beta*']);
    expect(found({ Name: 'name', Values: ['a*'] }, { Name: 'tag:team', Values: ['payments', 'x'] })).toEqual(['alpha']);
  });

  it('have wildcards that can be taken literally', () => {
    expect(found({ Name: 'name', Values: ['*lpha*'] })).toEqual(['alpha', 'Alpha.2']);
    expect(found({ Name: 'name', Values: ['Alpha?2'] })).toEqual(['Alpha.2']);
    expect(found({ Name: 'name', Values: ['alpha.2', 'Alpha+2', '.*'] })).toEqual([]);
    expect(found({ Name: 'name', Values: ['beta\\*'] })).toEqual(['beta*']);
    expect(found({ Name: 'name', Values: ['alph\\*'] })).toEqual([]);
  });

  it('look at tags by key, by value and by both', () => {
    expect(found({ Name: 'tag-key', Values: ['tier'] })).toEqual(['beta*']);
    expect(found({ Name: 'tag-value', Values: ['pay*'] })).toEqual(['alpha']);
    expect(found({ Name: 'tag:team', Values: ['*'] })).toEqual(['alpha', 'beta*']);
  });

  it('do not take long over many stars', () => {
    const Values = [`${'*a'.repeat(30)}b`];
    const started = performance.now();
    expect(
      filtered(['a'.repeat(60)], [{ Name: 'x', Values }], { fields: { x: (item) => [item] }, tagsOf: () => new Map() }),
    ).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each([
    [{ Name: 'castle', Values: ['x'] }, "The filter 'castle' is invalid"],
    [{ Name: 'toString', Values: ['x'] }, "The filter 'toString' is invalid"],
    [{ Name: 'tag:', Values: ['x'] }, "The filter 'tag:' is invalid"],
    [{ Name: 'name', Values: [] }, 'has no values'],
    [{ Name: 'name', Values: Array.from({ length: 201 }, String) }, 'single call is 200'],
  ])('are refused as %j', (filter, message) => {
    expect(() => found(filter)).toThrow(message);
  });
});
