/**
 * What one part of the test run came to.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/**
 * The tally of a Jest run. A run that failed without a failed test (a crash, a suite that does not compile, a setup
 * that threw, no test at all) counts as one failure, so that it can never look like a success.
 *
 * @param {number} exitCode
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numRuntimeErrorTestSuites: number, numTotalTests: number } | undefined} results Jest's own report, if it wrote one
 * @returns {Tally}
 */
export function tallyOfJest(exitCode, results) {
  if (results === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const failedSilently = failed === 0 && (exitCode !== 0 || results.numTotalTests === 0);
  return {
    passed: results.numPassedTests,
    failed: failedSilently ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The one line that the run ends with.
 *
 * @param {Tally} tally
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * The exit code of the run: Jest's own when it says why, else 1 for any failure, else 0.
 *
 * @param {Tally} total
 * @param {readonly number[]} exitCodes
 */
export function exitCodeOf(total, exitCodes) {
  const code = exitCodes.find((exitCode) => exitCode !== 0);
  if (code !== undefined) return code;
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}
