import { describe, expect, it } from '@jest/globals';

import { queryTree } from './query-body.rules.js';
import { parseQuery } from './wire.js';

const tree = (text: string) => queryTree(parseQuery(text, true));

describe('queryTree', () => {
  it('makes lists of numbered parts, in the order of the numbers', () => {
    expect(tree('Tags.member.10.Key=j&Tags.member.2.Key=b&Tags.member.1.Key=a&Name=n')).toEqual({
      Tags: { member: [{ Key: 'a' }, { Key: 'b' }, { Key: 'j' }] },
      Name: 'n',
    });
  });

  it('takes an empty list as AWS clients send it', () => {
    expect(tree('Tags=&Name=n')).toEqual({ Tags: '', Name: 'n' });
  });

  it('is not fooled by names of the language', () => {
    const made = tree('__proto__.polluted=yes&constructor.prototype.x=1') as Record<string, unknown>;
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(made)).toEqual(['__proto__', 'constructor']);
  });

  it('refuses absurd sizes', () => {
    expect(() => tree(`${'a.'.repeat(20)}b=1`)).toThrow('nested too deeply');
    expect(() => tree('a=1&'.repeat(5001))).toThrow('Too many parameters');
  });

  it('lets a branch and a value of one name not overwrite each other', () => {
    expect(tree('A.b=1&A=2')).toEqual({ A: { b: '1' } });
  });
});

describe('parseQuery', () => {
  it('decodes once, and leaves broken escapes as they are', () => {
    expect(parseQuery('a=%2525&b=%zz&c+d=e+f&g', true)).toEqual([
      ['a', '%25'],
      ['b', '%zz'],
      ['c d', 'e f'],
      ['g', ''],
    ]);
    expect(parseQuery('a=b+c', false)).toEqual([['a', 'b+c']]);
  });
});
