import { describe, expect, it } from '@jest/globals';
import { dueBefore, isFetchable, nextTurnAt, TURN_SIZE } from './turn.rules.js';

const now = new Date('2026-11-22T12:00:00Z');
const problem = (kind: 'denied' | 'throttled') => ({ kind, code: kind, message: '' });

describe(nextTurnAt, () => {
  it.each([
    ['at once while more is due', { asked: TURN_SIZE, problem: null }, 0],
    ['in an hour when all are up to date', { asked: TURN_SIZE - 1, problem: null }, 60],
    ['in an hour after AWS refused', { asked: 0, problem: problem('denied') }, 60],
    ['in a quarter of an hour when AWS asked for less', { asked: 0, problem: problem('throttled') }, 15],
  ])('is %s', (_what, outcome, minutes) => {
    expect((nextTurnAt(outcome, now).getTime() - now.getTime()) / 60_000).toBe(minutes);
  });
});

describe('the age of reports', () => {
  it('lets a principal be asked for once a day', () => {
    expect(dueBefore(now).toISOString()).toBe('2026-11-21T12:00:00.000Z');
  });

  it('does not fetch what IAM is about to throw away', () => {
    expect(isFetchable(new Date('2026-11-17T12:00:00Z'), now)).toBe(true);
    expect(isFetchable(new Date('2026-11-16T12:00:00Z'), now)).toBe(false);
  });
});
