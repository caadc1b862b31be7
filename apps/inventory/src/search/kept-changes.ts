import type { Database } from '@gatehouse/persistence';

/** So long `search_changes` holds what changed, for whoever follows it. */
export const CHANGES_KEPT_SECONDS = 3_600;
/** Whoever was away for longer begins anew. */
export const LONGEST_ABSENCE_MS = 3_000_000;

/** Which transactions are seen by now, as PostgreSQL writes it: what follows goes on from there. */
export async function currentSnapshot(database: Database): Promise<string> {
  const [row] = await database.queryPrepared<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot');
  return row?.snapshot ?? '';
}
