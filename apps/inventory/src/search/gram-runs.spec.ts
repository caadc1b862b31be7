import { describe, expect, it } from '@jest/globals';
import { GramRuns } from './gram-runs.js';
import { gramsOf } from './grams.rules.js';
import { PostingLists } from './posting-lists.js';

describe(GramRuns, () => {
  it('lists each gram of each text, and no other', () => {
    const texts = [
      ['abcabc', ''],
      ['abcabd', 'xyz abc'],
      ['abcabd-1', ''],
      ['abcd', 'dab bca'],
      ['abcde', ''],
      ['b', 'abcde'],
      ['b\nabcdef', ''],
      ['zzzzzz', 'zzz'],
    ] as const;
    const lists = new PostingLists(1);
    const runs = new GramRuns(lists);
    const bytes = texts.map(([arn, rest]) => Buffer.from(`${arn}\n${rest}\n`));
    for (const [slot, [arn]] of texts.entries()) runs.add(slot, bytes[slot] ?? Buffer.alloc(0), arn.length);
    runs.end(texts.length);
    const grams = new Set(bytes.flatMap((text) => gramsOf(text)));
    for (const gram of grams) {
      const slots = new Int32Array(texts.length);
      const listed = [...slots.subarray(0, lists.read(gram, slots))];
      expect(listed).toEqual(
        [...bytes.keys()].filter((slot) => gramsOf(bytes[slot] ?? Buffer.alloc(0)).includes(gram)),
      );
    }
    expect(lists.lateCount).toBe(0);
  });
});
