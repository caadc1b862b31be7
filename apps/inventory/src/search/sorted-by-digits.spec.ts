import { describe, expect, it } from '@jest/globals';
import { breather } from './breather.js';
import { sortByDigits } from './sorted-by-digits.js';

/** What the texts are told apart by, six bytes at a time. */
const digitsOf = (texts: readonly string[]) => (item: number, depth: number) => {
  const bytes = Buffer.from(texts[item] ?? '');
  let digits = 0;
  for (let at = depth; at < depth + 6; at += 1) digits = digits * 257 + (at < bytes.length ? 1 + (bytes[at] ?? 0) : 0);
  return digits;
};

async function sorted(texts: readonly string[]): Promise<number[]> {
  const items = Int32Array.from(texts.keys());
  await sortByDigits(items, digitsOf(texts), breather());
  return [...items];
}

const plainly = (texts: readonly string[]) =>
  [...texts.keys()].sort(
    (one, other) => Buffer.compare(Buffer.from(texts[one] ?? ''), Buffer.from(texts[other] ?? '')) || one - other,
  );

describe(sortByDigits, () => {
  it.each([[[]], [['one']], [['b', 'a', '', 'ab', 'abcdef', 'abcdefg', 'abcdef\u0000', 'a', 'ü', 'abcdef']]])(
    'sorts %j',
    async (texts) => {
      expect(await sorted(texts)).toEqual(plainly(texts));
    },
  );

  it('sorts many, of which many begin in the same way or are the same', async () => {
    const texts = Array.from({ length: 60_000 }, (_, at) => `arn:aws:iam::role/${(at * 7_919) % 20_011}-${at % 3}`);
    expect(await sorted(texts)).toEqual(plainly(texts));
  });
});
