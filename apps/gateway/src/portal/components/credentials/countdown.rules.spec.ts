import { describe, expect, it } from '@jest/globals';
import { durationText, timeLeft } from './countdown.rules';

const now = new Date('2026-11-22T12:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

describe(timeLeft, () => {
  it.each([
    [3_600, 'running', '1 h 00 min'],
    [301, 'running', '5 min 01 s'],
    [300, 'ending', '5 min 00 s'],
    [1, 'ending', '1 s'],
    [0, 'expired', 'Expired'],
    [-30, 'expired', 'Expired'],
  ] as const)('with %i seconds left is %s and reads %s', (seconds, state, text) => {
    expect(timeLeft(inSeconds(seconds), now)).toMatchObject({ state, text });
  });

  it('tells screen readers only at the moments that matter', () => {
    const said = [3_600, 3_599, 299, 200, 60, 59, 0].map((seconds) => timeLeft(inSeconds(seconds), now).announcement);
    expect(new Set(said).size).toBe(4);
    expect(said[0]).toBe('');
  });

  it('takes a time it cannot read for one that is over', () => {
    expect(timeLeft('soon', now).state).toBe('expired');
  });
});

describe(durationText, () => {
  it.each([
    [43_200, '12 h 00 min'],
    [3_661, '1 h 01 min'],
    [61, '1 min 01 s'],
    [59, '59 s'],
  ])('writes %i seconds as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});
