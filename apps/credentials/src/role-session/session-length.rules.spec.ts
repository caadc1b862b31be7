import { describe, expect, it } from '@jest/globals';
import { sessionSeconds } from './session-length.rules.js';

const half = 43_200;

describe(sessionSeconds, () => {
  it.each([
    ['an hour when nothing is asked', undefined, { roleMaximum: half, hubMaximum: half }, 3_600],
    ['as asked', 7_200, { roleMaximum: half, hubMaximum: half }, 7_200],
    ['no longer than the role allows', half, { roleMaximum: 7_200, hubMaximum: half }, 7_200],
    ['no longer than role chaining allows', half, { roleMaximum: half, hubMaximum: 3_600 }, 3_600],
    ['as short as asked', 900, { roleMaximum: half, hubMaximum: 3_600 }, 900],
  ])('%s', (_what, requested, limits, expected) => {
    expect(sessionSeconds(requested, limits)).toBe(expected);
  });
});
