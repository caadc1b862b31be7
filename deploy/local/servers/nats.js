import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptsConnections, startProcess, waitUntilReady } from './processes.js';

/**
 * Starts a private nats-server with JetStream on loopback.
 *
 * @param {{ binary: string, directory: string, port: number, configuration?: string, logFile?: string,
 *   onSpawn?: import('./processes.js').OnSpawn }} options
 *   configuration: more lines for its configuration file (`authorization { … }`); none means no authentication
 * @returns {Promise<import('./postgres.js').RunningServer>}
 */
export async function startNats({ binary, directory, port, configuration = '', logFile, onSpawn }) {
  const store = join(directory, 'jetstream');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const log = logFile ?? join(directory, 'nats.log');
  const file = join(directory, 'nats.conf');
  const text = [
    `listen: "127.0.0.1:${port}"`,
    `server_name: gatehouse-local`,
    'max_payload: 1MB',
    `jetstream { store_dir: ${JSON.stringify(store)}, max_memory_store: 64MB, max_file_store: 1GB }`,
    configuration,
  ];
  writeFileSync(file, `${text.join('\n')}\n`, { mode: 0o600 });
  const running = startProcess({
    name: 'NATS',
    command: binary,
    args: ['-c', file],
    logFile: log,
    cwd: directory,
    env: { PATH: process.env['PATH'] },
    onSpawn,
  });
  await waitUntilReady(running, { check: () => acceptsConnections(port), seconds: 20, logFile: log });
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid: running.pid,
    process: running,
    stop: () => running.stop('SIGTERM'),
  };
}
