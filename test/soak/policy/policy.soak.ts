/**
 * `npm run soak -- policy [--runs 10000] [--minutes 10] [--seed N]`: every law of libs/iam-policy with many runs, then
 * fuzzing: whatever the document, no capability throws and none takes long.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});

const FOLDERS = ['laws', 'compare', 'normalise', 'pattern', 'catalogue', 'risk', 'suggest', 'who-can'];

/** The property tests, in a process of their own. */
function runLaws(runs: string): Promise<boolean> {
  const folders = FOLDERS.map((folder) => `libs/iam-policy/src/${folder}/`);
  const args = ['node_modules/jest/bin/jest.js', '--selectProjects', 'small', '--runInBand'];
  const env = { ...process.env, FAST_CHECK_RUNS: runs };
  const child = spawn(process.execPath, [...args, '--testTimeout', '7200000', '--testPathPatterns', ...folders], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) =>
    child.once('close', (code) => {
      resolve(code === 0);
    }),
  );
}

const lawsHold = await runLaws(values.runs);
console.log(`laws with ${values.runs} runs each: ${lawsHold ? 'hold' : 'broken'}`);
const failures = fuzz({ minutes: Number(values.minutes), seed: Number(values.seed) });
const short = failures + Number(!lawsHold);
console.log(short === 0 ? 'soak policy: ok' : `soak policy: short of ${String(short)}`);
process.exitCode = short === 0 ? 0 : 1;
