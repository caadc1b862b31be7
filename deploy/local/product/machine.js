import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPortFree } from '../servers/ports.js';
import { EXIT, StartProblem } from '../servers/start-problem.js';
import { runToLog } from './commands.js';
import { isRecentEnough, NEEDED_BYTES, needsInstallation } from './machine.rules.js';

/**
 * Checks what a start cannot do without, before it changes anything.
 *
 * @param {{ repository: string, folder: string, ports: readonly { port: number, key: string, what: string }[] }} options
 * @returns {Promise<string>} what was found
 */
export async function checkMachine({ repository, folder, ports }) {
  const minimum = String(readPackage(repository).engines.node).replace(/[^\d.]/g, '');
  if (!isRecentEnough(process.versions.node, minimum)) {
    throw new StartProblem(`This is Node.js ${process.versions.node}; Gatehouse needs ${minimum} or later.`, {
      advice: 'Install a current Node.js (https://nodejs.org) and start again.',
      exitCode: EXIT.missingProgram,
    });
  }
  const free = checkSpace(repository, folder);
  for (const { port, key, what } of ports) await checkPort(port, key, what);
  return `Node.js ${process.versions.node}, ${(free / 1e9).toFixed(0)} GB free`;
}

/**
 * @param {string} repository
 * @returns {{ version: string, engines: { node: string } }}
 */
export function readPackage(repository) {
  return JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
}

/**
 * @param {string} repository
 * @param {string} folder
 */
function checkSpace(repository, folder) {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const installed = statSync(join(repository, 'node_modules'), { throwIfNoEntry: false }) !== undefined;
  const needed = installed ? NEEDED_BYTES.laterStart : NEEDED_BYTES.firstStart;
  if (free >= needed) return free;
  const megabytes = (/** @type {number} */ bytes) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new StartProblem(
    `The disk is nearly full: ${megabytes(free)} free at ${folder}, ${megabytes(needed)} needed.`,
    {
      advice: 'Free some space and start again.',
      exitCode: EXIT.noRoom,
    },
  );
}

/**
 * @param {number} port
 * @param {string} key
 * @param {string} what
 */
async function checkPort(port, key, what) {
  if (await isPortFree(port)) return;
  throw new StartProblem(`Port ${port}, which ${what} needs, is taken by another program.`, {
    advice: `Stop that program, or choose another port: ${key}=${port + 1} npm start`,
    exitCode: EXIT.noRoom,
  });
}

/**
 * Runs `npm ci` when node_modules is missing or older than the lockfile.
 *
 * @param {string} repository
 * @param {string} logFile
 * @returns {Promise<string>} what was done
 */
export async function ensurePackages(repository, logFile) {
  const lockfile = join(repository, 'package-lock.json');
  const stampFile = join(repository, 'node_modules', '.gatehouse-installed');
  const lockfileHash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  const facts = {
    installedAt: changedAt(join(repository, 'node_modules', '.package-lock.json')),
    stamp: textOf(stampFile),
    lockfileHash,
    lockfileChangedAt: changedAt(lockfile) ?? 0,
  };
  if (!needsInstallation(facts)) return 'up to date';
  await runToLog({
    command: 'npm',
    args: ['ci', '--no-audit', '--no-fund', '--prefer-offline'],
    cwd: repository,
    logFile,
    what: 'npm ci',
  });
  writeFileSync(stampFile, lockfileHash);
  return 'installed with npm ci';
}

/** @param {string} file */
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
