import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  findProgram,
  freePort,
  startNats,
  startPostgres,
  startRedis,
  temporaryFolder,
  type RunningServer,
} from '@gatehouse/local/servers';
import { testPostgres } from '@gatehouse/testing';

/** A server that can be stopped and started again on the same port, with what it keeps. */
export interface Restartable {
  readonly url: string;
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** PostgreSQL, Redis and NATS of one run, as durable as in an installation. */
export interface BackingServers {
  readonly folder: string;
  readonly postgres: Restartable;
  readonly redis: Restartable;
  readonly nats: Restartable;
  /** The inventory's own database, as its own role and as the administrator. */
  readonly databaseUrl: string;
  readonly adminUrl: string;
  readonly stop: () => Promise<void>;
}

/** Starts them in a temporary folder, which `stop` deletes. */
export async function startServers(): Promise<BackingServers> {
  const folder = temporaryFolder('gatehouse-refresh-');
  const place = async (name: string) => ({ directory: join(folder, name), port: await freePort() });
  const [atPostgres, atRedis, atNats] = [await place('postgres'), await place('redis'), await place('nats')];
  const postgres = await restartable(() => startPostgres({ binary: program('postgres'), ...atPostgres }));
  const redis = await restartable(() => startRedis({ binary: program('redis'), ...atRedis }));
  const nats = await restartable(() => startNats({ binary: program('nats'), ...atNats }));
  // The servers of @gatehouse/testing belong to a run of Jest; this is ours.
  process.env['GATEHOUSE_TEST_RUN_FOLDER'] = folder;
  process.env['GATEHOUSE_TEST_POSTGRES_URL'] = postgres.url;
  const { url: databaseUrl, adminUrl } = await testPostgres({ service: 'inventory' });
  const stop = async () => {
    await Promise.all([postgres.stop(), redis.stop(), nats.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, postgres, redis, nats, databaseUrl, adminUrl, stop };
}

function program(name: 'postgres' | 'redis' | 'nats'): string {
  const binary = findProgram(name);
  if (binary === undefined) throw new Error(`There is no ${name} on this machine; "npm start" installs it.`);
  return binary;
}

async function restartable(begin: () => Promise<RunningServer>): Promise<Restartable> {
  let running = await begin();
  return {
    url: running.url,
    pid: () => running.pid,
    stop: () => running.stop(),
    start: async () => {
      running = await begin();
    },
  };
}
