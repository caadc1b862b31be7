import { describe, expect, it } from '@jest/globals';
import { SlotsByArn } from './slots-by-arn.js';
import { TextStore } from './text-store.js';

/** The slots of some texts, and what adds one. */
function some() {
  const texts = new TextStore();
  const slots = new SlotsByArn(texts);
  const put = (slot: number, arn: string) => {
    texts.put(slot, { text: `${arn}\n`, arnLength: arn.length, nameAt: 0, nameLength: 0, shared: [] });
    slots.add(slot, Buffer.from(arn));
  };
  return { put, find: (arn: string) => slots.find(Buffer.from(arn)) };
}

describe(SlotsByArn, () => {
  it('finds what came, and nothing else', () => {
    const { put, find } = some();
    const arns = Array.from({ length: 20_000 }, (_, at) => `arn:aws:iam::10000000000${at % 9}:role/überall-${at * 31}`);
    for (const [at, arn] of arns.entries()) {
      expect(find(arn)).toBeUndefined();
      put(at, arn);
    }
    for (const [at, arn] of arns.entries()) expect(find(arn)).toBe(at);
    const known = new Set(arns);
    for (const [at, arn] of arns.entries()) {
      const shorter = arn.slice(0, -1);
      expect([find(`${arn}x`), known.has(shorter) ? at : find(shorter)]).toEqual([
        undefined,
        known.has(shorter) ? at : undefined,
      ]);
    }
    expect(find('arn:aws:s3:::nothing')).toBeUndefined();
    expect(find('')).toBeUndefined();
  });

  it('finds the last slot of an ARN that came again', () => {
    const { put, find } = some();
    for (let turn = 0; turn < 5_000; turn += 1) {
      put(turn, `arn:aws:s3:::${turn % 10}`);
      expect(find(`arn:aws:s3:::${turn % 10}`)).toBe(turn);
    }
    expect(find('arn:aws:s3:::3')).toBe(4_993);
    expect(find('arn:aws:s3:::33')).toBeUndefined();
  });
});
