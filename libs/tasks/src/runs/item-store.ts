import type { Database } from '@gatehouse/persistence';

/** How far a fanned-out run's items are. */
export interface ItemCounts {
  readonly pending: number;
  readonly failed: number;
  readonly total: number;
  /** `item: error` of the first that failed. */
  readonly firstError: string | undefined;
}

/** The record of the items of fanned-out runs. */
export class ItemStore {
  constructor(private readonly database: Database) {}

  /** Notes a run's items, all of them or none. */
  async plan(runId: string, items: readonly string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO task_run_items (run_id, item) SELECT $1, item FROM unnest($2::text[]) AS item ON CONFLICT DO NOTHING',
        [runId, items],
      );
      await tx.query('UPDATE task_runs SET items_total = $2, heartbeat_at = now() WHERE id = $1', [
        runId,
        items.length,
      ]);
    });
  }

  /** Begins a try of an item and gives its number; undefined when the item or its run has ended. */
  async begin(runId: string, item: string): Promise<number | undefined> {
    const [row] = await this.database.query(
      `UPDATE task_run_items SET attempts = attempts + 1
       WHERE run_id = $1 AND item = $2 AND state = 'pending'
         AND EXISTS (SELECT 1 FROM task_runs WHERE id = $1 AND ended_at IS NULL)
       RETURNING attempts`,
      [runId, item],
    );
    return row && Number(row['attempts']);
  }

  /** Ends an item. */
  async end(runId: string, item: string, error: string | undefined): Promise<void> {
    await this.database.query(
      `WITH ended AS (
         UPDATE task_run_items SET state = CASE WHEN $3::text IS NULL THEN 'succeeded' ELSE 'failed' END, error = $3, ended_at = now()
         WHERE run_id = $1 AND item = $2 AND state = 'pending' RETURNING state)
       UPDATE task_runs SET heartbeat_at = now(), items_failed = items_failed + (SELECT count(*) FROM ended WHERE state = 'failed')
       WHERE id = $1`,
      [runId, item, error ?? null],
    );
  }

  /** Remembers why a try failed, for those who look while it is tried again. */
  async noteError(runId: string, item: string, error: string): Promise<void> {
    await this.database.query('UPDATE task_run_items SET error = $3 WHERE run_id = $1 AND item = $2', [
      runId,
      item,
      error,
    ]);
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
