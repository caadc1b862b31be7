import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@gatehouse/contracts';
import { AuditTrail, migrateDown, openDatabase, type Database } from '@gatehouse/persistence';
import { metricsText } from '@gatehouse/telemetry';
import { testPostgres, testRedisServer, type TestPostgres, type TestRedisServer } from '@gatehouse/testing';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { defineTask, ItemFailed, type Task } from './define-task.js';
import { TaskEngine } from './engine/task-engine.js';
import type { TaskRun } from './runs/task-run.js';
import { taskMigrations } from './task-migrations.js';
import { Tasks } from './tasks.js';

const NEVER = { cron: '0 0 1 1 *' };
const ada = { id: 'ada@example.com', sessionId: 's-1' };
let postgres: TestPostgres;
let redis: TestRedisServer;
let database: Database;
let serviceNumber = 0;
const engines: TaskEngine[] = [];

beforeAll(async () => {
  [postgres, redis] = await Promise.all([testPostgres({ service: 'inventory' }), testRedisServer()]);
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: taskMigrations });
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop(0.5)));
  await database.query('DELETE FROM task_runs');
  await database.query('DELETE FROM task_pauses');
  serviceNumber += 1;
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
  await redis.stop();
});

/** One replica. Queues are told apart by the test, because tests share a Redis. */
function startReplica(
  tasks: readonly Task[],
  name = `inventory${serviceNumber}`,
): { engine: TaskEngine; tasks: Tasks } {
  const engine = new TaskEngine({
    service: name,
    tasks,
    database,
    redisUrl: new Secret(redis.url),
    logger: { info: () => undefined, warn: () => undefined },
    get: () => 'provider' as never,
    sweepSeconds: 0.3,
    heartbeatSeconds: 0.2,
  });
  engines.push(engine);
  engine.start();
  return { engine, tasks: new Tasks(engine, database, new AuditTrail()) };
}

const aTask = (id: string, more: object = {}): Task =>
  defineTask({ id, summary: `Test task ${id}.`, ...NEVER, timeLimitSeconds: 5, run: async () => {}, ...more });

const runsOf = async (tasks: Tasks, id: string) => tasks.history(id, { limit: 500 });
const ended = async (tasks: Tasks, runId: string) => untilRun(tasks, runId, (run) => run.endedAt !== undefined);

async function findRun(tasks: Tasks, runId: string): Promise<TaskRun | undefined> {
  const [row] = await database.query<{ taskId: string }>('SELECT task_id AS "taskId" FROM task_runs WHERE id = $1', [
    runId,
  ]);
  return row && tasks.findRun(row.taskId, runId);
}

async function untilRun(tasks: Tasks, runId: string, condition: (run: TaskRun) => boolean): Promise<TaskRun> {
  for (let tries = 0; tries < 500; tries += 1) {
    const run = await findRun(tasks, runId);
    if (run && condition(run)) return run;
    await delay(20);
  }
  throw new Error(`The run is still ${JSON.stringify(await findRun(tasks, runId))}`);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await delay(20);
  }
  throw new Error('It did not come about.');
}

