import { findProgram, freePort, startNats, type RunningServer } from '@gatehouse/local/servers';
import { endWithRun, serverFolder } from './run-folder.js';

/** A nats-server with JetStream that belongs to one test file: subjects and streams of others cannot be seen. */
export interface TestNats {
  readonly url: string;
  /** Ends the server, keeping its data; `start` brings it back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface TestNatsOptions {
  /** More lines for the server's configuration, e.g. `authorization { … }`; none means no authentication. */
  readonly configuration?: string;
}

/** Starts a nats-server of the test's own, or uses `GATEHOUSE_TEST_NATS_URL` (then run one test file at a time). */
export async function testNats({ configuration }: TestNatsOptions = {}): Promise<TestNats> {
  const given = process.env['GATEHOUSE_TEST_NATS_URL'];
  if (given !== undefined) return { url: given, stop: async () => {}, start: async () => {} };
  const binary = findProgram('nats');
  if (binary === undefined) throw new Error('nats-server is not on the PATH; `npm test` installs it.');
  const directory = serverFolder('nats');
  const port = await freePort();
  const start = async (): Promise<RunningServer> => {
    const server = await startNats({ binary, directory, port, ...(configuration !== undefined && { configuration }) });
    endWithRun(`nats-${port}`, server.pid);
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
