import type { PoolClient } from 'pg';
import type { Database } from '@gatehouse/persistence';
import { ACCOUNTS_SQL, RESOURCES_SQL, USAGE_SQL } from './estate.sql.js';

const ACCOUNTS = 1_000;
const BATCH = 50_000;
/** Connections that fill at once. */
const HANDS = 2;
const TABLES = ['resources', 'principal_usage'];
/** Filling takes longer than the service lets a statement run. */
const PATIENCE = `SET statement_timeout = 0; SET lock_timeout = 0; SET maintenance_work_mem = '1GB'`;

/** The driver takes 0 for the pool's own limit. */
const PATIENCE_MS = 3_600_000;

/** Fills an empty database with so many resources: without indexes and triggers, which are back at the end. */
export async function fill(database: Database, rows: number): Promise<void> {
  const began = performance.now();
  const said = (what: string) => console.log(`  ${what} after ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  const indexes = await database.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes
     WHERE schemaname = current_schema() AND tablename = ANY($1) AND indexname NOT LIKE '%\\_pkey'`,
    [TABLES],
  );
  for (const { indexname } of indexes) await database.query(`DROP INDEX ${indexname}`);
  for (const table of TABLES) {
    await database.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  }
  await database.query(ACCOUNTS_SQL, [ACCOUNTS]);
  const batches = Array.from({ length: Math.ceil(rows / BATCH) }, (_, batch) => batch * BATCH);
  await byHands(database, batches, (run, from) => run(RESOURCES_SQL, [from, Math.min(rows, from + BATCH) - 1]));
  said('resources are there');
  await byHands(database, [USAGE_SQL], (run, sql) => run(sql));
  // Before there are indexes, it has nothing to do for them.
  await byHands(database, TABLES, (run, table) => run(`VACUUM ${table}`));
  await byHands(database, indexes, (run, { indexdef }) => run(indexdef));
  for (const table of TABLES) {
    await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await database.query(`ALTER TABLE ${table} RESET (autovacuum_enabled)`);
  }
  await byHands(database, TABLES, (run, table) => run(`ANALYZE ${table}`));
  said('indexes are there');
}

type Run = (sql: string, values?: readonly unknown[]) => Promise<unknown>;

async function byHands<T>(
  database: Database,
  work: readonly T[],
  task: (run: Run, item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = [...work];
  const hand = async (client: PoolClient): Promise<void> => {
    // In place of what the pool gives every query.
    const run: Run = (text, values = []) =>
      client.query({ text, values: [...values], query_timeout: PATIENCE_MS } as never);
    await run(PATIENCE);
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await task(run, item);
  };
  const clients = await Promise.all(Array.from({ length: HANDS }, () => database.pool.connect()));
  try {
    await Promise.all(clients.map(hand));
  } finally {
    for (const client of clients) client.release(true);
  }
}
