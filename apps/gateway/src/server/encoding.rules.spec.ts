import { describe, expect, it } from '@jest/globals';
import { encodingOf } from './encoding.rules.js';

describe(encodingOf, () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, BR;q=0.5', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['gzip;q=0.000, br;q=0.0', null],
    ['deflate', null],
    ['brotli', null],
    ['', null],
    [undefined, null],
  ])('of %j', (accepted, encoding) => {
    expect(encodingOf(accepted)).toBe(encoding);
  });
});
