import { beforeEach, describe, expect, it } from '@jest/globals';
import { breather } from './breather.js';
import type { IndexedResource } from './indexed-resource.js';
import { Segment } from './segment.js';
import { Vocabulary } from './vocabulary.js';

const MANY = 50_001;

function resource(number: number, note = ''): IndexedResource {
  return {
    arn: `arn:aws:s3:::bucket-${number}`,
    accountId: '100000000000',
    resourceType: 'AWS::S3::Bucket',
    region: 'eu-west-1',
    name: `bucket-${number}`,
    owner: null,
    tags: note === '' ? {} : { note },
    isPublic: null,
    changedAt: 1,
    unusedSince: 0,
    isDenied: false,
  };
}

const slotOf = (segment: Segment, number: number) => segment.find(Buffer.from(resource(number).arn));

let segment = new Segment(new Vocabulary());
beforeEach(() => {
  segment = new Segment(new Vocabulary());
});

describe(Segment, () => {
  it('finds what was put, moved on and buried, open and sealed', async () => {
    for (const number of [5, 3, 9]) segment.put(Buffer.from(resource(number).arn), resource(number));
    expect([3, 5, 9, 4].map((number) => slotOf(segment, number))).toEqual([1, 0, 2, undefined]);
    segment.bury(1);
    const sealed = new Segment(segment.vocabulary);
    await sealed.adopt(segment, breather());
    await sealed.seal(breather());
    expect([3, 5, 9, 4].map((number) => slotOf(sealed, number))).toEqual([undefined, 0, 1, undefined]);
    expect([sealed.size, sealed.slots, sealed.isSealed]).toEqual([2, 2, true]);
    expect(sealed.texts.arn(1)).toBe(resource(9).arn);
  });

  it('takes in another state, but not another place of lists', () => {
    segment.put(Buffer.from(resource(1).arn), resource(1));
    expect(segment.rewrite(0, resource(1, 'changed'))).toBe(true);
    expect(segment.rewrite(0, { ...resource(1), name: 'other' })).toBe(false);
    expect(segment.rewrite(0, { ...resource(1), accountId: '100000000001' })).toBe(false);
    expect(segment.rewrite(0, { ...resource(1), region: 'us-east-1' })).toBe(false);
  });

  it('is worn when most of it is gone', async () => {
    for (let number = 0; number < MANY; number += 1) segment.load(resource(number));
    await segment.seal(breather());
    expect(segment.isWorn).toBe(false);
    for (let slot = 0; slot < MANY; slot += 1) segment.bury(slot);
    expect([segment.isWorn, segment.size]).toEqual([true, 0]);
  });

  it('is worn when much of its texts was replaced', async () => {
    for (let number = 0; number < 100; number += 1) segment.load(resource(number));
    await segment.seal(breather());
    const long = 'x'.repeat(8_000);
    for (let turn = 0; turn < 100; turn += 1) {
      if (turn < 50) expect(segment.isWorn).toBe(false);
      for (let number = 0; number < 100; number += 1) {
        expect(segment.rewrite(slotOf(segment, number) ?? -1, resource(number, `${turn}-${number}${long}`))).toBe(true);
      }
    }
    expect(segment.isWorn).toBe(true);
  });
});
