import { randomUUID } from 'node:crypto';
import { ATTRIBUTES, currentTraceId, inSpan, SPANS, type Logger } from '@gatehouse/telemetry';
import { ItemFailed } from '../define-task.js';
import type { FanOut, ItemReport, Task, TaskContext, TaskToken } from '../define-task.js';
import type { ItemEnd, ItemStore } from '../runs/item-store.js';
import type { RunStore } from '../runs/run-store.js';
import type { TaskRun } from '../runs/task-run.js';
import { plannedItems } from './planned-items.rules.js';
import { errorText, measureRun, outcomeOfError, outcomeOfItems, type Outcome } from './run-outcome.js';
import type { ItemJob, TaskQueues, TickJob } from './task-queues.js';
import { withinTime } from './time-limit.js';

/** What the runner works with. */
export interface RunnerParts {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly runs: RunStore;
  readonly items: ItemStore;
  readonly queues: TaskQueues;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Finds a provider of the service. */
  readonly get: <T>(token: TaskToken<T>) => T;
  /** Names this process in the records. */
  readonly worker: string;
  readonly heartbeatSeconds: number;
}

type BegunRun = Pick<TaskRun, 'id' | 'startedAt' | 'createdAt'>;

/** Tries beyond those that are allowed count crashes in the middle of an item; so many end it. */
const EXTRA_TRIES = 3;
const ABANDONED: ItemEnd = { error: 'Every process that tried it ended.', report: undefined };

/** A try of an item, with what it threw. */
interface ItemTry extends ItemEnd {
  readonly thrown?: unknown;
}

/** Runs tasks, closing jobs and items as the queues ask for them, and records how they went. Never throws for a task. */
export class TaskRunner {
  readonly #parts: RunnerParts;
  readonly #stopping = new AbortController();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Tells what is running to give up. */
  abort(): void {
    this.#stopping.abort(new Error('The process stops.'));
  }

  /** Handles a job of the ticks queue. `tick` names the moment of a scheduled one. */
  async tick(job: TickJob, tick: string): Promise<void> {
    const task = this.#parts.tasks.get(job.taskId);
    if (!task) return; // of another version; its schedule goes with the next boot
    const run = await this.#begin(task, job, tick);
    if (!run) return;
    const kind = job.closes ? 'closing' : 'beginning';
    await this.#whileBeating(run.id, () => this.#traced(task, run, () => this.#work(task, run, kind)));
  }

  /** Handles a job of the items queue; throws when the item is to be tried again later. */
  async item({ taskId, runId, item }: ItemJob): Promise<void> {
    const task = this.#parts.tasks.get(taskId);
    if (!task?.fanOut) return;
    const attempt = await this.#parts.items.begin(runId, item);
    if (attempt === undefined) return;
    const { attempts = 3 } = task.fanOut;
    if (attempt > attempts + EXTRA_TRIES) return this.#endItem(task, runId, item, ABANDONED);
    const tried = await this.#tryItem(task.fanOut, task, runId, item);
    if (tried.thrown === undefined || attempt >= attempts) return this.#endItem(task, runId, item, tried);
    await this.#parts.items.noteError(runId, item, String(tried.error));
    throw tried.thrown;
  }

