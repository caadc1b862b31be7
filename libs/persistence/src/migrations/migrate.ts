import pg from 'pg';
import type { Secret } from '@gatehouse/contracts';
import { messageOf } from '../database/connection-errors.js';
import { locateDatabase } from '../database/database-url.js';
import type { Migration, MigrationSource } from './migration.js';
import { platformMigrations } from './platform-migrations.js';

/** Whose schema to migrate, and with what. */
export interface MigrateOptions {
  readonly service: string;
  readonly url: Secret | string;
  /** The service's own, in order; the platform's come before them. */
  readonly migrations: readonly MigrationSource[];
  /** How long to wait for another replica that is migrating. Default 60 s. */
  readonly lockTimeoutSeconds?: number;
}

/**
 * Creates the service's schema when it is missing and runs what has not run yet, in order, each in its own transaction,
 * under an advisory lock: of many replicas that start together one migrates and the others wait. Returns what it ran.
 * Names in the database that this version does not know are left alone (a newer replica put them there).
 */
export function migrateUp(options: MigrateOptions): Promise<string[]> {
  return withLockedSchema(options, async (client) => {
    const done = await appliedNames(client);
    const pending = listMigrations(options).filter(({ name }) => !done.has(name));
    for (const migration of pending) {
      await step(client, `Migration ${migration.name} (up)`, async () => {
        await migration.up(client);
        await client.query('INSERT INTO migrations (name) VALUES ($1)', [migration.name]);
      });
    }
    return pending.map(({ name }) => name);
  });
}

/** Undoes everything that was done, last first, and leaves an empty schema. Returns what it undid. */
export function migrateDown(options: MigrateOptions): Promise<string[]> {
  return withLockedSchema(options, async (client) => {
    const done = await appliedNames(client);
    const undone = listMigrations(options)
      .filter(({ name }) => done.has(name))
      .reverse();
    for (const migration of undone) {
      await step(client, `Migration ${migration.name} (down)`, async () => {
        await migration.down(client);
        await client.query('DELETE FROM migrations WHERE name = $1', [migration.name]);
      });
    }
    return undone.map(({ name }) => name);
  });
}

function listMigrations({ service, migrations }: MigrateOptions): Migration[] {
  const own = migrations.map((source) => (typeof source === 'function' ? new source() : source));
  const all = [...platformMigrations(service), ...own];
  const names = new Set<string>();
  for (const { name } of all) {
    if (!name) throw new Error(`A migration of ${service} has no name.`);
    if (names.has(name)) throw new Error(`${service} has two migrations named ${name}.`);
    names.add(name);
  }
  return all;
}

async function withLockedSchema<T>(options: MigrateOptions, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { connectionString, schema } = locateDatabase(options.service, options.url);
  const client = new pg.Client({
    connectionString: connectionString.reveal(),
    connectionTimeoutMillis: 5_000,
    lock_timeout: (options.lockTimeoutSeconds ?? 60) * 1_000,
    application_name: `gatehouse-${options.service}-migrations`,
  });
  client.on('error', () => undefined); // the query in flight rejects as well, and says it better
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('gatehouse migrations'), hashtext($1))`, [schema]);
    await createSchema(client, schema);
    return await work(client);
  } finally {
    await client.end(); // ends the session and with it the lock
  }
}

/** Asks before it creates: CREATE SCHEMA IF NOT EXISTS wants the right to create even when there is nothing to do. */
async function createSchema(client: pg.Client, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount === 0) await client.query(`CREATE SCHEMA "${schema}"`);
  await client.query(`
    CREATE TABLE IF NOT EXISTS migrations (
      name text PRIMARY KEY,
      applied_at timestamptz(3) NOT NULL DEFAULT now()
    )`);
}

async function appliedNames(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
  return new Set(rows.map(({ name }) => name));
}

async function step(client: pg.Client, what: string, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`${what} failed: ${messageOf(error)}`, { cause: error });
  }
}