describe('a schedule', () => {
  it('runs each tick once, however many replicas there are', async () => {
    let ran = 0;
    const task = aTask('tick', { cron: undefined, every: 0.5, run: async () => void (ran += 1) });
    const replicas = [startReplica([task]), startReplica([task]), startReplica([task])];
    await until(() => ran >= 5);
    const runs = await runsOf(replicas[0]!.tasks, 'tick');
    expect(runs.length).toBeGreaterThanOrEqual(5);
    const starts = runs.map(({ createdAt }) => createdAt.getTime()).sort((a, b) => a - b);
    const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1_000;
    expect(runs.length).toBeLessThanOrEqual(seconds / 0.5 + 2);
  });

  it('is not begun anew by a restart, and runs once in its interval', async () => {
    let ran = 0;
    const task = aTask('daily', { cron: undefined, every: 86_000, run: async () => void (ran += 1) });
    startReplica([task]);
    await until(() => ran === 1);
    await engines.splice(0)[0]?.stop(0.5);
    startReplica([task]);
    startReplica([task]);
    await delay(800);
    expect(ran).toBe(1);
  });

  it('skips a tick while the run before is still going on', async () => {
    let running = 0;
    let most = 0;
    const task = aTask('slow', {
      cron: undefined,
      every: 0.2,
      run: async () => {
        most = Math.max(most, (running += 1));
        await delay(700);
        running -= 1;
      },
    });
    const { tasks } = startReplica([task]);
    startReplica([task]);
    await until(async () => (await runsOf(tasks, 'slow')).length >= 3);
    expect(most).toBe(1);
  });

  it('is put ahead by a service that starts, once for all replicas, and its own first tick is part of that', async () => {
    let ran = 0;
    const task = aTask('early', { cron: undefined, every: 86_000, run: () => delay(500).then(() => void (ran += 1)) });
    const replicas = [startReplica([task]), startReplica([task]), startReplica([task])];
    const ahead = await Promise.all(replicas.map(({ tasks }) => tasks.runAhead('early')));
    expect(ahead.filter((runId) => runId !== undefined).length).toBeLessThanOrEqual(1);
    await until(() => ran === 1);
    await delay(800);
    const runs = await runsOf(replicas[0]!.tasks, 'early');
    expect([ran, runs.map(({ state, requestedBy }) => [state, requestedBy])]).toEqual([1, [['succeeded', undefined]]]);

    const again = await replicas[1]!.tasks.runAhead('early');
    expect(await ended(replicas[0]!.tasks, again ?? '')).toMatchObject({ state: 'succeeded' });
    await replicas[0]!.tasks.pause('early', ada);
    await expect(replicas[2]!.tasks.runAhead('early')).resolves.toBeUndefined();
    await expect(replicas[2]!.tasks.runAhead('nobody-knows')).rejects.toThrow('There is no task');
  });

  it('rests while it is paused, in every replica and after Redis was emptied, and goes on when it is resumed', async () => {
    let ran = 0;
    const task = aTask('pausable', { cron: undefined, every: 0.2, run: async () => void (ran += 1) });
    const { tasks } = startReplica([task]);
    startReplica([task]);
    await until(() => ran > 1);
    await tasks.pause('pausable', ada);
    await delay(300);
    const before = ran;
    await flush();
    await delay(900);
    expect(ran).toBe(before);
    expect((await tasks.list())[0]).toMatchObject({ id: 'pausable', pausedBy: 'ada@example.com' });
    const byHand = await tasks.runNow('pausable', {}, ada);
    expect((await ended(tasks, byHand)).state).toBe('succeeded');
    await tasks.resume('pausable', ada);
    await until(() => ran > before + 2);
    const actions = await database.query(`SELECT action FROM audit_log WHERE subject = 'pausable' ORDER BY sequence`);
    expect(actions.map((row) => row['action'])).toEqual(['tasks.paused', 'tasks.run-requested', 'tasks.resumed']);
  });

  it('goes when its task does', async () => {
    startReplica([aTask('old'), aTask('kept')]);
    const admin = new Redis(redis.url);
    const key = `gatehouse-tasks:inventory${serviceNumber}-ticks:repeat`;
    await until(async () => (await admin.zcard(key)) === 2);
    await Promise.all(engines.splice(0).map((engine) => engine.stop(0.5)));
    startReplica([aTask('kept')]);
    await until(async () => (await admin.zrange(key, 0, -1)).join() === 'kept');
    admin.disconnect();
  });
});

