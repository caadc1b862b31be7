import { describe, expect, it } from '@jest/globals';

import { AwsError } from './aws-error.js';
import { type CutPage, cutPage } from './paging.rules.js';

const page = (list: readonly string[], limit: number, token?: string): CutPage<string> =>
  cutPage(list, { keyOf: (item) => item, limit, token, badToken: () => new AwsError('InvalidToken', 'no') });

describe('cutPage', () => {
  it('goes through a list in order, and says when it ends', () => {
    const first = page(['c', 'a', 'b'], 2);
    expect(first.items).toEqual(['a', 'b']);
    const second = page(['c', 'a', 'b'], 2, first.next);
    expect(second).toEqual({ items: ['c'] });
    expect(page(['a', 'b'], 2)).toEqual({ items: ['a', 'b'] });
    expect(page([], 2)).toEqual({ items: [] });
  });

  it('is not thrown off by what goes between two pages', () => {
    const { next } = page(['a', 'b', 'c', 'd'], 2);
    expect(page(['c', 'd'], 2, next).items).toEqual(['c', 'd']);
  });

  it.each(['', 'nonsense', Buffer.from('{"v":2,"after":"a"}').toString('base64')])('refuses the token %j', (token) => {
    expect(() => page(['a'], 2, token)).toThrow('no');
  });
});
