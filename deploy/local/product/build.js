import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runToLog } from './commands.js';

/** Folders that no build reads. */
const IGNORED = new Set(['.next', 'dist', 'node_modules']);

/**
 * Compiles every project that changed, or these and what they need.
 *
 * @param {{ repository: string, logFile: string, projects?: readonly string[], watch?: boolean }} options watch: true
 *   when a compiler goes on watching afterwards, which begins afresh after another version than its own
 */
export async function buildServices({ repository, logFile, projects = [], watch = false }) {
  // Projects are compiled side by side already; a second checker within one would learn the same types again.
  const args = [compilerOf(repository, watch), '-b', ...(watch ? [] : ['--checkers', '1']), ...projects];
  await runToLog({ command: process.execPath, args, cwd: repository, logFile, what: 'tsc -b' });
}

/**
 * Script of the compiler. TypeScript 7 takes a third of the time of 6, and is the same language; but its watcher asks
 * for every file again and again, so that who watches has 6.
 *
 * @param {string} repository
 * @param {boolean} watch
 */
export function compilerOf(repository, watch) {
  return join(repository, 'node_modules', watch ? 'typescript' : 'typescript-native', 'bin', 'tsc');
}

/**
 * Builds the portal's pages when something that they are made of changed since the last build. They need compiled
 * contracts and the compiled policy engine.
 *
 * @param {{ repository: string, logFile: string }} options
 * @returns {Promise<string>} what was done
 */
export async function buildPortal({ repository, logFile }) {
  const portal = join(repository, 'apps', 'gateway', 'src', 'portal');
  const libs = ['contracts', 'iam-policy'].map((lib) => join(repository, 'libs', lib, 'src'));
  const inputs = [portal, ...libs, join(repository, 'package-lock.json')];
  const hash = hashOf(repository, inputs);
  const stamp = join(portal, '.next', 'gatehouse-inputs');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'unchanged';
  const next = join(repository, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  await runToLog({
    command: process.execPath,
    args: [next, 'build', portal],
    cwd: portal,
    logFile,
    what: 'next build',
    env,
  });
  mkdirSync(join(portal, '.next'), { recursive: true });
  writeFileSync(stamp, hash);
  return 'built';
}

/**
 * @param {string} repository
 * @param {readonly string[]} paths
 */
function hashOf(repository, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesIn).sort()) {
    hash.update(relative(repository, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !IGNORED.has(name) && name !== 'next-env.d.ts')
    .flatMap(({ name }) => filesIn(join(path, name)));
}
