import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineRequest } from '@gatehouse/contracts';
import { requestReply } from '@gatehouse/messaging';
import { worldForSpecs, type SpecWorld } from './world-for-specs.js';

const folder = join(import.meta.dirname, '..');
const compiler = join(folder, '..', '..', 'node_modules', 'typescript-native', 'bin', 'tsc');

const work = defineRequest({
  subject: 'rpc.identity.v1.work',
  summary: 'Works for a while; public, so that this spec needs no actor.',
  permission: 'identity.read-actor-keys',
  request: z.object({ number: z.int() }),
  reply: z.object({ number: z.int() }),
  failures: {},
});

/** A service in a process of its own, as the built apps are; its decorators written out. */
const SERVICE = `
  import { Controller, Module } from '@nestjs/common';
  import { z } from 'zod';
  import { defineRequest, defineService } from '@gatehouse/contracts';
  import { Handles, startService } from '@gatehouse/service-host';

  const work = defineRequest({
    subject: '${work.subject}', summary: '', permission: '${work.permission}',
    request: z.object({ number: z.int() }), reply: z.object({ number: z.int() }), failures: {},
  });
  class Worker {
    async work({ number }) {
      if (number < 0) setTimeout(() => { throw new Error('password=canary'); }, 1);
      await new Promise((done) => setTimeout(done, number % 20));
      return { number };
    }
  }
  Handles(work)(Worker.prototype, 'work', Object.getOwnPropertyDescriptor(Worker.prototype, 'work'));
  Controller()(Worker);
  class WorkerModule {}
  Module({ controllers: [Worker] })(WorkerModule);
  await startService({
    manifest: defineService({ name: 'identity', summary: '', handles: [work], calls: [], publishes: [], subscribes: [] }),
    module: WorkerModule,
  });
`;

interface Replica {
  readonly process: ChildProcess;
  output(): string;
  end(signal: 'SIGTERM' | 'SIGINT'): Promise<number | null>;
}

describe('a service in a process of its own', () => {
  let world: SpecWorld;

  beforeAll(async () => {
    const built = spawn(process.execPath, [compiler, '-b', folder], { stdio: 'inherit' });
    expect(await once(built, 'exit')).toEqual([0, null]);
    world = await worldForSpecs();
  }, 180_000);
  afterAll(() => world.stop());

  async function start(environment: Record<string, string> = {}): Promise<Replica> {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', SERVICE], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', GATEHOUSE_NATS_URL: world.nats.url, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const ended = once(child, 'close') as Promise<[number | null]>;
    await new Promise<void>((resolve) => {
      const onData = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Service started.')) resolve();
      };
      child.stdout.on('data', onData);
      child.stderr.on('data', onData);
      child.once('close', () => resolve());
    });
    return {
      process: child,
      output: () => output,
      end: async (signal) => {
        child.kill(signal);
        return (await ended)[0];
      },
    };
  }

  const ask = (number: number) => requestReply(world.connection, work, JSON.stringify({ number }));

  it('answers every request while its replicas are told to end and started again, one after the other', async () => {
    const replicas = [await start(), await start()];
    let go = true;
    let asked = 0;
    const failures: unknown[] = [];
    // One try each: no retry may hide a loss.
    const callers = Array.from({ length: 40 }, async () => {
      while (go) {
        asked += 1;
        await ask(asked).catch((error: unknown) => failures.push(error));
      }
    });
    const codes: (number | null | undefined)[] = [];
    for (let restart = 0; restart < 2; restart += 1) {
      codes.push(await replicas.shift()?.end(restart === 1 ? 'SIGINT' : 'SIGTERM'));
      replicas.push(await start());
    }
    go = false;
    await Promise.all(callers);
    await Promise.all(replicas.map((replica) => replica.end('SIGTERM')));
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(200);
    expect(codes).toEqual([0, 0]);
  }, 120_000);

  it('ends when an error was caught by nobody, and writes it without its secret', async () => {
    const replica = await start();
    const ended = once(replica.process, 'close');
    await ask(-1).catch(() => undefined);
    expect((await ended)[0]).toBe(1);
    expect(replica.output()).toContain('an error that nobody caught');
    expect(replica.output()).not.toContain('canary');
  }, 60_000);

  it('ends at once, and says why, when it cannot start', async () => {
    const replica = await start({ GATEHOUSE_HEALTH_PROT: '1' });
    expect(replica.process.exitCode).toBe(1);
    expect(replica.output()).toContain('GATEHOUSE_HEALTH_PROT is not known');
    expect(replica.output()).toContain('The service cannot start.');
  }, 60_000);
});
