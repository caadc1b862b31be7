/**
 * How a bench ended. One that says nothing, or dies after it said "ok", fell short of everything.
 *
 * @param {string} name
 * @param {{ exitCode: number, lastLine: string }} run
 * @returns {{ line: string, exitCode: number }}
 */
export function closing(name, { exitCode, lastLine }) {
  if (lastLine === `bench ${name}: ok` && exitCode === 0) return { line: lastLine, exitCode: 0 };
  if (new RegExp(`^bench ${name}: short of \\d+$`).test(lastLine)) return { line: lastLine, exitCode: exitCode || 1 };
  return { line: `bench ${name}: short of 1`, exitCode: exitCode || 1 };
}