describe('a run', () => {
  it('is recorded with who asked, what with, how it went, and shown as metrics', async () => {
    const given: unknown[] = [];
    const task = aTask('greet', {
      input: z.object({ name: z.string().max(20).default('world') }),
      run: async (input: unknown, context: { get(token: string): unknown }) => void given.push(input, context.get('X')),
    });
    const { tasks } = startReplica([task]);
    const run = await ended(tasks, await tasks.runNow('greet', { name: 'Ada' }, ada));
    expect(run).toMatchObject({
      state: 'succeeded',
      requestedBy: 'ada@example.com',
      input: { name: 'Ada' },
      error: undefined,
    });
    expect(given).toEqual(expect.arrayContaining([{ name: 'Ada' }, 'provider']));
    const metrics = await metricsText();
    const [, at] = /^gatehouse_task_last_success_timestamp_seconds\{task="greet"\} (\S+)/m.exec(metrics) ?? [];
    expect(Math.abs(Number(at) - Date.now() / 1_000)).toBeLessThan(5);
    expect(metrics).toMatch(/gatehouse_task_runs_total\{task="greet",outcome="succeeded"\}/);
    const status = (await tasks.list())[0];
    expect(status?.lastSuccessAt).toBeInstanceOf(Date);
    expect(status?.lastRun?.state).toBe('succeeded');
  });

  it('that fails is recorded with its error, from which secrets are taken', async () => {
    const run = async () =>
      Promise.reject(
        new Error('no: Authorization: Bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLWNhbmFyeQ'),
      );
    const { tasks } = startReplica([aTask('fails', { run })]);
    const failed = await ended(tasks, await tasks.runNow('fails', {}, ada));
    expect(failed).toMatchObject({ state: 'failed', error: expect.stringMatching(/^no: /) });
    expect(failed.error).not.toContain('c2lnbmF0dXJlLWNhbmFyeQ');
  });

  it('that goes on for too long is ended, and told so', async () => {
    let told: unknown;
    const run = async (_input: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          told = signal.reason;
          reject(new Error('given up'));
        });
      });
    const { tasks } = startReplica([aTask('endless', { timeLimitSeconds: 0.2, run })]);
    const late = await ended(tasks, await tasks.runNow('endless', {}, ada));
    expect(late).toMatchObject({ state: 'timed-out', error: 'It was not done within 0.2 s.' });
    expect(told).toMatchObject({ name: 'TimeLimitExceeded' });
  });

  it.each([
    ['nobody', {}, /There is no task "nobody"; there are strict/],
    ['strict', { accountId: 7 }, /Not the input of task strict. accountId: /],
    ['strict', 'text', /Not the input of task strict. input: /],
  ])('of task %s with input %j is refused', async (id, input, complaint) => {
    const { tasks } = startReplica([aTask('strict', { input: z.object({ accountId: z.string().default('') }) })]);
    await expect(tasks.runNow(id, input, ada)).rejects.toThrow(complaint);
  });

  it('whose process ended without a word is recorded as lost, and the next one follows', async () => {
    let begun = 0;
    const task = aTask('crashes', {
      cron: undefined,
      every: 0.3,
      run: () => ((begun += 1) === 1 ? new Promise(() => undefined) : Promise.resolve()),
    });
    const { engine, tasks } = startReplica([task]);
    await until(() => begun === 1);
    const beat = engine.runs.beat.bind(engine.runs);
    engine.runs.beat = () => Promise.resolve(); // as if the process were gone: no sign of life any more
    await until(async () => (await runsOf(tasks, 'crashes')).some(({ state }) => state === 'lost'));
    engine.runs.beat = beat;
    await until(async () => (await runsOf(tasks, 'crashes')).some(({ state }) => state === 'succeeded'));
    expect((await runsOf(tasks, 'crashes')).find(({ state }) => state === 'lost')?.error).toMatch(/without a word/);
  });

  it.each([
    ['begins anew when the schedule had begun it', 1, ['succeeded', 'lost']],
    ['waits for the next tick when it is lost twice in a row', 2, ['lost', 'lost']],
  ])('whose process ended without a word %s', async (_what, lostRuns, states) => {
    let begun = 0;
    const run = () => ((begun += 1) <= lostRuns ? new Promise<void>(() => undefined) : Promise.resolve());
    const { engine, tasks } = startReplica([aTask('yearly', { run })]);
    engine.runs.beat = () => Promise.resolve();
    await tasks.runAhead('yearly');
    const known = async () => (await runsOf(tasks, 'yearly')).map(({ state }) => state);
    await until(async () => JSON.stringify(await known()) === JSON.stringify(states));
    await delay(1_000);
    expect(await known()).toEqual(states);
  });

  it('pages through its history', async () => {
    const { tasks } = startReplica([aTask('often')]);
    for (let index = 0; index < 5; index += 1) await ended(tasks, await tasks.runNow('often', {}, ada));
    const all = (await runsOf(tasks, 'often')).map(({ id }) => id);
    const first = await tasks.history('often', { limit: 2 });
    const second = await tasks.history('often', { limit: 2, before: first[1]?.id ?? '' });
    expect([...first, ...second].map(({ id }) => id)).toEqual(all.slice(0, 4));
  });
});

