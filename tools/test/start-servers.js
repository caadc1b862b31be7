import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  endLeftovers,
  ensurePrograms,
  freePort,
  readRecords,
  isSameProcess,
  recordProcess,
  startPostgres,
  startRedis,
  temporaryFolder,
} from '../../deploy/local/servers/index.js';

const PREFIX = 'gatehouse-test-';

/**
 * Jest runs this once before the first medium test of a run. An URL in the environment wins; else private servers are
 * started, whose URLs the tests' own processes inherit.
 */
export default async function startServers() {
  await sweep();
  const folder = temporaryFolder(PREFIX);
  const processes = join(folder, 'processes');
  recordProcess(processes, 'owner', process.pid);
  process.env['GATEHOUSE_TEST_RUN_FOLDER'] = folder;
  const programs = await ensurePrograms(['postgres', 'redis', 'nats'], { report: (line) => console.log(line) });
  await Promise.all([postgres(folder, processes, programs), redis(folder, processes, programs)]);
}

/**
 * @param {string} folder
 * @param {string} processes
 * @param {Record<string, string>} programs
 */
async function postgres(folder, processes, programs) {
  if (process.env['GATEHOUSE_TEST_POSTGRES_URL']) return;
  const directory = join(folder, 'postgres');
  const server = await startPostgres({
    binary: programs['postgres'] ?? '',
    directory,
    port: await freePort(),
    durable: false,
  });
  recordProcess(processes, 'postgres', server.pid);
  process.env['GATEHOUSE_TEST_POSTGRES_URL'] = server.url;
}

/**
 * @param {string} folder
 * @param {string} processes
 * @param {Record<string, string>} programs
 */
async function redis(folder, processes, programs) {
  if (process.env['GATEHOUSE_TEST_REDIS_URL']) return;
  const directory = join(folder, 'redis');
  const options = { durable: false, databases: 1_024 };
  const server = await startRedis({ binary: programs['redis'] ?? '', directory, port: await freePort(), ...options });
  recordProcess(processes, 'redis', server.pid);
  process.env['GATEHOUSE_TEST_REDIS_URL'] = server.url;
}

/** Ends what runs that were killed left behind. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = readRecords(join(folder, 'processes')).find((record) => record.name === 'owner');
    if (owner && !isSameProcess(owner)) await remove(folder);
  }
}

/**
 * Ends every server of a run and deletes its data.
 *
 * @param {string} folder
 */
export async function remove(folder) {
  const processes = join(folder, 'processes');
  await endLeftovers(processes, (record) => record.name !== 'owner');
  rmSync(folder, { recursive: true, force: true });
}