  async #tryItem(fanOut: FanOut<unknown>, task: Task, runId: string, item: string): Promise<ItemTry> {
    try {
      const order = await this.#parts.runs.findOrder(runId);
      const input = task.input.parse(order.input);
      const report = await this.#within(fanOut.timeLimitSeconds, order, (context) => fanOut.each(item, input, context));
      return { error: undefined, report: report as ItemReport | undefined };
    } catch (thrown) {
      return { error: errorText(thrown), report: thrown instanceof ItemFailed ? thrown.report : undefined, thrown };
    }
  }

  async #begin(task: Task, job: TickJob, tick: string): Promise<TaskRun | undefined> {
    const { runs, worker } = this.#parts;
    const id = job.runId ?? randomUUID();
    if (job.closes) return runs.beginClosing(id, worker);
    if (job.runId !== undefined) return runs.beginQueued({ id, taskId: task.id, worker });
    return runs.beginScheduled({ id, taskId: task.id, worker }, tick);
  }

  async #work(task: Task, run: TaskRun, kind: 'beginning' | 'closing'): Promise<void> {
    let outcome: Outcome | undefined;
    try {
      if (kind === 'closing') outcome = await this.#close(task, run);
      else if (task.fanOut) await this.#fanOut(task, run);
      else outcome = await this.#runWhole(task, run);
    } catch (error) {
      outcome = outcomeOfError(error);
    }
    if (!outcome) return; // its items go on
    const ended = await this.#parts.runs.end(run.id, outcome.state, outcome.error);
    if (!ended) return;
    measureRun(ended);
    const fields = {
      task: task.id,
      run: run.id,
      outcome: outcome.state,
      ...(outcome.error && { error: outcome.error }),
    };
    if (outcome.state === 'succeeded') this.#parts.logger.info(fields, 'Task run ended.');
    else this.#parts.logger.warn(fields, 'Task run ended.');
  }

  async #runWhole(task: Task, run: TaskRun): Promise<Outcome> {
    const input = task.input.parse(run.input);
    await this.#within(task.timeLimitSeconds, run, (context) => task.run(input, context, { total: 0, failed: 0 }));
    return { state: 'succeeded', error: undefined };
  }

  async #fanOut(task: Task, run: TaskRun): Promise<void> {
    const { items, queues } = this.#parts;
    const input = task.input.parse(run.input);
    const find = (context: TaskContext) => task.fanOut?.items(input, context) ?? Promise.resolve([]);
    const planned = plannedItems(await this.#within(task.timeLimitSeconds, run, find));
    const found = planned.map(({ item }) => item);
    await items.plan(run.id, planned);
    // From here on the items are recorded: when Redis is away now, the sweeper asks for them when it is back.
    const asked = found.length === 0 ? queues.addClosing(task.id, run.id) : queues.addItems(task, run.id, found);
    await asked.catch((error: unknown) =>
      this.#parts.logger.warn({ error: errorText(error) }, 'Items wait for Redis.'),
    );
  }

  async #close(task: Task, run: TaskRun): Promise<Outcome | undefined> {
    const counts = await this.#parts.items.count(run.id);
    if (counts.pending > 0) return undefined;
    const input = task.input.parse(run.input);
    await this.#within(task.timeLimitSeconds, run, (context) => task.run(input, context, counts));
    return outcomeOfItems(counts);
  }

  async #endItem(task: Task, runId: string, item: string, { error, report }: ItemEnd): Promise<void> {
    const { items, queues, logger } = this.#parts;
    await items.end(runId, item, { error, report });
    if (error) logger.warn({ task: task.id, run: runId, item, error }, 'Item of a task run failed.');
    if (await items.areDone(runId)) await queues.addClosing(task.id, runId).catch(() => undefined); // the sweeper asks again
  }

  #within<T>(seconds: number, run: BegunRun, work: (context: TaskContext) => Promise<T>): Promise<T> {
    const { get } = this.#parts;
    const begun = { runId: run.id, startedAt: run.startedAt ?? run.createdAt };
    return withinTime(seconds, this.#stopping.signal, (signal) => work({ ...begun, signal, get }));
  }

  #traced(task: Task, run: TaskRun, work: () => Promise<void>): Promise<void> {
    const attributes = { [ATTRIBUTES.taskId]: task.id, [ATTRIBUTES.taskRunId]: run.id };
    return inSpan(`${SPANS.task} ${task.id}`, { kind: 'internal', attributes }, async () => {
      const traceId = currentTraceId();
      if (traceId && run.traceId === '') await this.#parts.runs.noteTrace(run.id, traceId);
      await work();
    });
  }

  async #whileBeating(runId: string, work: () => Promise<void>): Promise<void> {
    const { runs, heartbeatSeconds } = this.#parts;
    const timer = setInterval(() => void runs.beat([runId]).catch(() => undefined), heartbeatSeconds * 1_000);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
  }
}
