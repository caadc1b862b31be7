import { describe, expect, it } from '@jest/globals';
import type { ResourceDocument } from '@gatehouse/contracts';
import { fittingCount, fittingParts, fittingTags } from './reply-budget.rules.js';

const MEGABYTE = 1_048_576;
const tenThousandTags = Object.fromEntries(
  Array.from({ length: 10_000 }, (_, n) => [`key-${n}-${'k'.repeat(110)}`, 'é'.repeat(256)]),
);
const policy = (text: string): ResourceDocument => ({ kind: 'inline', name: 'a', arn: null, document: text });
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe(fittingParts, () => {
  it('leaves what AWS allows as it is', () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${'k'.repeat(126)}`, 'v'.repeat(256)]));
    const parts = { tags, settings: { createdAt: null }, documents: [policy('{}'), policy('x'.repeat(20_480))] };
    expect(fittingParts(parts)).toEqual({ ...parts, omitted: [] });
  });

  it('fits whatever there is into a reply, and says what is missing', () => {
    const documents = Array.from({ length: 12 }, () => policy('x'.repeat(200_000)));
    const fitting = fittingParts({ tags: tenThousandTags, settings: { a: 'x'.repeat(500_000) }, documents });
    expect(bytesOf(fitting)).toBeLessThan(MEGABYTE);
    expect(fitting.omitted).toEqual([
      expect.stringMatching(/^9\d{3} of 10000 tags$/),
      'the settings',
      'the text of 10 of 12 policies',
    ]);
    expect(fitting.documents).toHaveLength(12);
  });
});

describe(fittingTags, () => {
  it('keeps the first ones', () => {
    expect(Object.keys(fittingTags(tenThousandTags, 1_500))).toEqual(Object.keys(tenThousandTags).slice(0, 2));
  });
});

describe(fittingCount, () => {
  it('makes a page shorter when its rows are long', () => {
    const row = { tags: fittingTags(tenThousandTags) };
    const count = fittingCount(Array.from({ length: 500 }, () => row));
    expect(count).toBe(4);
    expect(bytesOf(Array.from({ length: count }, () => row))).toBeLessThan(MEGABYTE);
    expect(fittingCount([{ a: 'x'.repeat(MEGABYTE) }, row])).toBe(1);
    expect(fittingCount([1, 2, 3])).toBe(3);
    expect(fittingCount([])).toBe(0);
  });
});
