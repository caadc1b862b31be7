import { describe, expect, it } from '@jest/globals';

import { byUtf8, listKeys } from './list-objects.rules.js';
import { locate } from './locate.rules.js';
import { readRange } from './range.rules.js';

describe('locate', () => {
  it.each([
    ['/', '127.0.0.1:4599', undefined, undefined],
    ['/bucket', '127.0.0.1:4599', 'bucket', undefined],
    ['/bucket/', 'localhost:4599', 'bucket', undefined],
    ['/bucket/a/b%20c', '127.0.0.1:4599', 'bucket', 'a/b c'],
    ['/bucket//double', '127.0.0.1:4599', 'bucket', '/double'],
    ['/a/b', 'bucket.localhost:4599', 'bucket', 'a/b'],
    ['/', 's3.localhost:4599', undefined, undefined],
    ['/a', 'dotted.bucket.s3.eu-west-1.amazonaws.com', 'dotted.bucket', 'a'],
    ['/bucket/a', 's3.us-east-1.amazonaws.com', 'bucket', 'a'],
  ])('%s at %s is bucket %p, key %p', (path, host, bucket, key) => {
    expect(locate({ path, headers: { host } })).toEqual({ bucket, key });
  });
});

describe('readRange', () => {
  it.each([
    ['bytes=0-0', 10, { first: 0, last: 0 }],
    ['bytes=-3', 10, { first: 7, last: 9 }],
    ['bytes=-30', 10, { first: 0, last: 9 }],
    ['bytes=2-', 10, { first: 2, last: 9 }],
    ['bytes=-', 10, undefined],
    ['lines=1-2', 10, undefined],
    ['bytes=0-1,4-5', 10, undefined],
  ])('%s of %d bytes is %p', (header, size, expected) => {
    expect(readRange(header, size)).toEqual(expected);
  });

  it.each(['bytes=10-', 'bytes=5-2', 'bytes=-0'])('%s of 10 bytes is not satisfiable', (header) => {
    expect(() => readRange(header, 10)).toThrow('not satisfiable');
  });
});

describe('listKeys', () => {
  const keys = ['a/1', 'a/2', 'b', 'c/1', 'c/d/2'].map((key) => ({ key }));
  const all = { prefix: '', delimiter: '/', after: '', limit: 10 };

  it('folds, and counts a fold as one entry', () => {
    expect(listKeys(keys, all)).toEqual({ contents: [{ key: 'b' }], commonPrefixes: ['a/', 'c/'], next: undefined });
    expect(listKeys(keys, { ...all, limit: 1 })).toEqual({ contents: [], commonPrefixes: ['a/'], next: 'a/' });
    expect(listKeys(keys, { ...all, after: 'a/', limit: 1 })).toEqual({
      contents: [{ key: 'b' }],
      commonPrefixes: [],
      next: 'b',
    });
    expect(listKeys(keys, { ...all, after: 'b' })).toEqual({ contents: [], commonPrefixes: ['c/'], next: undefined });
  });

  it('orders as bytes do, not as JavaScript does', () => {
    expect(['\u{1f600}', '\uffee'].sort(byUtf8)).toEqual(['\uffee', '\u{1f600}']);
  });
});
