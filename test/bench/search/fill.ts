import type { Database } from '@gatehouse/persistence';
import { ACCOUNTS_SQL, PLACES_SQL, RESOURCES_SQL, SEARCH_SQL, USAGE_SQL } from './estate.sql.js';

const ACCOUNTS = 1_000;
const BATCH = 100_000;
const TABLES = ['resources', 'principal_usage', 'resource_search'];
/** Filling takes longer than the service lets a statement run. */
const PATIENCE = 'SET statement_timeout = 0; SET lock_timeout = 0';

/** Fills an empty database with so many resources: without indexes and triggers, which are back at the end. */
export async function fill(database: Database, rows: number): Promise<void> {
  const client = await database.pool.connect();
  // What the pool gives every query is no limit for these.
  const run = (text: string, values: unknown[] = []) => client.query({ text, values, query_timeout: 0 } as never);
  const said = (what: string) => console.log(`  ${what} after ${(performance.now() / 1_000).toFixed(0)} s`);
  try {
    await run(PATIENCE);
    await run(`SET maintenance_work_mem = '512MB'`);
    const { rows: indexes } = await client.query<{ indexname: string; indexdef: string }>(
      `SELECT indexname, indexdef FROM pg_indexes
       WHERE schemaname = current_schema() AND tablename = ANY($1) AND indexname NOT LIKE '%\\_pkey'`,
      [TABLES],
    );
    for (const { indexname } of indexes) await run(`DROP INDEX ${indexname}`);
    for (const table of TABLES) await run(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await run(ACCOUNTS_SQL, [ACCOUNTS]);
    for (let from = 0; from < rows; from += BATCH) await run(RESOURCES_SQL, [from, Math.min(rows, from + BATCH) - 1]);
    said('resources are there');
    await run(USAGE_SQL);
    await run(PLACES_SQL);
    await run('ANALYZE');
    await run(SEARCH_SQL);
    said('the search table is there');
    for (const { indexdef } of indexes) await run(indexdef);
    for (const table of TABLES) await run(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await run('VACUUM (ANALYZE)');
    said('indexes are there');
  } finally {
    client.release(true);
  }
}
