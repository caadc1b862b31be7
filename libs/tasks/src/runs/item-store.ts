import type { Database } from '@gatehouse/persistence';
import type { FanOutItem, ItemReport } from '../define-task.js';

/** How far a fanned-out run's items are. */
export interface ItemCounts {
  readonly pending: number;
  readonly failed: number;
  readonly total: number;
  /** `item: error` of the first that failed. */
  readonly firstError: string | undefined;
}

/** How an item ended. */
export interface ItemEnd {
  readonly error: string | undefined;
  readonly report: ItemReport | undefined;
}

const PLAN_SQL = `
  INSERT INTO task_run_items (run_id, item, label)
  SELECT $1, item, label FROM unnest($2::text[], $3::text[]) AS planned (item, label) ON CONFLICT DO NOTHING`;

/** The one row that items of several runs share, that of a success, is locked last: no two can wait for each other. */
const END_SQL = `
  WITH ended AS (
    UPDATE task_run_items SET state = CASE WHEN $3::text IS NULL THEN 'succeeded' ELSE 'failed' END, error = $3,
      report = $4, ended_at = now()
    WHERE run_id = $1 AND item = $2 AND state = 'pending' RETURNING item, state, ended_at),
  good AS (
    INSERT INTO task_item_successes (task_id, item, succeeded_at)
    SELECT run.task_id, ended.item, ended.ended_at FROM ended, task_runs run
    WHERE run.id = $1 AND ended.state = 'succeeded'
    ON CONFLICT (task_id, item) DO UPDATE
      SET succeeded_at = greatest(task_item_successes.succeeded_at, excluded.succeeded_at))
  UPDATE task_runs SET heartbeat_at = now(),
    items_failed = items_failed + (SELECT count(*) FROM ended WHERE state = 'failed')
  WHERE id = $1`;

const FORGET_SQL = `
  DELETE FROM task_run_items WHERE (run_id, item) IN (
    SELECT one.run_id, one.item FROM task_run_items one JOIN task_runs run ON run.id = one.run_id
    WHERE one.state = 'succeeded' AND one.ended_at < now() - make_interval(days => $1) AND run.ended_at IS NOT NULL
    LIMIT 5000)`;

const MOST_PARTS = 50;

/** The record of the items of fanned-out runs. */
export class ItemStore {
  constructor(private readonly database: Database) {}

  /** Notes a run's items, all of them or none. */
  async plan(runId: string, items: readonly FanOutItem[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(PLAN_SQL, [runId, items.map(({ item }) => item), items.map(({ label }) => label)]);
      await tx.query('UPDATE task_runs SET items_total = $2, heartbeat_at = now() WHERE id = $1', [
        runId,
        items.length,
      ]);
    });
  }

  /** Begins a try of an item and gives its number; undefined when the item or its run has ended. */
  async begin(runId: string, item: string): Promise<number | undefined> {
    const [row] = await this.database.query(
      `UPDATE task_run_items SET attempts = attempts + 1, started_at = now()
       WHERE run_id = $1 AND item = $2 AND state = 'pending'
         AND EXISTS (SELECT 1 FROM task_runs WHERE id = $1 AND ended_at IS NULL)
       RETURNING attempts`,
      [runId, item],
    );
    return row && Number(row['attempts']);
  }

  /** Ends an item. */
  async end(runId: string, item: string, { error, report }: ItemEnd): Promise<void> {
    const kept = report && JSON.stringify({ ...report, parts: report.parts?.slice(0, MOST_PARTS) });
    await this.database.query(END_SQL, [runId, item, error ?? null, kept ?? null]);
  }

  /** Forgets items that succeeded so many days ago, some thousands at a time; what failed is kept with its run. */
  async forget(days: number): Promise<void> {
    await this.database.query(FORGET_SQL, [days]);
  }

  /** Remembers why a try failed, for those who look while it is tried again. */
  async noteError(runId: string, item: string, error: string): Promise<void> {
    await this.database.query(
      'UPDATE task_run_items SET error = $3, started_at = NULL WHERE run_id = $1 AND item = $2',
      [runId, item, error],
    );
  }

  /** True when every item has ended. */
  async areDone(runId: string): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM task_run_items WHERE run_id = $1 AND state = 'pending' LIMIT 1`,
      [runId],
    );
    return rows.length === 0;
  }

  async count(runId: string): Promise<ItemCounts> {
    const [row] = await this.database.query(
      `SELECT count(*) AS total, count(*) FILTER (WHERE state = 'pending') AS pending,
         count(*) FILTER (WHERE state = 'failed') AS failed,
         min(item || ': ' || error) FILTER (WHERE state = 'failed') AS first_error
       FROM task_run_items WHERE run_id = $1`,
      [runId],
    );
    return {
      total: Number(row?.['total']),
      pending: Number(row?.['pending']),
      failed: Number(row?.['failed']),
      firstError: (row?.['first_error'] as string | null) ?? undefined,
    };
  }

  /** The items that are still to be done. */
  async findPending(runId: string): Promise<string[]> {
    const rows = await this.database.query(`SELECT item FROM task_run_items WHERE run_id = $1 AND state = 'pending'`, [
      runId,
    ]);
    return rows.map((row) => String(row['item']));
  }
}
