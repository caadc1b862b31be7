import { describe, expect, it } from '@jest/globals';
import { closingLine, exitCodeOf, sum, tallyOfJest } from './tally.rules.js';

const results = {
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  numTotalTests: 10,
};

describe(tallyOfJest, () => {
  it.each([
    ['all is well', 0, results, { passed: 10, failed: 0, skipped: 0 }],
    ['tests fail', 1, { ...results, numFailedTests: 2 }, { passed: 10, failed: 2, skipped: 0 }],
    ['a suite does not load', 1, { ...results, numRuntimeErrorTestSuites: 1 }, { passed: 10, failed: 1, skipped: 0 }],
    [
      'tests are skipped',
      0,
      { ...results, numPendingTests: 1, numTodoTests: 2 },
      { passed: 10, failed: 0, skipped: 3 },
    ],
    ['Jest dies after its report', 134, results, { passed: 10, failed: 1, skipped: 0 }],
    ['Jest crashes before its report', 1, undefined, { passed: 0, failed: 1, skipped: 0 }],
    ['no test was found', 0, { ...results, numPassedTests: 0, numTotalTests: 0 }, { passed: 0, failed: 1, skipped: 0 }],
  ])('when %s', (_case, exitCode, report, tally) => {
    expect(tallyOfJest(exitCode, report)).toEqual(tally);
  });
});

describe(closingLine, () => {
  it('adds up all sizes in one line', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 1 },
    ]);
    expect(closingLine(total)).toBe('41 passed, 2 failed, 1 skipped');
    expect(closingLine({ passed: 5, failed: 0, skipped: 0 })).toBe('5 passed, 0 failed');
  });
});

describe(exitCodeOf, () => {
  it("is Jest's own when it has one, and never 0 for a failure or an empty run", () => {
    expect(exitCodeOf({ passed: 5, failed: 0, skipped: 0 }, [0, 0])).toBe(0);
    expect(exitCodeOf({ passed: 5, failed: 1, skipped: 0 }, [0, 134])).toBe(134);
    expect(exitCodeOf({ passed: 5, failed: 1, skipped: 0 }, [0, 0])).toBe(1);
    expect(exitCodeOf({ passed: 0, failed: 0, skipped: 0 }, [0])).toBe(1);
  });
});