describe('a fan-out', () => {
  const items = (length: number) => Array.from({ length }, (_, index) => String(100_000_000_000 + index));

  it('does every item once, over all replicas, and then closes once', async () => {
    const done: string[] = [];
    const closed: unknown[] = [];
    const task = aTask('all', {
      run: async (_input: unknown, _context: unknown, report: object) =>
        void closed.push({ ...report, done: done.length }),
      fanOut: { timeLimitSeconds: 5, items: async () => items(60), each: async (item: string) => void done.push(item) },
    });
    const { tasks } = startReplica([task]);
    startReplica([task]);
    const run = await ended(tasks, await tasks.runNow('all', {}, ada));
    expect(run).toMatchObject({ state: 'succeeded', itemsTotal: 60, itemsFailed: 0 });
    expect([...done].sort()).toEqual(expect.arrayContaining(items(60)));
    await delay(700);
    expect(closed.length).toBe(new Set(closed).size);
    expect(closed[0]).toMatchObject({ total: 60, failed: 0 });
  });

  it('lets a slow and a broken item delay nobody, tries the broken one again, and says which failed', async () => {
    const tries: string[] = [];
    const endedAt = new Map<string, number>();
    const began = Date.now();
    const each = async (item: string) => {
      tries.push(item);
      if (item === 'broken') throw new Error('access denied');
      if (item === 'flaky' && tries.filter((one) => one === 'flaky').length < 3) throw new Error('throttled');
      await delay(item === 'slow' ? 60_000 : 5, undefined, { ref: false });
      endedAt.set(item, Date.now() - began);
    };
    const fanOut = {
      timeLimitSeconds: 0.4,
      attempts: 3,
      backoffSeconds: 0.05,
      items: async () => ['broken', 'slow', 'flaky', 'one', 'two'],
      each,
    };
    const { tasks } = startReplica([aTask('mixed', { fanOut: { ...fanOut, attempts: 3 } })]);
    const run = await ended(tasks, await tasks.runNow('mixed', {}, ada));
    expect(run).toMatchObject({ state: 'partly-failed', itemsTotal: 5, itemsFailed: 2 });
    expect(run.error).toMatch(/^2 of 5 items failed, e.g. broken: access denied/);
    expect(tries.filter((item) => item === 'broken')).toHaveLength(3);
    expect(endedAt.get('flaky')).toBeLessThan(2_500);
    expect(endedAt.get('two')).toBeLessThan(900);
  });

  it('shows its items while they are at work and afterwards, with what each brought and when it was last well', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let fails = false;
    const parts = [{ name: 'iam', rows: 7, durationSeconds: 1 }];
    const each = async (item: string) => {
      if (item === 'b') await gate;
      if (item === 'c' && fails) throw new ItemFailed('denied', { parts: [{ name: 'sqs', error: 'denied' }] });
      return item === 'a' ? { rows: 7, parts } : undefined;
    };
    const named = ['b', 'c', { item: 'a', label: 'Zoo' }];
    const { tasks } = startReplica([
      aTask('seen', { fanOut: { timeLimitSeconds: 10, attempts: 1, items: async () => named, each } }),
    ]);
    const first = await tasks.runNow('seen', {}, ada);
    const list = async (runId: string, more: object = {}) =>
      tasks.items.find({ taskId: 'seen', runId, limit: 10, ...more });
    await until(async () => (await tasks.items.count(first)).succeeded === 2);
    expect(await tasks.items.count(first)).toEqual({ failed: 0, running: 1, waiting: 0, succeeded: 2 });
    expect((await list(first)).map(({ item, state }) => [item, state])).toEqual([
      ['b', 'running'],
      ['a', 'succeeded'],
      ['c', 'succeeded'],
    ]);
    release();
    await ended(tasks, first);
    fails = true;
    const second = await tasks.runNow('seen', {}, ada);
    await ended(tasks, second);
    const [failed, ...well] = await list(second);
    expect(failed).toMatchObject({ item: 'c', state: 'failed', error: 'denied', attempts: 1, label: 'c' });
    expect(failed?.report).toEqual({ parts: [{ name: 'sqs', error: 'denied' }] });
    expect(failed?.lastSuccessAt).toEqual((await list(first, { search: 'C' }))[0]?.endedAt);
    expect(well).toMatchObject([
      { label: 'Zoo', item: 'a', report: { rows: 7, parts }, startedAt: expect.any(Date), endedAt: expect.any(Date) },
      { label: 'b', report: {} },
    ]);
    expect(await list(second, { state: 'failed' })).toEqual([failed]);
    const pages = [...(await list(second, { limit: 2 })), ...(await list(second, { after: well[0]?.place }))];
    expect(pages).toEqual([failed, ...well]);
  });

  it('keeps what went well for two days, and what failed as long as the run', async () => {
    const each = async (item: string) => {
      if (item === 'bad') throw new Error('denied');
    };
    const fanOut = { timeLimitSeconds: 5, attempts: 1, items: async () => ['bad', 'good'], each };
    const { tasks } = startReplica([aTask('kept-items', { fanOut })]);
    const runId = await tasks.runNow('kept-items', {}, ada);
    await ended(tasks, runId);
    await database.query(`UPDATE task_run_items SET ended_at = ended_at - interval '3 days' WHERE run_id = $1`, [
      runId,
    ]);
    await until(async () => (await tasks.items.count(runId)).succeeded === 0);
    expect((await tasks.items.find({ taskId: 'kept-items', runId, limit: 10 })).map(({ item }) => item)).toEqual([
      'bad',
    ]);
  });

  it('without items closes at once; one whose items cannot be found fails', async () => {
    const nothing = { timeLimitSeconds: 1, items: async () => [], each: async () => {} };
    const lost = { ...nothing, items: () => Promise.reject(new Error('no organization')) };
    const { tasks } = startReplica([aTask('empty', { fanOut: nothing }), aTask('without', { fanOut: lost })]);
    expect(await ended(tasks, await tasks.runNow('empty', {}, ada))).toMatchObject({
      state: 'succeeded',
      itemsTotal: 0,
    });
    expect(await ended(tasks, await tasks.runNow('without', {}, ada))).toMatchObject({
      state: 'failed',
      error: 'no organization',
    });
  });

  it('is finished although Redis was emptied in the middle of it', async () => {
    const done = new Set<string>();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const each = async (item: string) => {
      if (done.size >= 5) await gate;
      done.add(item);
    };
    const { tasks } = startReplica([
      aTask('flushed', { fanOut: { timeLimitSeconds: 10, items: async () => items(40), each } }),
    ]);
    const runId = await tasks.runNow('flushed', {}, ada);
    await until(() => done.size >= 5);
    await flush();
    release();
    expect(await ended(tasks, runId)).toMatchObject({ state: 'succeeded', itemsTotal: 40 });
    expect(done.size).toBe(40);
  });

  it('ends an item that ends every process which tries it', async () => {
    const { tasks } = startReplica([
      aTask('deadly', {
        fanOut: {
          timeLimitSeconds: 1,
          items: async () => ['deadly'],
          each: () => Promise.reject(new Error('x')),
          attempts: 2,
          backoffSeconds: 0.01,
        },
      }),
    ]);
    const runId = await tasks.runNow('deadly', {}, ada);
    await untilRun(tasks, runId, ({ itemsTotal }) => itemsTotal === 1);
    await database.query(`UPDATE task_run_items SET attempts = 5 WHERE run_id = $1 AND state = 'pending'`, [runId]);
    expect((await ended(tasks, runId)).state).toBe('failed');
  });
});

