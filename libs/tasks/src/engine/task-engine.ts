import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Secret } from '@gatehouse/contracts';
import type { Database } from '@gatehouse/persistence';
import type { Logger } from '@gatehouse/telemetry';
import { Worker, type Job } from 'bullmq';
import type { Task, TaskToken } from '../define-task.js';
import { ItemStore } from '../runs/item-store.js';
import { RunStore } from '../runs/run-store.js';
import { Sweeper } from './sweeper.js';
import { TaskQueues, type ItemJob, type TickJob } from './task-queues.js';
import { TaskRunner } from './task-runner.js';
import { tickOf } from './tick.rules.js';

/** What an engine works for and with. */
export interface EngineSettings {
  readonly service: string;
  readonly tasks: readonly Task[];
  readonly database: Database;
  readonly redisUrl: Secret;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly get: <T>(token: TaskToken<T>) => T;
  /** Items that this process does at the same time. Default 8. */
  readonly itemConcurrency?: number;
  /** How often it looks for what was lost. Default 15 s. */
  readonly sweepSeconds?: number;
  /** How often a run says that it is being worked on; one that is silent four times as long is lost. Default 10 s. */
  readonly heartbeatSeconds?: number;
}

const HEARTBEAT_SECONDS = 10;
const TICK_CONCURRENCY = 8;
const GRACE_SECONDS = 8;

/** One replica's share of the tasks of a service. */
export class TaskEngine {
  readonly runs: RunStore;
  readonly queues: TaskQueues;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly #runner: TaskRunner;
  readonly #sweeper: Sweeper;
  readonly #settings: EngineSettings;
  #workers: Worker[] = [];

  constructor(settings: EngineSettings) {
    const {
      service,
      database,
      redisUrl,
      logger,
      get,
      sweepSeconds = 15,
      heartbeatSeconds = HEARTBEAT_SECONDS,
    } = settings;
    this.#settings = settings;
    this.tasks = byId(settings.tasks);
    this.runs = new RunStore(database);
    this.queues = new TaskQueues(service, redisUrl, () => this.#sweeper.sweep());
    const shared = { tasks: this.tasks, runs: this.runs, items: new ItemStore(database), queues: this.queues, logger };
    const worker = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
    this.#runner = new TaskRunner({ ...shared, get, worker, heartbeatSeconds });
    this.#sweeper = new Sweeper({ ...shared, sweepSeconds, lostAfterSeconds: heartbeatSeconds * 4 });
  }

  /** Begins to take ticks and items. Does not wait for Redis. */
  start(): void {
    this.#sweeper.start();
    const { names } = this.queues;
    // A tick whose worker died is not begun again by another one: its run is recorded as lost, and the next tick follows.
    this.#workers = [
      this.#work<TickJob>(names.ticks, { concurrency: TICK_CONCURRENCY, maxStalledCount: 0 }, (job) =>
        this.#runner.tick(job.data, tickOf(job, this.tasks.get(job.data.taskId)?.schedule)),
      ),
      this.#work<ItemJob>(
        names.items,
        { concurrency: this.#settings.itemConcurrency ?? 8, maxStalledCount: 100 },
        (job) => this.#runner.item(job.data),
      ),
    ];
  }

  /** Takes nothing new, waits a few seconds for what runs, and then tells it to give up. */
  async stop(graceSeconds = GRACE_SECONDS): Promise<void> {
    await this.#sweeper.stop();
    const closed = Promise.allSettled(this.#workers.map((worker) => worker.close()));
    const grace = new AbortController();
    await Promise.race([
      closed,
      delay(graceSeconds * 1_000, undefined, { signal: grace.signal }).catch(() => undefined),
    ]);
    grace.abort();
    this.#runner.abort();
    await Promise.race([closed, delay(1_000, undefined, { ref: false })]);
    await this.queues.close();
    for (const connection of this.#connections) connection.disconnect();
  }

  readonly #connections: { disconnect(): void }[] = [];

  #work<J>(
    queue: string,
    limits: { readonly concurrency: number; readonly maxStalledCount: number },
    handle: (job: Job<J>) => Promise<void>,
  ): Worker {
    const connection = this.queues.connect(queue);
    this.#connections.push(connection);
    const { prefix } = this.queues.names;
    // A process that died is noticed after as long as it takes to call a run lost.
    const lockDuration = Math.max(1_000, (this.#settings.heartbeatSeconds ?? HEARTBEAT_SECONDS) * 3_000);
    const options = { ...limits, connection, prefix, lockDuration, stalledInterval: lockDuration };
    const worker = new Worker<J>(queue, handle, options);
    worker.on('error', () => undefined); // Redis is away, or has forgotten a job: the sweeper sees to both
    return worker as Worker;
  }
}

function byId(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  const found = new Map<string, Task>();
  for (const task of tasks) {
    if (found.has(task.id)) throw new Error(`There are two tasks with the id ${task.id}.`);
    found.set(task.id, task);
  }
  return found;
}
