import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { birthOf, isSameProcess } from '../servers/process-records.js';
import { EXIT, StartProblem } from '../servers/start-problem.js';

/**
 * The folder of one installation: data, keys, logs, and what a later start needs to know.
 *
 * @typedef {object} ProductFolder
 * @property {string} root
 * @property {string} logs
 * @property {string} keys
 * @property {string} processes
 * @property {(name: string) => string} log path of a process's log
 */

/**
 * @param {string} root
 * @returns {ProductFolder}
 */
export function makeProductFolder(root) {
  // PostgreSQL may run as another user and must get through to its own folder; everything else here is private.
  mkdirSync(root, { recursive: true, mode: 0o711 });
  chmodSync(root, 0o711);
  const folder = { root, logs: join(root, 'logs'), keys: join(root, 'keys'), processes: join(root, 'processes') };
  for (const path of [folder.logs, folder.keys, folder.processes]) mkdirSync(path, { recursive: true, mode: 0o700 });
  return { ...folder, log: (name) => join(folder.logs, `${name}.log`) };
}

/**
 * Puts the logs of the start before aside (`identity.log.1`), so that a log tells of one start.
 *
 * @param {ProductFolder} folder
 */
export function setLogsAside({ logs }) {
  for (const name of readdirSync(logs).filter((file) => file.endsWith('.log'))) {
    renameSync(join(logs, name), join(logs, `${name}.1`));
  }
}

/**
 * Makes this process the only one that runs here.
 *
 * @param {string} root
 * @param {string} url what the other one, if there is one, can be reached at
 * @returns {() => void} lets the folder go
 */
export function lockFolder(root, url) {
  const file = join(root, 'start.lock');
  const text = JSON.stringify({ name: 'start', pid: process.pid, born: birthOf(process.pid), url });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (createOnly(file, text)) return () => rmSync(file, { force: true });
    const holder = readHolder(file);
    if (holder && isSameProcess(holder)) throw alreadyRunning(holder);
    rmSync(file, { force: true });
  }
  throw new StartProblem(`The lock ${file} cannot be taken.`, { advice: 'Delete it and start again.' });
}

/**
 * @param {string} file
 * @param {string} text
 */
function createOnly(file, text) {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeFileSync(handle, text);
    closeSync(handle);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {{ name: string, pid: number, born: string, url: string } | undefined}
 */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {{ pid: number, url: string }} holder */
function alreadyRunning({ pid, url }) {
  return new StartProblem(`Gatehouse is already running here (process ${pid}): ${url}`, {
    advice: `Open that, or stop it with Ctrl-C in its terminal (or: kill ${pid}).`,
    exitCode: EXIT.alreadyRunning,
  });
}

/**
 * Reads what an earlier start remembered.
 *
 * @param {string} root
 * @param {string} name e.g. `ports`
 * @returns {Record<string, unknown>} empty when there is nothing, or nothing readable
 */
export function recall(root, name) {
  try {
    return JSON.parse(readFileSync(join(root, `${name}.json`), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Writes a private file whole or not at all.
 *
 * @param {string} file
 * @param {string} text
 */
export function writePrivately(file, text) {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * The content of a private file, made at the first start.
 *
 * @param {string} file
 * @param {() => string} make
 */
export function keptText(file, make) {
  if (!existsSync(file)) writePrivately(file, make());
  return readFileSync(file, 'utf8');
}
