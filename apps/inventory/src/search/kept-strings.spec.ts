import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { ownCopy } from '../resource/own-copy.js';
import { Numbering } from './numbering.js';
import { kindKey } from './kind-key.rules.js';
import { SharedLines } from './shared-lines.js';

const PAGES = 40;
const PAGE_LENGTH = 200_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  return getHeapStatistics().used_heap_size;
}

/** A string that is a part of a long one, as fields of the feed are. */
function cut(value: string): string {
  return `${value}\u001f${'x'.repeat(PAGE_LENGTH)}`.split('\u001f')[0] ?? '';
}

describe(ownCopy, () => {
  it.each(['', 'payments-leads@example.com', 'überweisung 💶'])('says the same: %j', (text) => {
    expect(ownCopy(text)).toBe(text);
  });

  it('is what is kept of pages: these are not', () => {
    const [lines, numbers] = [new SharedLines(), new Numbering()];
    const before = heap();
    for (let page = 0; page < PAGES; page += 1) {
      const value = `the-leads-of-team-${page}@example.com`;
      for (let turn = 0; turn < 100; turn += 1) lines.of('owner', value);
      lines.of(cut(`a-key-of-a-tag-${page}`), cut(`a-value-that-comes-once-${page}`));
      for (let turn = 0; turn < 100; turn += 1) lines.of('team', cut(value));
      numbers.of(kindKey(cut(`AWS::Service::Kind${page}`), cut('a-region-far-away-1')));
      numbers.of(cut(`an-account-of-plugins-${page}`));
    }
    expect(lines.size).toBeGreaterThan(PAGES);
    expect(numbers.size).toBe(2 * PAGES);
    expect(heap() - before).toBeLessThan((PAGES * PAGE_LENGTH) / 10);
  });
});
