import { randomUUID } from 'node:crypto';
import type { Logger } from '@gatehouse/telemetry';
import type { Task } from '../define-task.js';
import type { ItemStore } from '../runs/item-store.js';
import type { RunStore } from '../runs/run-store.js';
import type { TaskRun } from '../runs/task-run.js';
import { errorText, measureRun, measureSuccess } from './run-outcome.js';
import type { TaskQueues } from './task-queues.js';

/** What the sweeper looks after. */
export interface SweeperParts {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly runs: RunStore;
  readonly items: ItemStore;
  readonly queues: TaskQueues;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly sweepSeconds: number;
  /** A run whose worker has been silent for so long is lost. */
  readonly lostAfterSeconds: number;
}

const STUCK_MS = 10 * 60_000;
const HISTORY_DAYS = 90;
/** What went well item by item is of interest as long as somebody may compare today with yesterday. */
const ITEM_DAYS = 2;

/**
 * Makes Redis agree with Postgres again: schedules, runs that were asked for, and items that an emptied or restarted
 * Redis has lost; ends runs whose worker is gone, and begins scheduled ones of these anew. Every replica sweeps; doing it twice changes nothing.
 */
export class Sweeper {
  readonly #parts: SweeperParts;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #removesOthers = true;
  #troubled = false;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
  }

  start(): void {
    this.sweep();
    this.#timer = setInterval(() => this.sweep(), this.#parts.sweepSeconds * 1_000);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Sweeps now, or once more when it is sweeping already. */
  sweep(): void {
    if (this.#stopped) return;
    if (this.#sweeping) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#sweeping = this.#sweepAll().finally(() => {
      this.#sweeping = undefined;
      if (this.#again) this.sweep();
    });
  }

  async #sweepAll(): Promise<void> {
    const steps = [
      () => this.#endLost(),
      () => this.#showSuccesses(),
      () => this.#parts.runs.forget(HISTORY_DAYS),
      () => this.#parts.items.forget(ITEM_DAYS),
      () => this.#ensureSchedules(),
      () => this.#askForWaiting(),
      () => this.#askForItems(),
    ];
    const failures: string[] = [];
    for (const step of steps) await step().catch((error: unknown) => failures.push(errorText(error)));
    if (failures.length > 0)
      this.#parts.logger.warn({ failures }, 'Tasks could not be looked after; the next attempt follows.');
    else if (this.#troubled) this.#parts.logger.info({}, 'Tasks are looked after again.');
    this.#troubled = failures.length > 0;
  }

  async #endLost(): Promise<void> {
    const { runs, queues, logger, lostAfterSeconds } = this.#parts;
    for (const run of await runs.endLost(lostAfterSeconds)) {
      measureRun(run);
      logger.warn({ task: run.taskId, run: run.id, outcome: run.state }, 'Task run ended.');
      const next = run.state === 'lost' ? await runs.putInPlaceOf(run, randomUUID()) : undefined;
      if (next !== undefined) await queues.addRun(run.taskId, next);
    }
  }

  async #showSuccesses(): Promise<void> {
    for (const [taskId, at] of await this.#parts.runs.lastSuccesses()) {
      if (this.#parts.tasks.has(taskId)) measureSuccess(taskId, at);
    }
  }

  /** Schedules of tasks that are gone are removed once after boot; not later, when a newer version may have put them. */
  async #ensureSchedules(): Promise<void> {
    await this.#parts.queues.ensureSchedules([...this.#parts.tasks.values()], this.#removesOthers);
    this.#removesOthers = false;
  }

  async #askForWaiting(): Promise<void> {
    const { runs, queues, sweepSeconds } = this.#parts;
    for (const run of await runs.findWaiting(sweepSeconds)) await queues.addRun(run.taskId, run.id);
  }

  async #askForItems(): Promise<void> {
    const { runs, queues } = this.#parts;
    const open = await runs.findFannedOut();
    if (open.length === 0) return;
    const isEmpty = await queues.hasNoItems();
    for (const run of open) await this.#askForItemsOf(run, isEmpty);
  }

  /** Items are asked for again when Redis has none at all, or when a run has not moved for long. */
  async #askForItemsOf(run: TaskRun, isEmpty: boolean): Promise<void> {
    const { items, queues, tasks } = this.#parts;
    const task = tasks.get(run.taskId);
    if (!task) return;
    const pending = await items.findPending(run.id);
    if (pending.length === 0) await queues.addClosing(run.taskId, run.id);
    else if (isEmpty || Date.now() - run.createdAt.getTime() > STUCK_MS) await queues.addItems(task, run.id, pending);
  }
}
