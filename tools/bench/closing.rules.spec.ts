import { describe, expect, it } from '@jest/globals';
import { closing } from './closing.rules.js';

describe(closing, () => {
  it.each([
    ['all bars are met', 0, 'bench x: ok', { line: 'bench x: ok', exitCode: 0 }],
    ['two are not', 1, 'bench x: short of 2', { line: 'bench x: short of 2', exitCode: 1 }],
    ['it forgets its exit code', 0, 'bench x: short of 2', { line: 'bench x: short of 2', exitCode: 1 }],
    ['it dies after its last line', 134, 'bench x: ok', { line: 'bench x: short of 1', exitCode: 134 }],
    ['it crashes', 1, 'TypeError: no', { line: 'bench x: short of 1', exitCode: 1 }],
    ['it measures nothing', 0, '', { line: 'bench x: short of 1', exitCode: 1 }],
  ])('when %s', (_case, exitCode, lastLine, expected) => {
    expect(closing('bench x', { exitCode, lastLine })).toEqual(expected);
  });
});
