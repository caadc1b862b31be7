import { describe, expect, it } from '@jest/globals';
import { tagsToRead, type TagsRead } from './tags-to-read.rules.js';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const read = (accountId: string, secondsAgo: number, wantedSecondsAgo: number | null = null): TagsRead => ({
  accountId,
  readAt: ago(secondsAgo),
  wantedAt: wantedSecondsAgo === null ? null : ago(wantedSecondsAgo),
});

describe(tagsToRead, () => {
  it.each([
    ['of all that are not known', ['a', 'b'], [], ['a', 'b']],
    ['of none that were just read', ['a', 'b'], [read('a', 10), read('b', 59)], []],
    ['of those that were read a sweep ago, oldest first', ['a', 'b'], [read('a', 300), read('b', 400)], ['b', 'a']],
    ['of one that changed since', ['a', 'b'], [read('a', 10, 5), read('b', 10, 20)], ['a']],
    ['of one that was read when it changed', ['a'], [read('a', 10, 10)], ['a']],
  ] as const)('asks %s', (_what, accountIds, known, expected) => {
    expect(tagsToRead(accountIds, known, now)).toEqual(expected);
  });

  it('asks of a large organization for a hundred that are known, those longest ago, and all that are not', () => {
    const accountIds = Array.from({ length: 1_000 }, (_, at) => String(at));
    const known = accountIds.slice(10).map((accountId, at) => read(accountId, 300 + at));
    const asked = tagsToRead(accountIds, known, now);
    expect(asked).toHaveLength(110);
    expect(asked.slice(0, 11)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '999']);
  });
});
