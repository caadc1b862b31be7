import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './words.rules.js';

describe(wordsOf, () => {
  it.each([
    ['', []],
    ['   ', []],
    ['Payments  API', ['payments', 'api']],
    ['pay payments PAY', ['payments']],
    ['arn:aws:s3:::Bucket', ['arn:aws:s3:::bucket']],
  ])('%j has the words %j', (search, words) => {
    expect(wordsOf(search)).toEqual(words);
  });

  it('ends after ten words', () => {
    expect(wordsOf(Array.from({ length: 30 }, (_, index) => `w${index}x`).join(' '))).toHaveLength(10);
  });
});
