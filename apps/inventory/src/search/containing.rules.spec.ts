import { describe, expect, it } from '@jest/globals';
import { containing } from './containing.rules.js';

describe(containing, () => {
  it.each([
    ['payments', '%payments%'],
    ['50%_off\\', '%50\\%\\_off\\\\%'],
  ])('%s becomes %s', (part, pattern) => {
    expect(containing(part)).toBe(pattern);
  });
});
