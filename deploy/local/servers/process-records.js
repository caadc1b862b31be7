import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {{ name: string, pid: number, born: string }} ProcessRecord born tells a reused pid from the same process */

/**
 * Remembers a process in `<folder>/<name>.json`, so that a later start can end it if we cannot.
 *
 * @param {string} folder
 * @param {string} name
 * @param {number} pid
 */
export function recordProcess(folder, name, pid) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  /** @type {ProcessRecord} */
  const record = { name, pid, born: birthOf(pid) ?? '' };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(record), { mode: 0o600 });
}

/**
 * @param {string} folder
 * @param {string} name
 */
export function forgetProcess(folder, name) {
  rmSync(join(folder, `${name}.json`), { force: true });
}

/**
 * Ends the processes that an earlier start left behind, and nothing else: a pid that now belongs to another process
 * is only forgotten.
 *
 * @param {string} folder
 * @param {(record: ProcessRecord) => boolean} [which] all of them unless told otherwise
 * @returns {Promise<string[]>} names of the processes that were ended
 */
export async function endLeftovers(folder, which = () => true) {
  const alive = readRecords(folder).filter((record) => which(record) && isSameProcess(record));
  await Promise.all(alive.map(endProcess));
  for (const { name } of readRecords(folder)) forgetProcess(folder, name);
  return alive.map(({ name }) => name);
}

/**
 * @param {string} folder
 * @returns {ProcessRecord[]}
 */
export function readRecords(folder) {
  return namesIn(folder).flatMap((file) => {
    try {
      return [/** @type {ProcessRecord} */ (JSON.parse(readFileSync(join(folder, file), 'utf8')))];
    } catch {
      rmSync(join(folder, file), { force: true });
      return [];
    }
  });
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

/** @param {ProcessRecord} record */
export function isSameProcess({ pid, born }) {
  const now = birthOf(pid);
  return now !== undefined && now === born;
}

/** @param {ProcessRecord} record */
async function endProcess(record) {
  // SIGINT is PostgreSQL's fast shutdown (SIGTERM would wait for clients), and an ordinary end for everyone else.
  signal(record.pid, 'SIGINT');
  for (let i = 0; i < 100 && isSameProcess(record); i += 1) await wait(100);
  if (isSameProcess(record)) signal(record.pid, 'SIGKILL');
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between, which is what we wanted.
  }
}

/**
 * When a process started, in whatever unit the system gives; undefined when there is no such process (a zombie counts
 * as none).
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function birthOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? birthOnLinux(pid) : birthByPs(pid);
}

/** @param {number} pid */
function birthOnLinux(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; the fields after the last parenthesis are state, …, start (the 20th).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function birthByPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
