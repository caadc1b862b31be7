import { createHash } from 'node:crypto';
import type { Secret } from '@gatehouse/contracts';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Task, TaskSchedule } from '../define-task.js';

/** What a job of the ticks queue says: begin a run (of the schedule, or one that was asked for), or close one. */
export interface TickJob {
  readonly taskId: string;
  /** Absent for a tick of the schedule. */
  readonly runId?: string;
  readonly closes?: boolean;
}

/** What a job of the items queue says: do one item of a run. */
export interface ItemJob {
  readonly taskId: string;
  readonly runId: string;
  readonly item: string;
}

const PREFIX = 'gatehouse-tasks';
const KEEP_NOTHING = { removeOnComplete: true, removeOnFail: true } as const;
const OVERDUE_MS = 60_000;
const PATIENCE_MS = 3_000;

/**
 * The two queues of a service in Redis: ticks (few, short to begin) and items (many), so that a long fan-out delays no
 * other task. Nothing is kept in Redis that Postgres does not know.
 */
export class TaskQueues {
  readonly #redis: Redis;
  readonly #ticks: Queue<TickJob>;
  readonly #items: Queue<ItemJob>;

  constructor(
    private readonly service: string,
    private readonly url: Secret,
    onReady: () => void,
  ) {
    this.#redis = this.connect('producer');
    this.#redis.on('ready', onReady);
    this.#ticks = new Queue(`${service}-ticks`, { connection: this.#redis, prefix: PREFIX });
    this.#items = new Queue(`${service}-items`, { connection: this.#redis, prefix: PREFIX });
    for (const queue of [this.#ticks, this.#items]) queue.on('error', () => undefined); // commands reject as well
  }

  /** Names of the queues and their prefix, for the workers. */
  get names() {
    return { ticks: this.#ticks.name, items: this.#items.name, prefix: PREFIX };
  }

  /** A connection that comes back for as long as it takes. */
  connect(role: string): Redis {
    const redis = new Redis(this.url.reveal(), {
      connectionName: `gatehouse-${this.service}-tasks-${role}`,
      maxRetriesPerRequest: null,
      connectTimeout: 2_000,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    });
    redis.on('error', () => undefined); // it says so at every attempt; the sweeper logs what matters
    return redis;
  }

  /** Sees to it that every task has its schedule in Redis, and nothing else has one. */
  async ensureSchedules(tasks: readonly Task[], removeOthers: boolean): Promise<void> {
    for (const task of tasks) await inTime(this.#ensureSchedule(task));
    if (!removeOthers) return;
    const known = new Set(tasks.map(({ id }) => id));
    for (const { key } of await inTime(this.#ticks.getJobSchedulers(0, 999))) {
      if (!known.has(key)) await inTime(this.#ticks.removeJobScheduler(key));
    }
  }

  /** Asks for a run that is recorded as queued; asking again changes nothing. */
  async addRun(taskId: string, runId: string): Promise<void> {
    await inTime(this.#ticks.add('run', { taskId, runId }, { ...KEEP_NOTHING, jobId: `run-${runId}` }));
  }

  /** Asks for the closing job of a run; asking again changes nothing. */
  async addClosing(taskId: string, runId: string): Promise<void> {
    await inTime(
      this.#ticks.add('close', { taskId, runId, closes: true }, { ...KEEP_NOTHING, jobId: `close-${runId}` }),
    );
  }

  /** Asks for items of a run; asking again changes nothing for those that are still in Redis. */
  async addItems(task: Task, runId: string, items: readonly string[]): Promise<void> {
    const { backoffSeconds = 5 } = task.fanOut ?? {};
    const opts = {
      ...KEEP_NOTHING,
      // Postgres counts the tries and ends the item; a crash and an emptied Redis do not make it forget.
      attempts: 1_000,
      backoff: { type: 'exponential', delay: backoffSeconds * 1_000 },
    };
    for (let begin = 0; begin < items.length; begin += 500) {
      const jobs = items.slice(begin, begin + 500).map((item) => ({
        name: 'item',
        data: { taskId: task.id, runId, item },
        opts: { ...opts, jobId: `${runId}-${createHash('sha1').update(item).digest('hex')}` },
      }));
      await inTime(this.#items.addBulk(jobs));
    }
  }

  /** True when no item waits, runs, or is to be tried again. */
  async hasNoItems(): Promise<boolean> {
    const counts = await inTime(this.#items.getJobCounts('wait', 'active', 'delayed', 'prioritized'));
    return Object.values(counts).every((count) => count === 0);
  }

  async close(): Promise<void> {
    await Promise.allSettled([inTime(this.#ticks.close()), inTime(this.#items.close())]);
    this.#redis.disconnect();
  }

  /** A schedule that is as it should be is left alone: upserting it would begin its interval anew at every boot. */
  async #ensureSchedule({ id, schedule }: Task): Promise<void> {
    const wanted = repeatOf(schedule);
    const found = await this.#ticks.getJobScheduler(id);
    if (found && isAsWanted(found, wanted)) return;
    await this.#ticks.upsertJobScheduler(id, wanted, { name: 'tick', data: { taskId: id }, opts: KEEP_NOTHING });
  }
}

function repeatOf({ every, cron }: TaskSchedule): { every: number } | { pattern: string; tz: string } {
  return every === undefined ? { pattern: cron, tz: 'UTC' } : { every: Math.round(every * 1_000) };
}

/** One whose next moment is long over has lost its job and would never run again. */
function isAsWanted(
  found: { every?: number; pattern?: string; next?: number },
  wanted: ReturnType<typeof repeatOf>,
): boolean {
  const isSame = 'every' in wanted ? found.every === wanted.every : found.pattern === wanted.pattern;
  return isSame && (found.next ?? 0) > Date.now() - OVERDUE_MS;
}

/** BullMQ waits for Redis without end; whoever waits for us does not. What was asked is asked again by the sweeper. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis does not answer.')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
