import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { inventory } from '../../../apps/inventory/dist/inventory.manifest.js';
import { listTaskRuns, pauseTask, runTask, type TaskRun } from '@gatehouse/contracts';
import { embeddedConfiguration, flagsOf } from '@gatehouse/local/product';
import { freePort, startProcess, waitUntilReady } from '@gatehouse/local/servers';
import { connectNats, provision, streamsOf } from '@gatehouse/messaging';
import { testActors, testCaller, type TestActors, type TestCaller } from '@gatehouse/testing';
import type { SpawnedSandbox } from '../../compatibility/aws-sandbox/spawned-sandbox.js';
import type { BackingServers } from './servers.js';

const INVENTORY = fileURLToPath(new URL('../../../apps/inventory', import.meta.url));
const TASK = { taskId: 'refresh-accounts' };
const LOOK_AGAIN_MS = 100;

/** As `npm start` runs it; `GATEHOUSE_BENCH_NODE_FLAGS` adds others, e.g. `--cpu-prof`. */
const NODE_FLAGS = [
  '--disable-warning=NodeVersionSupportWarning',
  ...flagsOf('inventory'),
  ...(process.env['GATEHOUSE_BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean),
];

type Running = ReturnType<typeof startProcess>;

/** The inventory as a process of its own, as an installation runs it, and somebody who may run its tasks. */
export class InventoryProcess {
  #running: Running | undefined;

  private constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly people: { readonly actors: TestActors; readonly caller: TestCaller },
    readonly logFile: string,
  ) {}

  static async prepare(
    servers: BackingServers,
    sandbox: SpawnedSandbox,
    configFile: string,
  ): Promise<InventoryProcess> {
    const natsUrl = servers.nats.url;
    const bus = await connectNats({ url: natsUrl, name: 'provisioner' });
    await provision(bus, streamsOf([inventory]));
    await bus.close();
    const actors = await testActors({ natsUrl, services: ['inventory'] });
    const caller = await testCaller(natsUrl, [listTaskRuns, pauseTask, runTask]);
    const healthPort = await freePort();
    const environment = {
      ...sandbox.environment('gatehouse-reader'),
      ...actors.keyFilesOf('inventory'),
      GATEHOUSE_NATS_URL: natsUrl,
      GATEHOUSE_DATABASE_URL: servers.databaseUrl,
      GATEHOUSE_REDIS_URL: servers.redis.url,
      GATEHOUSE_CONFIG_FILE: configFile,
      GATEHOUSE_HEALTH_PORT: String(healthPort),
      GATEHOUSE_LOG_LEVEL: 'warn',
    };
    return new InventoryProcess(environment, { actors, caller }, join(servers.folder, 'inventory.log'));
  }

  get pid(): number {
    return this.#running?.pid ?? 0;
  }

  async start(): Promise<void> {
    const { logFile } = this;
    const running = startProcess({
      name: 'inventory',
      command: process.execPath,
      args: [...NODE_FLAGS, 'dist/main.js'],
      cwd: INVENTORY,
      env: this.environment,
      logFile,
    });
    this.#running = running;
    await waitUntilReady(running, { check: () => this.isReady(), seconds: 120, logFile });
  }

  /** Ends it without a word, as a power failure does. */
  async kill(): Promise<void> {
    await this.#running?.stop('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#running?.stop('SIGTERM', 20);
    await Promise.all([this.people.caller.stop(), this.people.actors.stop()]);
  }

  /** Asks for a sweep over all accounts. Gives the run's id. */
  async sweep(): Promise<string> {
    return (await this.people.caller.call(runTask, await this.cyrus(), TASK)).runId;
  }

  /** Nothing runs by itself from now on. */
  async pauseSchedule(): Promise<void> {
    await this.people.caller.call(pauseTask, await this.cyrus(), { ...TASK, isPaused: true });
  }

  /** The newest sweep. */
  async newestRun(): Promise<TaskRun | undefined> {
    const { items } = await this.people.caller.call(listTaskRuns, await this.cyrus(), { ...TASK, limit: 1 });
    return items[0];
  }

  /** The sweep once it has ended; rejects after so many seconds. */
  async ended(runId: string, seconds: number): Promise<TaskRun> {
    for (const deadline = Date.now() + seconds * 1_000; Date.now() < deadline; await wait(LOOK_AGAIN_MS)) {
      const { items } = await this.people.caller.call(listTaskRuns, await this.cyrus(), { ...TASK, limit: 20 });
      const run = items.find((one) => one.runId === runId);
      if (run?.endedAt) return run;
    }
    throw new Error(`The sweep ${runId} did not end within ${seconds} s; see ${this.logFile}.`);
  }

  private cyrus() {
    return this.people.actors.asPerson({ id: 'cyrus@example.com', privileges: ['administrator'] });
  }

  private async isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.environment['GATEHOUSE_HEALTH_PORT'] ?? ''}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

/** Writes the configuration of the embedded organization. Gives its path. */
export function writeConfiguration(folder: string, sandboxUrl: string): string {
  const file = join(folder, 'gatehouse.yaml');
  writeFileSync(file, embeddedConfiguration({ sandboxUrl, portalUrl: 'http://127.0.0.1:3000' }));
  return file;
}
