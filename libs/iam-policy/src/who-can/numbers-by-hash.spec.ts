import { describe, expect, it } from '@jest/globals';
import { NONE, NumbersByHash, hashOf } from './numbers-by-hash.js';

describe(NumbersByHash, () => {
  it('tells apart what has the same hash', () => {
    const numbers = new NumbersByHash();
    const words = Array.from({ length: 100 }, (_, at) => `word ${String(at)}`);
    for (const _word of words) numbers.add(-1);
    const found = words.map((word) => numbers.find(-1, (number) => words[number] === word));
    expect(found).toEqual(words.map((_, at) => at));
    expect(numbers.find(-1, () => false)).toBe(NONE);
    expect(numbers.find(-2, () => true)).toBe(NONE);
  });

  it('asks only about numbers of that very hash', () => {
    const numbers = new NumbersByHash();
    const hashes = Array.from({ length: 1_000 }, (_, at) => at * 2 ** 20);
    hashes.forEach((hash) => numbers.add(hash));
    const asked: number[] = [];
    numbers.find(hashes[700] ?? 0, (number) => asked.push(number) > 1);
    expect(asked.map((number) => hashes[number])).toContain(hashes[700]);
    expect(new Set(asked.map((number) => (hashes[number] ?? 0) | 0))).toEqual(new Set([(hashes[700] ?? 0) | 0]));
  });
});

describe(hashOf, () => {
  it('spreads texts and runs that differ little over all places', () => {
    const bytes = Array.from({ length: 4_096 }, (_, at) => hashOf(Buffer.from(`arn:aws:iam::1:role/r-${String(at)}`)));
    const runs = Array.from({ length: 4_096 }, (_, at) => hashOf(Int32Array.of(-1, 2, at, at + 7)));
    for (const hashes of [bytes, runs]) {
      const places = new Set(hashes.map((hash) => hash & 4_095));
      expect(places.size).toBeGreaterThan(2_400);
    }
  });
});
