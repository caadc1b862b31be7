import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  acceptsConnections,
  birthOf,
  endLeftovers,
  findProgram,
  freePort,
  isPortFree,
  recordProcess,
  startNats,
  startPostgres,
  startRedis,
  temporaryFolder,
  type RunningServer,
} from './index.js';

let folder: string;
let running: RunningServer | undefined;
const binary = (name: string): string => findProgram(name) ?? '';

beforeAll(() => {
  folder = temporaryFolder('gatehouse-servers-');
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe(startPostgres, () => {
  const start = async (directory = join(folder, 'a', 'postgres')): Promise<RunningServer> => {
    running = await startPostgres({ binary: binary('postgres'), directory, port: await freePort(), durable: false });
    return running;
  };

  it('keeps its data from one start to the next, and asks for the password', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    const guess = new URL(second.url);
    guess.password = 'guess';
    await expect(ask(guess.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('starts after it was killed', async () => {
    const killed = await start();
    await killed.stop();
    const again = await start();
    process.kill(again.pid, 'SIGKILL');
    await again.process.ended;
    const last = await start();
    expect(await ask(last.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('does not run twice on the same data', async () => {
    const { pid } = await start();
    const directory = join(folder, 'a', 'postgres');
    await expect(startPostgres({ binary: binary('postgres'), directory, port: await freePort() })).rejects.toThrow(
      `A PostgreSQL (process ${pid}) is already running`,
    );
  });

  it('begins anew when its first start was interrupted', async () => {
    const directory = join(folder, 'interrupted');
    await (await start(directory)).stop();
    rmSync(join(directory, 'data'), { recursive: true });
    await start(directory);
    expect(existsSync(join(directory, 'data.unfinished'))).toBe(false);
  });
});

describe(startRedis, () => {
  it('answers those who know its password', async () => {
    running = await startRedis({ binary: binary('redis'), directory: join(folder, 'redis'), port: await freePort() });
    expect(new URL(running.url).password).toMatch(/^[0-9a-f]{48}$/);
    expect(await acceptsConnections(running.port)).toBe(true);
  });
});

describe(startNats, () => {
  it('says what is wrong with its configuration when it does not start', async () => {
    const directory = join(folder, 'nats');
    const options = { binary: binary('nats'), directory, port: await freePort(), configuration: 'authorization {' };
    await expect(startNats(options)).rejects.toThrow(/NATS ended while starting\.\n.*Parse error/s);
  });
});

describe(endLeftovers, () => {
  it('ends what an earlier start left, and nothing that only got its number', async () => {
    const records = join(folder, 'processes');
    const [ours, theirs] = [spawn('sleep', ['60']), spawn('sleep', ['60'])];
    recordProcess(records, 'ours', ours.pid ?? 0);
    recordProcess(records, 'theirs', theirs.pid ?? 0);
    expect(await endLeftovers(records, ({ name }) => name === 'ours')).toEqual(['ours']);
    expect(birthOf(ours.pid ?? 0)).toBeUndefined();
    expect(birthOf(theirs.pid ?? 0)).toBeDefined();
    theirs.kill();
  });
});

describe(freePort, () => {
  it('gives another port when the preferred one is taken', async () => {
    running = await startRedis({ binary: binary('redis'), directory: join(folder, 'taken'), port: await freePort() });
    expect(await isPortFree(running.port)).toBe(false);
    expect(await freePort(running.port)).not.toBe(running.port);
  });
});
