import { describe, expect, it } from '@jest/globals';
import { durationText } from './duration.rules';

describe(durationText, () => {
  it.each([
    [0, '0 s'],
    [-500, '0 s'],
    [420, '0.4 s'],
    [12_400, '12 s'],
    [59_900, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [90_000_000, '1 d 1 h'],
  ])('%d ms: %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});