async function flush(): Promise<void> {
  const admin = new Redis(redis.url);
  await admin.flushall();
  admin.disconnect();
}

describe('losing Redis', () => {
  it('loses no schedule when it is emptied', async () => {
    let ran = 0;
    const { tasks } = startReplica([
      aTask('survivor', { cron: undefined, every: 0.4, run: async () => void (ran += 1) }),
    ]);
    await until(() => ran >= 2);
    await flush();
    const before = ran;
    await until(() => ran >= before + 3);
    expect((await runsOf(tasks, 'survivor')).length).toBeGreaterThanOrEqual(5);
  });

  it('keeps what was asked for while it is away, and does it when it is back', async () => {
    let ran = 0;
    const { tasks } = startReplica([aTask('patient', { run: async () => void (ran += 1) })]);
    await ended(tasks, await tasks.runNow('patient', {}, ada));
    await redis.stop();
    const runId = await tasks.runNow('patient', {}, ada);
    await delay(500);
    expect((await findRun(tasks, runId))?.state).toBe('queued');
    await redis.start();
    expect((await ended(tasks, runId)).state).toBe('succeeded');
    expect(ran).toBe(2);
  });

  it('does not keep a service from starting', async () => {
    await redis.stop();
    let ran = 0;
    startReplica([aTask('early', { cron: undefined, every: 0.3, run: async () => void (ran += 1) })]);
    await delay(500);
    await redis.start();
    await until(() => ran > 0);
  });
});

describe('taskMigrations', () => {
  it('go down as they went up', async () => {
    const own = await testPostgres({ service: 'tags' });
    const settings = { service: 'tags', url: own.url, migrations: taskMigrations };
    const opened = await openDatabase(settings);
    await opened.close();
    expect(await migrateDown(settings)).toContain('tasks-0001-runs');
    await own.drop();
  });
});
