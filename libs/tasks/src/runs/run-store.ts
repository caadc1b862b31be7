import type { Database } from '@gatehouse/persistence';
import { runOf, type EndState, type TaskRun } from './task-run.js';

/** A run that is about to begin. */
export interface NewRun {
  readonly id: string;
  readonly taskId: string;
  readonly worker: string;
}

/** The record of runs in Postgres: what Redis loses is found again here. All times are the database's. */
export class RunStore {
  constructor(private readonly database: Database) {}

  /** Begins a scheduled run. Undefined when this tick was run before, the run before is still going on, or it is paused. */
  async beginScheduled(run: NewRun, tick: string): Promise<TaskRun | undefined> {
    const rows = await this.database.query(
      `INSERT INTO task_runs (id, task_id, tick, input, state, created_at, started_at, heartbeat_at, worker)
       SELECT $1, $2, $3, '{}', 'running', now(), now(), now(), $4
       WHERE NOT EXISTS (SELECT 1 FROM task_pauses WHERE task_id = $2)
       ON CONFLICT DO NOTHING RETURNING *`,
      [run.id, run.taskId, tick, run.worker],
    );
    return rows.map(runOf)[0];
  }

  /** Records a run of the schedule that waits to begin. Undefined when there is one that has not ended, or it is paused. */
  async putAhead(id: string, taskId: string): Promise<string | undefined> {
    const rows = await this.database.query<{ id: string }>(
      `INSERT INTO task_runs (id, task_id, tick, input, state, created_at, heartbeat_at)
       SELECT $1, $2, $3, '{}', 'queued', now(), now()
       WHERE NOT EXISTS (SELECT 1 FROM task_pauses WHERE task_id = $2)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, taskId, id],
    );
    return rows[0]?.id;
  }

  /**
   * Records a run of the schedule in place of one that was lost. Undefined for a run that somebody asked for, when the
   * run before it was lost as well (then it may be the task that ends processes, and the schedule's next tick is soon
   * enough), when another one has not ended, or it is paused.
   */
  async putInPlaceOf(lost: TaskRun, id: string): Promise<string | undefined> {
    const rows = await this.database.query<{ id: string }>(
      `INSERT INTO task_runs (id, task_id, tick, input, state, created_at, heartbeat_at)
       SELECT $1, task_id, $2, input, 'queued', now(), now() FROM task_runs lost
       WHERE id = $3 AND requested_by IS NULL
         AND NOT EXISTS (SELECT 1 FROM task_pauses WHERE task_id = lost.task_id)
         AND (SELECT state FROM task_runs before WHERE task_id = lost.task_id AND requested_by IS NULL
                AND (created_at, id) < (lost.created_at, lost.id)
              ORDER BY created_at DESC, id DESC LIMIT 1) IS DISTINCT FROM 'lost'
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, id, lost.id],
    );
    return rows[0]?.id;
  }

  /** Begins a run that was asked for; undefined when it has begun before. */
  async beginQueued(run: NewRun): Promise<TaskRun | undefined> {
    const rows = await this.database.query(
      `UPDATE task_runs SET state = 'running', started_at = now(), heartbeat_at = now(), worker = $2
       WHERE id = $1 AND state = 'queued' RETURNING *`,
      [run.id, run.worker],
    );
    return rows.map(runOf)[0];
  }

  /** Takes over an open run for its closing job; undefined when it has ended. */
  async beginClosing(id: string, worker: string): Promise<TaskRun | undefined> {
    const rows = await this.database.query(
      'UPDATE task_runs SET heartbeat_at = now(), worker = $2 WHERE id = $1 AND ended_at IS NULL RETURNING *',
      [id, worker],
    );
    return rows.map(runOf)[0];
  }

  /** What the run was told, and when it began. */
  async findOrder(id: string): Promise<Pick<TaskRun, 'id' | 'input' | 'startedAt' | 'createdAt'>> {
    const [row] = await this.database.query('SELECT * FROM task_runs WHERE id = $1', [id]);
    if (row === undefined) throw new Error(`There is no run ${id}.`);
    return runOf(row);
  }

  async noteTrace(id: string, traceId: string): Promise<void> {
    await this.database.query('UPDATE task_runs SET trace_id = $2 WHERE id = $1', [id, traceId]);
  }

  /** Says that these runs are being worked on. */
  async beat(ids: readonly string[]): Promise<void> {
    await this.database.query('UPDATE task_runs SET heartbeat_at = now() WHERE id = ANY($1) AND ended_at IS NULL', [
      ids,
    ]);
  }

  /** Ends a run. Undefined when it had ended before, e.g. because it was taken for lost. */
  async end(id: string, state: EndState, error: string | undefined): Promise<TaskRun | undefined> {
    const rows = await this.database.query(
      `UPDATE task_runs SET state = $2, error = $3, ended_at = now() WHERE id = $1 AND ended_at IS NULL RETURNING *`,
      [id, state, error ?? null],
    );
    return rows.map(runOf)[0];
  }

  /**
   * Ends as `lost` what nobody has worked on for so long, and as `timed-out` what has been open for a day. Runs whose
   * items are known are not lost with their worker: others go on with the items.
   */
  async endLost(silentSeconds: number): Promise<TaskRun[]> {
    const rows = await this.database.query(
      `UPDATE task_runs SET ended_at = now(),
         state = CASE WHEN items_total IS NULL THEN 'lost' ELSE 'timed-out' END,
         error = CASE WHEN items_total IS NULL THEN 'The process that ran it ended without a word.'
                      ELSE 'It was not finished within a day.' END
       WHERE ended_at IS NULL AND state = 'running' AND (
         (items_total IS NULL AND heartbeat_at < now() - make_interval(secs => $1))
         OR created_at < now() - interval '1 day')
       RETURNING *`,
      [silentSeconds],
    );
    return rows.map(runOf);
  }

  /** Runs that were asked for some time ago and have not begun: Redis may have lost them. */
  async findWaiting(seconds: number): Promise<TaskRun[]> {
    const rows = await this.database.query(
      `SELECT * FROM task_runs WHERE state = 'queued' AND created_at < now() - make_interval(secs => $1)
       ORDER BY created_at LIMIT 1000`,
      [seconds],
    );
    return rows.map(runOf);
  }

  /** Fanned-out runs that are going on. */
  async findFannedOut(): Promise<TaskRun[]> {
    const rows = await this.database.query(
      `SELECT * FROM task_runs WHERE ended_at IS NULL AND items_total IS NOT NULL ORDER BY created_at LIMIT 1000`,
    );
    return rows.map(runOf);
  }

  /** When each task last succeeded. */
  async lastSuccesses(): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.database.query(
      `SELECT task_id, max(ended_at) AS at FROM task_runs WHERE state = 'succeeded' GROUP BY task_id`,
    );
    return new Map(rows.map((row) => [String(row['task_id']), row['at'] as Date]));
  }

  /** Forgets runs that ended so many days ago, a thousand at a time, but never a task's last success. */
  async forget(days: number): Promise<void> {
    await this.database.query(
      `DELETE FROM task_runs WHERE id IN (
         SELECT id FROM task_runs old WHERE ended_at < now() - make_interval(days => $1)
           AND EXISTS (SELECT 1 FROM task_runs newer WHERE newer.task_id = old.task_id AND newer.state = 'succeeded'
                       AND newer.ended_at > old.ended_at)
         LIMIT 1000)`,
      [days],
    );
  }
}
