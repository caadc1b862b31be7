import { randomUUID } from 'node:crypto';
import { fieldIssuesOf } from '@gatehouse/contracts';
import type { AuditTrail, Database } from '@gatehouse/persistence';
import type { EntityManager } from 'typeorm';
import type { TaskSchedule } from './define-task.js';
import type { TaskEngine } from './engine/task-engine.js';
import { ItemList } from './runs/item-list.js';
import { runOf, type TaskRun } from './runs/task-run.js';

/** A task and how it is doing, for a list. */
export interface TaskStatus {
  readonly id: string;
  readonly summary: string;
  readonly schedule: TaskSchedule;
  /** Who paused its schedule, if it is paused. */
  readonly pausedBy: string | undefined;
  readonly lastRun: TaskRun | undefined;
  readonly lastSuccessAt: Date | undefined;
}

/** Who asks, for the audit trail. */
export interface Requester {
  readonly id: string;
  readonly sessionId: string;
}

/** No task has this id. */
export class TaskUnknown extends Error {
  override readonly name = 'TaskUnknown';
}

/** The input does not fit the task; the message names the fields. */
export class TaskInputInvalid extends Error {
  override readonly name = 'TaskInputInvalid';
}

/** The tasks of this service as people see them: list, history, run one now, pause. Every change leaves an audit record. */
export class Tasks {
  /** The items of runs. */
  readonly items: ItemList;

  constructor(
    private readonly engine: TaskEngine,
    private readonly database: Database,
    private readonly auditTrail: AuditTrail,
  ) {
    this.items = new ItemList(database);
  }

  /** Every task, in the order of their ids. */
  async list(): Promise<TaskStatus[]> {
    const [pauses, successes, lastRuns] = await Promise.all([
      this.database.query('SELECT task_id, paused_by FROM task_pauses'),
      this.engine.runs.lastSuccesses(),
      this.database.query('SELECT DISTINCT ON (task_id) * FROM task_runs ORDER BY task_id, created_at DESC, id'),
    ]);
    const pausedBy = new Map(pauses.map((row) => [row['task_id'], String(row['paused_by'])]));
    const last = new Map(lastRuns.map(runOf).map((run) => [run.taskId, run]));
    return [...this.engine.tasks.values()]
      .map(({ id, summary, schedule }) => ({
        id,
        summary,
        schedule,
        pausedBy: pausedBy.get(id),
        lastRun: last.get(id),
        lastSuccessAt: successes.get(id),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Runs of a task, newest first; `before` is the last run of the page before. */
  async history(taskId: string, page: { readonly limit: number; readonly before?: string }): Promise<TaskRun[]> {
    this.#require(taskId);
    const rows = await this.database.query(
      `SELECT run.* FROM task_runs run
       LEFT JOIN task_runs before ON before.id = $2
       WHERE run.task_id = $1 AND ($2::uuid IS NULL OR (run.created_at, run.id) < (before.created_at, before.id))
       ORDER BY run.created_at DESC, run.id DESC LIMIT $3`,
      [taskId, page.before ?? null, Math.min(Math.max(1, page.limit), 500)],
    );
    return rows.map(runOf);
  }

  /** One run of a task, or undefined. Throws `TaskUnknown`. */
  async findRun(taskId: string, runId: string): Promise<TaskRun | undefined> {
    this.#require(taskId);
    const rows = await this.database.query('SELECT * FROM task_runs WHERE id = $1 AND task_id = $2', [runId, taskId]);
    return rows.map(runOf)[0];
  }

  /**
   * Asks for a run now and gives its id; paused tasks run as well. It is recorded before this resolves, and begins when
   * Redis is there. Throws `TaskUnknown` or `TaskInputInvalid`.
   */
  async runNow(taskId: string, input: unknown, requester: Requester): Promise<string> {
    const task = this.#require(taskId);
    const parsed = task.input.safeParse(input ?? {});
    if (!parsed.success) {
      const fields = fieldIssuesOf(parsed.error).map(({ field, message }) => `${field || 'input'}: ${message}`);
      throw new TaskInputInvalid(`Not the input of task ${taskId}. ${fields.join(' ')}`);
    }
    const runId = randomUUID();
    await this.#audited('tasks.run-requested', taskId, requester, (tx) =>
      tx.query(
        `INSERT INTO task_runs (id, task_id, tick, requested_by, input, state, created_at, heartbeat_at)
         VALUES ($1, $2, $5, $3, $4, 'queued', now(), now())`,
        [runId, taskId, requester.id, JSON.stringify(parsed.data), runId],
      ),
    );
    // Not waited for: when Redis is away, the sweeper asks again.
    void this.engine.queues.addRun(taskId, runId).catch(() => undefined);
    return runId;
  }

  /**
   * Lets the schedule's next run begin now, for a service that has just started, and gives its id. Undefined when such a
   * run waits or is going on, here or in another replica, or when the schedule is paused. Ticks that come meanwhile are
   * passed over, such as the first one of a new schedule. Throws `TaskUnknown`.
   */
  async runAhead(taskId: string): Promise<string | undefined> {
    this.#require(taskId);
    const runId = await this.engine.runs.putAhead(randomUUID(), taskId);
    if (runId !== undefined) void this.engine.queues.addRun(taskId, runId).catch(() => undefined);
    return runId;
  }

  /** Pauses a task's schedule, in every replica. What runs goes on. Pausing twice changes nothing. */
  async pause(taskId: string, requester: Requester): Promise<void> {
    this.#require(taskId);
    const sql = `INSERT INTO task_pauses (task_id, paused_by, paused_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING`;
    await this.#audited('tasks.paused', taskId, requester, (tx) => tx.query(sql, [taskId, requester.id]));
  }

  /** Lets a task's schedule go on; it runs at its next tick. */
  async resume(taskId: string, requester: Requester): Promise<void> {
    this.#require(taskId);
    const sql = 'DELETE FROM task_pauses WHERE task_id = $1';
    await this.#audited('tasks.resumed', taskId, requester, (tx) => tx.query(sql, [taskId]));
  }

  async #audited(
    action: string,
    taskId: string,
    requester: Requester,
    change: (tx: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await change(tx);
      const { id: actorId, sessionId: actorSessionId } = requester;
      await this.auditTrail.record(tx, { action, actorId, actorSessionId, subject: taskId, outcome: 'succeeded' });
    });
  }

  #require(taskId: string) {
    const task = this.engine.tasks.get(taskId);
    if (task) return task;
    throw new TaskUnknown(`There is no task "${taskId}"; there are ${[...this.engine.tasks.keys()].join(', ')}.`);
  }
}
