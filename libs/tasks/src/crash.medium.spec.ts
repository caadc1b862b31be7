import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@gatehouse/contracts';
import { AuditTrail, openDatabase, type Database } from '@gatehouse/persistence';
import { testPostgres, testRedisServer, type TestPostgres, type TestRedisServer } from '@gatehouse/testing';
import { defineTask } from './define-task.js';
import { TaskEngine } from './engine/task-engine.js';
import { taskMigrations } from './task-migrations.js';
import { Tasks } from './tasks.js';

const folder = join(import.meta.dirname, '..');
const compiler = join(folder, '..', '..', 'node_modules', 'typescript-native', 'bin', 'tsc');

/** A replica in a process of its own that hangs in whatever it begins. */
const REPLICA = `
  import { Secret } from '@gatehouse/contracts';
  import { openDatabase } from '@gatehouse/persistence';
  import { defineTask, TaskEngine, taskMigrations } from '@gatehouse/tasks';
  const [, url, redisUrl] = process.argv;
  const hang = () => { console.log('began'); return new Promise(() => setInterval(() => {}, 1000)); };
  const database = await openDatabase({ service: 'inventory', url, migrations: taskMigrations });
  const never = { summary: '', cron: '0 0 1 1 *', timeLimitSeconds: 600 };
  const engine = new TaskEngine({
    service: 'inventory', database, redisUrl: new Secret(redisUrl), get: () => undefined,
    logger: { info() {}, warn() {} }, sweepSeconds: 0.3, heartbeatSeconds: 0.2,
    tasks: [
      defineTask({ ...never, id: 'whole', run: hang }),
      defineTask({ ...never, id: 'many', run: async () => {},
        fanOut: { items: async () => ['a', 'b', 'c'], each: hang, timeLimitSeconds: 600 } }),
    ],
  });
  engine.start();
`;

const ada = { id: 'ada@example.com', sessionId: '' };
const never = { summary: 'For this spec.', cron: '0 0 1 1 *', timeLimitSeconds: 5 };
let postgres: TestPostgres;
let redis: TestRedisServer;
let database: Database;
let child: ChildProcess | undefined;

beforeAll(async () => {
  const built = spawnSync(process.execPath, [compiler, '-b', folder], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The child process cannot be built. ${built.stdout}`);
  [postgres, redis] = await Promise.all([testPostgres({ service: 'inventory' }), testRedisServer()]);
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: taskMigrations });
}, 120_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await database?.close();
  await postgres.drop();
  await redis.stop();
});

function startChild(): ChildProcess {
  const args = ['--input-type=module', '-e', REPLICA, postgres.url, redis.url];
  return spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function kill(process: ChildProcess): Promise<void> {
  const gone = once(process, 'exit');
  process.kill('SIGKILL');
  await gone;
}

async function until(condition: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    if (await condition()) return;
    await delay(50);
  }
  throw new Error('It did not come about.');
}

describe('a process that is killed in the middle of its work', () => {
  it('leaves a run that the next one records as lost, and items that it goes on with', async () => {
    const done: string[] = [];
    const engine = new TaskEngine({
      service: 'inventory',
      database,
      redisUrl: new Secret(redis.url),
      get: () => undefined as never,
      logger: { info: () => undefined, warn: () => undefined },
      sweepSeconds: 0.3,
      heartbeatSeconds: 0.2,
      tasks: [
        defineTask({ ...never, id: 'whole', run: async () => {} }),
        defineTask({
          ...never,
          id: 'many',
          run: async () => void done.push('closed'),
          fanOut: { items: async () => [], each: async (item) => void done.push(item), timeLimitSeconds: 5 },
        }),
      ],
    });
    const tasks = new Tasks(engine, database, new AuditTrail());
    const whole = await tasks.runNow('whole', {}, ada);
    const many = await tasks.runNow('many', {}, ada);
    child = startChild();
    const attempts = `SELECT 1 FROM task_run_items WHERE run_id = $1 AND attempts = 1`;
    await until(async () => (await database.query(attempts, [many])).length === 3, 30_000);
    await until(async () => (await tasks.findRun('whole', whole))?.state === 'running', 5_000);
    await kill(child);

    engine.start();
    await until(async () => (await tasks.findRun('whole', whole))?.state === 'lost', 5_000);
    expect((await tasks.findRun('many', many))?.state).toBe('running');
    await until(async () => (await tasks.findRun('many', many))?.state === 'succeeded', 75_000);
    expect([...done].sort()).toEqual(['a', 'b', 'c', 'closed']);
    const again = await tasks.runNow('whole', {}, ada);
    await until(async () => (await tasks.findRun('whole', again))?.state === 'succeeded', 5_000);
    expect((await tasks.findRun('whole', whole))?.error).toBe('The process that ran it ended without a word.');
    await engine.stop(0.5);
  }, 120_000);
});
