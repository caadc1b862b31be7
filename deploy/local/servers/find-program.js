import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { PROGRAMS } from './programs.js';

/**
 * Where a program is, or undefined: the PATH first, then the folders that Debian and Homebrew use for servers.
 *
 * @param {string} name a key of PROGRAMS
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} absolute path, links resolved when companions are needed beside it
 */
export function findProgram(name, env = process.env) {
  const program = PROGRAMS[name];
  if (!program) throw new Error(`unknown program ${name}`);
  for (const folder of [...pathFolders(env), ...usualFolders()]) {
    for (const binary of program.binaries) {
      const found = usable(join(folder, binary), program.beside);
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * Where a command of any name is on the PATH, or undefined.
 *
 * @param {string} command
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findCommand(command, env = process.env) {
  return pathFolders(env)
    .map((folder) => join(folder, command))
    .find((path) => isExecutable(path));
}

/** @param {NodeJS.ProcessEnv} env */
const pathFolders = (env) => (env['PATH'] ?? '').split(delimiter).filter(Boolean);

function usualFolders() {
  return [
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/bin',
    '/usr/local/bin',
    ...versionedFolders('/usr/lib/postgresql', ''),
    '/opt/homebrew/bin',
    ...versionedFolders('/opt/homebrew/opt', 'postgresql'),
    ...versionedFolders('/usr/local/opt', 'postgresql'),
  ];
}

/**
 * `<parent>/<prefix…version>/bin`, newest version first.
 *
 * @param {string} parent
 * @param {string} prefix
 */
function versionedFolders(parent, prefix) {
  try {
    return newestFirst(readdirSync(parent).filter((name) => name.startsWith(prefix))).map((name) =>
      join(parent, name, 'bin'),
    );
  } catch {
    return [];
  }
}

/**
 * Sorts names by the number in them, highest first: `15`, `9.6`, `postgresql@16`.
 *
 * @param {readonly string[]} names
 */
export function newestFirst(names) {
  const version = (/** @type {string} */ name) => Number.parseFloat(/[\d.]+/.exec(name)?.[0] ?? '0');
  return [...names].sort((a, b) => version(b) - version(a));
}

/**
 * @param {string} path
 * @param {readonly string[]} beside
 */
function usable(path, beside) {
  if (!isExecutable(path)) return undefined;
  if (beside.length === 0) return path;
  const real = realpathSync(path);
  // A wrapper script of another name would hide where the companions are.
  const folder = basename(real) === basename(path) ? dirname(real) : dirname(path);
  return beside.every((companion) => isExecutable(join(folder, companion))) ? join(folder, basename(path)) : undefined;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
