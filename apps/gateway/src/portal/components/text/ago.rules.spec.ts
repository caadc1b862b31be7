import { describe, expect, it } from '@jest/globals';
import { ago } from './ago.rules';

const now = new Date('2026-11-22T12:00:00.000Z');

describe(ago, () => {
  it.each([
    ['2026-11-22T11:59:55.000Z', 'just now'],
    ['2026-11-22T12:00:30.000Z', 'just now'],
    ['2026-11-22T11:59:20.000Z', '40 seconds ago'],
    ['2026-11-22T11:57:00.000Z', '3 minutes ago'],
    ['2026-11-21T12:00:00.000Z', 'yesterday'],
    ['2024-11-22T12:00:00.000Z', '2 years ago'],
    ['never', 'at an unknown time'],
  ])('reads %s as %s', (time, text) => {
    expect(ago(time, now)).toBe(text);
  });
});
