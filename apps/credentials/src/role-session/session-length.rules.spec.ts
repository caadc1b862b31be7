import { describe, expect, it } from '@jest/globals';
import { sessionSeconds } from './session-length.rules.js';

describe(sessionSeconds, () => {
  it.each([
    ['an hour when nothing is asked', undefined, 43_200, 43_200, 3_600],
    ['as asked', 7_200, 43_200, 43_200, 7_200],
    ['no longer than the role allows', 43_200, 7_200, 43_200, 7_200],
    ['no longer than role chaining allows', 43_200, 43_200, 3_600, 3_600],
    ['as short as asked', 900, 43_200, 3_600, 900],
  ])('%s', (_what, requested, roleMaximum, hubMaximum, expected) => {
    expect(sessionSeconds(requested, { roleMaximum, hubMaximum })).toBe(expected);
  });
});
