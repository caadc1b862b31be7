import { Redis } from 'ioredis';
import { findProgram, freePort, startRedis, type RunningServer } from '@gatehouse/local/servers';
import { endWithRun, serverFolder, sharedServer } from './run-folder.js';

/** An empty logical database on the run's Redis, or a whole server of the test's own. */
export interface TestRedis {
  readonly url: string;
  /** Empties the logical database, or ends the server. */
  stop(): Promise<void>;
}

/** A Redis that the test may stop and start again on the same port. */
export interface TestRedisServer extends TestRedis {
  start(): Promise<void>;
}

/** A logical database that no other test uses. */
export async function testRedis(): Promise<TestRedis> {
  const server = new URL(sharedServer('GATEHOUSE_TEST_REDIS_URL'));
  const number = await onServer(server.href, (redis) => redis.incr('gatehouse-test:databases-taken'));
  server.pathname = `/${number}`;
  const url = server.href;
  await onServer(url, (redis) => redis.flushdb());
  return { url, stop: async () => void (await onServer(url, (redis) => redis.flushdb())) };
}

/** A server of the test's own, for what happens when Redis goes away and comes back. */
export async function testRedisServer(): Promise<TestRedisServer> {
  const binary = findProgram('redis');
  if (binary === undefined) throw new Error('redis-server is not on the PATH; `npm test` installs it.');
  const directory = serverFolder('redis');
  const port = await freePort();
  const start = async (): Promise<RunningServer> => {
    const server = await startRedis({ binary, directory, port, durable: false });
    endWithRun(`redis-${port}`, server.pid);
    return server;
  };
  let running = await start();
  return {
    url: running.url,
    stop: () => running.stop(),
    start: async () => {
      running = await start();
    },
  };
}

async function onServer<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
