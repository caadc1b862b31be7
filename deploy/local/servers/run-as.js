import { chownSync, mkdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { EXIT, StartProblem } from './start-problem.js';

/** @typedef {{ name: string, uid: number, gid: number }} SystemUser */

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as Debian's own user for it, or else as nobody.
 *
 * @returns {SystemUser | undefined} undefined when we are not root and need nobody else
 */
export function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (user) return user;
  throw new StartProblem('PostgreSQL may not run as root, and there is no user "postgres" or "nobody" to run it as.', {
    advice: 'Start Gatehouse as an ordinary user, or run: useradd --system postgres',
    exitCode: EXIT.missingProgram,
  });
}

/**
 * @param {string} name
 * @returns {SystemUser | undefined}
 */
function lookUp(name) {
  try {
    const id = (/** @type {string} */ flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/**
 * Makes a folder that the user owns and can reach. A folder inside somebody's private one (a clone in /root, say)
 * cannot be reached by another user; its data then lives below /var/lib, in a folder named after the wanted one.
 *
 * @param {string} wanted
 * @param {SystemUser | undefined} user
 * @returns {string} the folder made
 */
export function makeFolderFor(wanted, user) {
  const folder = user && !isReachable(resolve(wanted), user) ? elsewhere(resolve(wanted)) : resolve(wanted);
  // Folders in between let others pass but not look, or the user could not reach its own.
  mkdirSync(dirname(folder), { recursive: true, mode: user ? 0o711 : 0o700 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** @param {string} wanted */
function elsewhere(wanted) {
  const parent = '/var/lib/gatehouse';
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  return join(parent, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
}

/**
 * @param {string} folder
 * @param {SystemUser} user
 * @returns {boolean} true when every folder above lets the user through; those not there yet will be made so
 */
function isReachable(folder, user) {
  const parent = dirname(folder);
  if (parent === folder) return true;
  const stats = statSync(parent, { throwIfNoEntry: false });
  return (stats === undefined || letsThrough(stats, user)) && isReachable(parent, user);
}

/**
 * @param {{ mode: number, uid: number, gid: number }} stats
 * @param {SystemUser} user
 */
export function letsThrough({ mode, uid, gid }, user) {
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
