import { describe, expect, it } from '@jest/globals';
import { durationChoices, usualDuration, wholeDuration } from './durations.rules';

describe(durationChoices, () => {
  it('offers nothing longer than the role allows, and its longest last', () => {
    expect(durationChoices(5_400).map(({ label }) => label)).toEqual([
      '15 minutes',
      '30 minutes',
      '1 hour',
      '1 hour 30 minutes',
    ]);
  });

  it('ends at twelve hours for a role that allows them', () => {
    expect(durationChoices(43_200).at(-1)).toEqual({ seconds: 43_200, label: '12 hours' });
  });
});

describe(usualDuration, () => {
  it.each([
    [43_200, 3_600],
    [1_800, 1_800],
    [60, 900],
  ])('of a role that allows %i seconds is %i', (longest, usual) => {
    expect(usualDuration(longest)).toBe(usual);
  });
});

describe(wholeDuration, () => {
  it('never reads as nothing', () => {
    expect(wholeDuration(10)).toBe('0 minutes');
  });
});
