import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArnOrder } from './arn-order.js';
import { TextTable } from './text-table.js';

const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

describe(ArnOrder, () => {
  it('is complete and in order whenever somebody asks, and finds what is behind any text', () => {
    const arn = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'ä', '\uff5e', '😀'), maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.array(arn), { maxLength: 5 }), arn, (batches, after) => {
        const arns = new TextTable();
        const order = new ArnOrder(arns);
        for (const batch of batches) {
          batch.forEach((each) => arns.numberOf(each));
          const sorted = Array.from({ length: arns.size }, (_, at) => arns.text(at)).sort(byBytes);
          const { numbers } = order;
          expect([...numbers].map((number) => arns.text(number))).toEqual(sorted);
          const behind = [...numbers.subarray(order.firstAfter(after))].map((number) => arns.text(number));
          expect(behind).toEqual(sorted.filter((each) => byBytes(each, after) > 0));
        }
      }),
    );
  });

  it('leaves numbers that were given out as they are', () => {
    const arns = new TextTable();
    const order = new ArnOrder(arns);
    arns.numberOf('b');
    const { numbers } = order;
    arns.numberOf('a');
    expect([[...numbers], [...order.numbers], order.firstAfter('a', numbers)]).toEqual([[0], [1, 0], 0]);
  });

  it('puts ARNs in their places while they come, so that few wait for whoever asks', () => {
    const arns = new TextTable();
    const order = new ArnOrder(arns);
    let most = 0;
    for (let at = 0; at < 40_000; at += 1) {
      arns.numberOf(`arn:aws:iam::100000000000:role/${Math.imul(at, 0x9e3779b1) >>> 0}`);
      order.keepUp();
      most = Math.max(most, order.waiting);
    }
    expect(most).toBe(16_383);
    const sorted = [...order.numbers].map((number) => arns.text(number));
    expect(sorted).toEqual([...sorted].sort(byBytes));
    expect(new Set(order.numbers).size).toBe(40_000);
  });
});
