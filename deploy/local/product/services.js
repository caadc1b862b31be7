import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { startProcess, waitUntilReady } from '../servers/processes.js';
import { compilerOf } from './build.js';
import { STAGE } from './backing.js';

/**
 * The services in the order in which they are started, and which of them keep a schema in PostgreSQL.
 *
 * `flags` are Node's: whoever reads pages of megabytes saves a quarter of its processor time when the young generation of
 * its heap holds a few of them, and whoever answers hundreds of requests a second a tenth. How far the old generation may
 * grow until it is collected depends on the most that it may ever have: with less than 2 GiB to twice what is in use, with
 * as much as there is by default to four times, which is 150 MiB and more of what AWS told before. What the inventory uses of
 * its heap, some 120 MiB, does not grow with the estate: indexes and the texts in them are kept apart from it.
 *
 * @type {readonly { name: string, stage: number, hasDatabase: boolean, flags?: readonly string[] }[]}
 */
export const SERVICES = Object.freeze([
  { name: 'identity', stage: STAGE.services, hasDatabase: true },
  {
    name: 'inventory',
    stage: STAGE.services,
    hasDatabase: true,
    flags: ['--max-semi-space-size=32', '--max-old-space-size=2040'],
  },
  { name: 'credentials', stage: STAGE.services, hasDatabase: true, flags: ['--max-semi-space-size=32'] },
  { name: 'gateway', stage: STAGE.edge, hasDatabase: false, flags: ['--max-semi-space-size=32'] },
]);

/**
 * Node's flags of a service.
 *
 * @param {string} name
 * @returns {readonly string[]}
 */
export function flagsOf(name) {
  return SERVICES.find((service) => service.name === name)?.flags ?? [];
}

/** The AWS SDK says at every start that it will want a later Node.js one day; engines in package.json is where that counts. */
const QUIET = '--disable-warning=NodeVersionSupportWarning';

/**
 * Starts a service and waits until it says that it is ready.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.repository
 * @param {string} options.logFile
 * @param {Record<string, string>} options.env
 * @param {string} options.readyUrl
 * @param {boolean} options.watch
 * @param {import('../servers/processes.js').OnSpawn} options.onSpawn
 * @returns {Promise<import('../servers/processes.js').RunningProcess>}
 */
export async function startService({ name, repository, logFile, env, readyUrl, watch, onSpawn }) {
  const running = startProcess({
    name,
    command: process.execPath,
    args: [
      ...(watch ? ['--watch', '--watch-preserve-output'] : []),
      QUIET,
      ...flagsOf(name),
      '--import',
      '@gatehouse/telemetry/register',
      'dist/main.js',
    ],
    cwd: join(repository, 'apps', name),
    env,
    logFile,
    onSpawn,
  });
  await waitUntilReady(running, { check: () => answersOk(readyUrl), seconds: 60, logFile });
  return running;
}

/**
 * Compiles again whatever changes, for as long as everything runs.
 *
 * @param {{ repository: string, logFile: string, env: NodeJS.ProcessEnv,
 *   onSpawn: import('../servers/processes.js').OnSpawn }} options
 */
export async function startCompiler({ repository, logFile, env, onSpawn }) {
  const args = [compilerOf(repository, true), '-b', '-w', '--preserveWatchOutput'];
  startProcess({ name: 'compiler', command: process.execPath, args, cwd: repository, env, logFile, onSpawn });
}

/**
 * True when an HTTP GET is answered with 200.
 *
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export function answersOk(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}

/**
 * Names of a service's own settings, as its configuration file declares them.
 *
 * @param {string} repository
 * @param {string} service
 * @returns {string[]}
 */
export function settingsOf(repository, service) {
  try {
    const text = readFileSync(join(repository, 'apps', service, 'src', `${service}.config.ts`), 'utf8');
    return [...text.matchAll(/^\s+(GATEHOUSE_[A-Z0-9_]+):/gm)].map(([, key]) => key ?? '');
  } catch (error) {
    // Not every service has settings of its own.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return [];
    throw error;
  }
}
