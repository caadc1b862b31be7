import { describe, expect, it } from '@jest/globals';

import { durationSeconds } from './session-duration.rules.js';

describe('the length of a session', () => {
  it.each([
    ['PT1H', 3600],
    ['PT12H', 43_200],
    ['PT90M', 5400],
    ['PT1H30M', 5400],
    ['PT3600S', 3600],
  ])('is %s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['', 'PT', 'PT30M', 'PT13H', '1H', 'P1D', 'PT1X'])('is not %j', (text) => {
    expect(durationSeconds(text)).toBeUndefined();
  });
});
