/**
 * How a bench or a soak ended. One that says nothing, or dies after it said "ok", fell short of everything.
 *
 * @param {string} title `bench NAME` or `soak NAME`
 * @param {{ exitCode: number, lastLine: string }} run
 * @returns {{ line: string, exitCode: number }}
 */
export function closing(title, { exitCode, lastLine }) {
  if (lastLine === `${title}: ok` && exitCode === 0) return { line: lastLine, exitCode: 0 };
  if (new RegExp(`^${title}: short of \\d+$`).test(lastLine)) return { line: lastLine, exitCode: exitCode || 1 };
  return { line: `${title}: short of 1`, exitCode: exitCode || 1 };
}
