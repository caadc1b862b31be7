import { describe, expect, it } from '@jest/globals';
import { readAgainIn, type ChangeReading } from './settled.rules.js';

const reading: ChangeReading = { effect: 'changed', isThere: true, wasOvertaken: false, ageSeconds: 30, attempt: 1 };

describe(readAgainIn, () => {
  it.each<[string, Partial<ChangeReading>, number | null]>([
    ['believes what is read some seconds after the change', {}, null],
    ['looks again at what was read at once', { ageSeconds: 0.4 }, 6],
    ['looks again until what was made is there', { effect: 'made', isThere: false }, 2],
    ['waits longer every time', { effect: 'made', isThere: false, attempt: 3 }, 8],
    ['looks again until what was deleted is gone', { effect: 'taken-away' }, 2],
    ['believes that what was deleted is gone', { effect: 'taken-away', isThere: false }, null],
    ['reads again what somebody else stored meanwhile', { wasOvertaken: true }, 1],
    ['leaves it to the next sweep in the end', { effect: 'made', isThere: false, attempt: 6 }, null],
  ])('%s', (_what, change, expected) => {
    expect(readAgainIn({ ...reading, ...change })).toBe(expected);
  });
});
