import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { birthOf } from './process-records.js';
import { startProcess, waitUntilReady } from './processes.js';
import { makeFolderFor, unprivilegedUser } from './run-as.js';
import { EXIT, StartProblem } from './start-problem.js';

const execute = promisify(execFile);

/**
 * @typedef {object} RunningServer
 * @property {string} url with the administrator's password where the server has one
 * @property {number} port
 * @property {number} pid
 * @property {import('./processes.js').RunningProcess} process
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a private PostgreSQL on loopback TCP with password authentication, making its data folder at the first start.
 *
 * @param {{ binary: string, directory: string, port: number, durable?: boolean, logFile?: string,
 *   onSpawn?: import('./processes.js').OnSpawn, parameters?: Readonly<Record<string, string>> }} options
 *   binary: path of `postgres`; durable: false trades safety at a crash for speed (tests); parameters: more of Postgres's
 *   own
 * @returns {Promise<RunningServer & { directory: string }>} url is that of the superuser; directory is where the data is
 */
export async function startPostgres({ binary, directory, port, durable = true, logFile, onSpawn, parameters = {} }) {
  const user = unprivilegedUser();
  const folder = makeFolderFor(directory, user);
  const log = logFile ?? join(folder, 'postgres.log');
  const data = join(folder, 'data');
  if (!existsSync(data)) await initialise({ binary, folder, data, user, durable });
  const program = programForData(binary, data);
  const running = await startOnceFree({
    name: 'PostgreSQL',
    command: program,
    args: ['-D', data, ...settings(port, durable, parameters)],
    logFile: log,
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    uid: user?.uid,
    gid: user?.gid,
    onSpawn,
    data,
  });
  const password = readFileSync(join(folder, 'admin-password'), 'utf8').trim();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid: running.pid,
    process: running,
    directory: folder,
    stop: () => running.stop('SIGINT', 20),
  };
}

/** How often a start is tried while the children of a killed postmaster still hold its memory. */
const TRIES = 40;

/**
 * @param {Parameters<typeof startProcess>[0] & { data: string }} options
 * @returns {Promise<import('./processes.js').RunningProcess>}
 */
async function startOnceFree({ data, ...options }) {
  for (let attempt = 1; ; attempt += 1) {
    dropStaleLock(data);
    const running = startProcess(options);
    try {
      const { logFile } = options;
      await waitUntilReady(running, { check: () => isReady(data, running.pid), seconds: 60, logFile });
      return running;
    } catch (error) {
      const busy = error instanceof Error && error.message.includes('shared memory block');
      if (!busy || attempt === TRIES) throw error;
      await wait(250);
    }
  }
}

/**
 * The data folder appears under its name only when it is complete, so an interrupted first start leaves nothing to
 * trip over.
 *
 * @param {{ binary: string, folder: string, data: string, user: import('./run-as.js').SystemUser | undefined,
 *   durable: boolean }} options
 */
async function initialise({ binary, folder, data, user, durable }) {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(folder, 'admin-password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const args = ['-D', unfinished, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  args.push('--encoding=UTF8', '--locale=C', '--no-instructions', ...(durable ? [] : ['--no-sync']));
  try {
    const identity = user ? { uid: user.uid, gid: user.gid } : {};
    await execute(join(dirname(binary), 'initdb'), args, {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      ...identity,
    });
  } catch (error) {
    const output = /** @type {{ stderr?: string }} */ (error).stderr ?? String(error);
    throw new StartProblem(`PostgreSQL could not make its data folder ${data}.\n${output.trim()}`, { cause: error });
  }
  renameSync(unfinished, data);
}

/**
 * @param {number} port
 * @param {boolean} durable
 * @param {Readonly<Record<string, string>>} parameters
 */
function settings(port, durable, parameters) {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    log_min_messages: 'warning',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
    ...parameters,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * The program whose major version made the data; another one would refuse to read it.
 *
 * @param {string} binary
 * @param {string} data
 */
function programForData(binary, data) {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const debian = `/usr/lib/postgresql/${version}/bin/postgres`;
  if (existsSync(debian)) return debian;
  const found = /\/(?:postgresql\/|postgresql@)(\d+)\//.exec(binary)?.[1];
  if (found === undefined || found === version) return binary;
  throw new StartProblem(
    `The data in ${data} was made by PostgreSQL ${version}, but PostgreSQL ${found} is installed.`,
    {
      advice: `Install PostgreSQL ${version}, or delete ${dirname(data)} to begin with empty data.`,
      exitCode: EXIT.missingProgram,
    },
  );
}

/**
 * PostgreSQL copes with the lock file of a postmaster that is gone, unless its pid was given to somebody else since.
 *
 * @param {string} data
 */
function dropStaleLock(data) {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n', 1)[0]);
  if (birthOf(pid) === undefined) return;
  if (!isPostgres(pid)) {
    rmSync(lock, { force: true });
    return;
  }
  throw new StartProblem(`A PostgreSQL (process ${pid}) is already running on ${data}.`, {
    advice: `Stop the Gatehouse that started it, or end it: kill -INT ${pid}`,
    exitCode: EXIT.alreadyRunning,
  });
}

/** @param {number} pid */
function isPostgres(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * PostgreSQL writes its state in the eighth line of its lock file.
 *
 * @param {string} data
 * @param {number} pid
 */
function isReady(data, pid) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
