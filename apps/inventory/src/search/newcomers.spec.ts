import { describe, expect, it } from '@jest/globals';
import { Newcomers } from './newcomers.js';
import { TextStore } from './text-store.js';

const FIRST = 7;

/** Newcomers behind some others, and what puts them. */
function some() {
  const texts = new TextStore();
  const newcomers = new Newcomers(texts, FIRST);
  const put = (slot: number, arn: string, before = 0) => {
    texts.put(slot, { text: `${arn}\n`, arnLength: arn.length, nameAt: 0, nameLength: 0, shared: [] });
    newcomers.add(slot, Buffer.from(arn), before);
  };
  return {
    put,
    find: (arn: string) => newcomers.find(Buffer.from(arn)),
    before: (slot: number) => newcomers.before(slot),
  };
}

describe(Newcomers, () => {
  it('finds what came, and nothing else', () => {
    const { put, find, before } = some();
    const arns = Array.from({ length: 20_000 }, (_, at) => `arn:aws:iam::10000000000${at % 9}:role/überall-${at * 31}`);
    for (const [at, arn] of arns.entries()) {
      expect(find(arn)).toBeUndefined();
      put(FIRST + at, arn, at * 3);
    }
    for (const [at, arn] of arns.entries()) expect([find(arn), before(FIRST + at)]).toEqual([FIRST + at, at * 3]);
    for (const arn of arns) expect(find(`${arn}x`) ?? find(arn.slice(0, -1)) ?? FIRST).toBeGreaterThanOrEqual(FIRST);
    expect(find('arn:aws:s3:::nothing')).toBeUndefined();
    expect(find('')).toBeUndefined();
  });

  it('finds the last slot of an ARN that came again', () => {
    const { put, find, before } = some();
    for (let turn = 0; turn < 5_000; turn += 1) {
      put(FIRST + turn, `arn:aws:s3:::${turn % 10}`, turn % 10);
      expect([find(`arn:aws:s3:::${turn % 10}`), before(FIRST + turn)]).toEqual([FIRST + turn, turn % 10]);
    }
    expect(find('arn:aws:s3:::3')).toBe(FIRST + 4_993);
    expect(find('arn:aws:s3:::33')).toBeUndefined();
  });
});
