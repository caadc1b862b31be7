import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as openSocket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A nats-server of one spec file. */
export interface SpecNats {
  readonly url: string;
  /** Ends the server and starts it again on its port and with its data after the pause. */
  restart(pauseMilliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** Debian puts it where a user's PATH does not look. */
const PROGRAM = existsSync('/usr/sbin/nats-server') ? '/usr/sbin/nats-server' : 'nats-server';

/**
 * Starts a nats-server with JetStream for one spec file. The libs below `@gatehouse/testing` cannot use its servers,
 * because it imports them.
 */
export async function natsServerForSpecs(configuration = ''): Promise<SpecNats> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-nats-'));
  const port = await freePort();
  const file = join(folder, 'nats.conf');
  writeFileSync(
    file,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(folder)} }\n${configuration}\n`,
  );
  let server = await startServer(file, port);
  const end = async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    restart: async (pauseMilliseconds) => {
      await end();
      await pause(pauseMilliseconds);
      server = await startServer(file, port);
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(file: string, port: number): Promise<ChildProcess> {
  const server = spawn(PROGRAM, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await untilItListens(server, port, () => output);
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  return address.port;
}

async function untilItListens(server: ChildProcess, port: number, output: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (server.exitCode !== null) throw new Error(`nats-server ended: ${output()}`);
    if (await accepts(port)) return;
    await pause(50);
  }
  throw new Error(`nats-server does not listen: ${output()}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = openSocket(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
