#!/usr/bin/env node
/**
 * `npm run soak -- NAME [arguments]` runs test/soak/NAME/NAME.soak.ts, which goes on for minutes or hours and says how it
 * went in its last line: `soak NAME: ok` or `soak NAME: short of N`. Without a name, it lists them.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServices } from '../../deploy/local/product/build.js';
import { ensurePackages } from '../../deploy/local/product/machine.js';
import { EXIT, explainProblem, StartProblem } from '../../deploy/local/servers/index.js';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const soaks = join(repository, 'test', 'soak');

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  const { text, exitCode } = explainProblem(error);
  console.error(text);
  process.exitCode = exitCode;
}

/**
 * @param {string | undefined} name
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(name, args) {
  const names = readdirSync(soaks).filter((folder) => existsSync(fileOf(folder)));
  if (name === undefined || !names.includes(name)) {
    throw new StartProblem(name === undefined ? 'Which soak?' : `There is no soak called ${name}.`, {
      advice: `npm run soak -- ${names.join(' | ')}`,
      exitCode: EXIT.usage,
    });
  }
  const logs = join(repository, '.gatehouse', 'logs');
  mkdirSync(logs, { recursive: true });
  await ensurePackages(repository, join(logs, 'npm-ci.log'));
  await buildServices({ repository, logFile: join(logs, 'build.log') });
  const { exitCode, lastLine } = await run(fileOf(name), args);
  return close(name, { exitCode, lastLine });
}

/**
 * A soak that says nothing, or dies after it said "ok", fell short.
 *
 * @param {string} name
 * @param {{ exitCode: number, lastLine: string }} run
 * @returns {number} exit code
 */
function close(name, { exitCode, lastLine }) {
  if (exitCode === 0 && lastLine === `soak ${name}: ok`) return 0;
  if (!lastLine.startsWith(`soak ${name}: short of `)) console.log(`soak ${name}: short of 1`);
  return exitCode || 1;
}

/** @param {string} name */
function fileOf(name) {
  return join(soaks, name, `${name}.soak.ts`);
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<{ exitCode: number, lastLine: string }>}
 */
function run(file, args) {
  const loader = new URL('../bench/typescript.js', import.meta.url).href;
  return new Promise((resolve) => {
    const node = ['--enable-source-maps', '--import', loader, file, ...args];
    const child = spawn(process.execPath, node, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      process.stdout.write(chunk);
      text = (text + chunk.toString()).slice(-10_000);
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
    child.once('close', (code) => resolve({ exitCode: code ?? 1, lastLine: text.trimEnd().split('\n').at(-1) ?? '' }));
  });
}
