import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { acceptsConnections, startProcess, waitUntilReady } from './processes.js';

/**
 * Starts a private Redis on loopback TCP with a password.
 *
 * @param {{ binary: string, directory: string, port: number, durable?: boolean, databases?: number, logFile?: string,
 *   onSpawn?: import('./processes.js').OnSpawn }} options
 *   durable: writes snapshots; what is in Redis can be rebuilt, so a lost minute costs nothing but time
 * @returns {Promise<import('./postgres.js').RunningServer>}
 */
export async function startRedis({ binary, directory, port, durable = true, databases = 16, logFile, onSpawn }) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const log = logFile ?? join(directory, 'redis.log');
  const password = passwordIn(directory);
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir "${directory}"`,
    `requirepass ${password}`,
    `databases ${databases}`,
    'maxmemory-policy noeviction',
    'appendonly no',
    `save ${durable ? '60 1' : '""'}`,
  ];
  // The password is in a file because a command line can be read by every user of the machine.
  const file = join(directory, 'redis.conf');
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  const running = startProcess({
    name: 'Redis',
    command: binary,
    args: [file],
    logFile: log,
    cwd: directory,
    env: { PATH: process.env['PATH'] },
    onSpawn,
  });
  await waitUntilReady(running, { check: () => acceptsConnections(port), seconds: 20, logFile: log });
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    pid: running.pid,
    process: running,
    stop: () => running.stop('SIGTERM'),
  };
}

/** @param {string} directory */
function passwordIn(directory) {
  const file = join(directory, 'password');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
