#!/usr/bin/env node
/**
 * `npm run bench -- NAME`, `npm run soak -- NAME` and `npm run chaos -- NAME`, each with arguments of its own, run
 * test/bench/NAME/NAME.bench.ts, test/soak/NAME/NAME.soak.ts or test/chaos/NAME/NAME.chaos.ts, which measures, goes on
 * for minutes or hours, or breaks things, and says how it went in its last line: `bench NAME: ok` or
 * `bench NAME: short of N`. Without a name, they are listed.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildServices } from '../../deploy/local/product/build.js';
import { ensurePackages } from '../../deploy/local/product/machine.js';
import { EXIT, explainProblem, StartProblem } from '../../deploy/local/servers/index.js';
import { closing } from './closing.rules.js';

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const KINDS = ['bench', 'soak', 'chaos'];
const kind = KINDS.find((one) => one === process.argv[2]) ?? 'bench';
const folderOfKind = join(repository, 'test', kind);

try {
  process.exitCode = await main(process.argv[3], process.argv.slice(4));
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
  const names = readdirSync(folderOfKind).filter((folder) => existsSync(fileOf(folder)));
  if (name === undefined || !names.includes(name)) {
    throw new StartProblem(name === undefined ? `Which ${kind}?` : `There is no ${kind} called ${name}.`, {
      advice: `npm run ${kind} -- ${names.join(' | ')}`,
      exitCode: EXIT.usage,
    });
  }
  const logs = join(repository, '.gatehouse', 'logs');
  mkdirSync(logs, { recursive: true });
  await ensurePackages(repository, join(logs, 'npm-ci.log'));
  await buildServices({ repository, logFile: join(logs, 'build.log') });
  const { exitCode, lastLine } = await run(fileOf(name), args);
  const end = closing(`${kind} ${name}`, { exitCode, lastLine });
  if (end.line !== lastLine) console.log(end.line);
  return end.exitCode;
}

/** @param {string} name */
function fileOf(name) {
  return join(folderOfKind, name, `${name}.${kind}.ts`);
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<{ exitCode: number, lastLine: string }>}
 */
function run(file, args) {
  const imported = ['typescript.js', 'interrupted.js'].map((name) => new URL(name, import.meta.url).href);
  // Whatever a bench keeps goes with it, however it ends. Servers that run as another user have to get through.
  const TMPDIR = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  chmodSync(TMPDIR, 0o711);
  return new Promise((resolve) => {
    const node = [
      '--enable-source-maps',
      '--expose-gc',
      '--disable-warning=NodeVersionSupportWarning',
      ...imported.flatMap((href) => ['--import', href]),
      file,
      ...args,
    ];
    const env = { ...process.env, TMPDIR };
    const child = spawn(process.execPath, node, { cwd: repository, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      process.stdout.write(chunk);
      text = (text + chunk.toString()).slice(-10_000);
    });
    // A bench that is interrupted stops what it started before it ends.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
    child.once('close', (code) => {
      rmSync(TMPDIR, { recursive: true, force: true, maxRetries: 5 });
      resolve({ exitCode: code ?? 1, lastLine: text.trimEnd().split('\n').at(-1) ?? '' });
    });
  });
}
