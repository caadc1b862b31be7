import { describe, expect, it } from '@jest/globals';

import { pageOf, sortedBy } from './iam-paging.rules.js';

const self = (text: string): string => text;

describe('pageOf', () => {
  it('neither repeats nor hides what is there when things come and go between pages', () => {
    const first = pageOf(['a', 'c', 'e'], self, { MaxItems: 2 });
    expect(first).toMatchObject({ items: ['a', 'c'], IsTruncated: true });
    const second = pageOf(['b', 'd', 'e'], self, { MaxItems: 2, Marker: first.Marker });
    expect(second).toEqual({ items: ['d', 'e'], IsTruncated: false });
  });

  it('ends without marker', () => {
    expect(pageOf([], self, {})).toEqual({ items: [], IsTruncated: false });
    expect(pageOf(['a'], self, { MaxItems: 1 })).toEqual({ items: ['a'], IsTruncated: false });
  });

  it('gives 100 unless asked otherwise', () => {
    const many = sortedBy(
      Array.from({ length: 101 }, (_value, index) => String(index).padStart(3, '0')),
      self,
    );
    expect(pageOf(many, self, {}).items).toHaveLength(100);
  });

  it.each(['nope', 'e30=', 'bnVsbA==', '####'])('refuses the marker %s', (Marker) => {
    expect(() => pageOf(['a'], self, { Marker })).toThrow('Invalid Marker.');
  });
});
