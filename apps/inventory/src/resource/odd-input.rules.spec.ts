import { describe, expect, it } from '@jest/globals';
import { keepable } from './bounded-resource.rules.js';
import { canonical } from './canonical.rules.js';
import { eventTags } from './event-tags.rules.js';
import { plainResource } from './observed-resource.js';
import { ownerOf } from './owner.rules.js';
import { storable } from './storable.rules.js';

const role = plainResource({
  arn: 'arn:aws:iam::111122223333:role/reader',
  accountId: '111122223333',
  resourceType: 'AWS::IAM::Role',
  name: 'reader',
});

describe(keepable, () => {
  it('leaves out only what has no ARN', () => {
    expect(keepable([role, { ...role, arn: '' }, { ...role, arn: 'role/reader' }])).toEqual({
      kept: [role],
      nameless: 2,
    });
  });

  it('cuts what is longer than AWS allows', () => {
    const { kept } = keepable([{ ...role, tags: { ['k'.repeat(200)]: 'v'.repeat(300) } }]);
    expect(kept[0]?.tags).toEqual({ ['k'.repeat(128)]: 'v'.repeat(256) });
  });
});

describe(storable, () => {
  it('replaces only what Postgres cannot store', () => {
    const odd = { 'a\u0000b': ['\ud800', '\u{1f600}', 'c:\\u0000'], n: 1, no: null };
    expect(storable(odd)).toEqual({ 'a\ufffdb': ['\ufffd', '\u{1f600}', 'c:\\u0000'], n: 1, no: null });
  });

  it('leaves everything else as it is', () => {
    const usual = [{ text: '{"Sid":"naïve \\u0041"}' }];
    expect(storable(usual)).toBe(usual);
  });
});

describe(eventTags, () => {
  it('tells all tags that AWS allows', () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}`.padEnd(128, 'k'), 'v'.repeat(256)]));
    expect(eventTags(tags)).toEqual(tags);
  });

  it('never makes an event too large to be sent', () => {
    const tags = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`tag-${n}`, 'ä'.repeat(100)]));
    expect(Buffer.byteLength(JSON.stringify(eventTags(tags)))).toBeLessThan(200_000);
  });
});

describe(ownerOf, () => {
  it.each([
    [{ owner: 'b', 'gatehouse-owner': 'a' }, 'a'],
    [{ owner: 'b', 'gatehouse-owner': '' }, 'b'],
    [{ team: 'c' }, null],
  ])('of %j is %j', (tags, owner) => {
    expect(ownerOf(tags as Record<string, string>, ['gatehouse-owner', 'owner'])).toBe(owner);
  });
});

describe(canonical, () => {
  it('is the same in whatever order the keys come', () => {
    expect(JSON.stringify(canonical({ b: [{ d: 1, c: 2 }], a: new Date(0) }))).toBe(
      '{"a":"1970-01-01T00:00:00.000Z","b":[{"c":2,"d":1}]}',
    );
  });
});
