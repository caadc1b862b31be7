import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spoken } from '../../deploy/local/product/machine.rules.js';
import { tallyOfJest } from './tally.rules.js';

/** Longest time that any one part may take; then it hangs, and is ended. */
const LIMIT_MINUTES = 15;

/** Tests make much and keep little: with four times the room for what is new they take a tenth less. */
const ROOM_FOR_THE_YOUNG = '--max-semi-space-size=64';

/** What we are stopped with goes on to what runs, and then the run ends by itself. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM']);
let stopped = false;

/** @typedef {{ exitCode: number, tally: import('./tally.rules.js').Tally }} PartResult */

/**
 * Runs one `check:*` script of the root package.json; its output is shown only when it fails.
 *
 * @param {{ repository: string, script: string }} options
 * @returns {Promise<PartResult>}
 */
export async function runCheck({ repository, script }) {
  const began = performance.now();
  const { exitCode, output } = await run({
    command: 'npm',
    args: ['run', '--silent', script],
    repository,
    show: false,
  });
  const time = spoken(performance.now() - began);
  console.log(`  ${exitCode === 0 ? '✓' : '✗'} ${script.padEnd(60)} ${time.padStart(10)}`);
  if (exitCode !== 0) console.log(`${output.trimEnd()}\n`);
  return { exitCode, tally: { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 } };
}

/**
 * Runs Jest and reads its own report.
 *
 * @param {{ repository: string, args: readonly string[] }} options
 * @returns {Promise<PartResult>}
 */
export async function runJest({ repository, args }) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-report-'));
  const report = join(folder, 'report.json');
  const jest = join(repository, 'node_modules', 'jest', 'bin', 'jest.js');
  const reporting = ['--json', `--outputFile=${report}`, '--silent'];
  const { exitCode } = await run({
    command: process.execPath,
    args: [ROOM_FOR_THE_YOUNG, jest, ...reporting, ...args],
    repository,
    show: true,
  });
  const tally = tallyOfJest(exitCode, readReport(report));
  rmSync(folder, { recursive: true, force: true });
  return { exitCode, tally };
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {{ command: string, args: readonly string[], repository: string, show: boolean }} options
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
function run({ command, args, repository, show }) {
  if (stopped) return Promise.resolve({ exitCode: 130, output: 'Stopped.' });
  return new Promise((resolve) => {
    const env = { ...process.env, NX_DAEMON: 'false', NEXT_TELEMETRY_DISABLED: '1' };
    // Jest writes its JSON report to standard output as well, which nobody wants to read.
    const child = spawn(command, args, { cwd: repository, env, stdio: ['ignore', 'pipe', show ? 'inherit' : 'pipe'] });
    const stop = () => {
      stopped = true;
      child.kill('SIGTERM');
    };
    for (const signal of SIGNALS) process.on(signal, stop);
    const late = setTimeout(() => {
      console.log(`  ✗ ${command} ${args.join(' ')} took longer than ${LIMIT_MINUTES} minutes and was ended.`);
      child.kill('SIGKILL');
    }, LIMIT_MINUTES * 60_000);
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-200_000));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (/** @type {{ exitCode: number, output: string }} */ result) => {
      clearTimeout(late);
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve(result);
    };
    child.once('error', (error) => end({ exitCode: 127, output: error.message }));
    child.once('close', (code) => end({ exitCode: code ?? 1, output }));
  });
}
