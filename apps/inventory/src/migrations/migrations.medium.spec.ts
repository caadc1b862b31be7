import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateDown, migrateUp, schemaReport } from '@gatehouse/persistence';
import { taskMigrations } from '@gatehouse/tasks';
import { testPostgres, type TestPostgres } from '@gatehouse/testing';
import pg from 'pg';
import { inventoryMigrations } from './inventory-migrations.js';

const migrations = [...taskMigrations, ...inventoryMigrations];
const documented = new URL('../../../../docs/schema/inventory.md', import.meta.url);

let postgres: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  pool = new pg.Pool({ connectionString: postgres.url });
});

afterAll(async () => {
  await pool.end();
  await postgres.drop();
});

describe('the migrations of inventory', () => {
  it('make the schema that docs/schema/inventory.md describes', async () => {
    await migrateUp({ service: 'inventory', url: postgres.url, migrations });
    const report = await schemaReport('inventory', 'inventory', async (sql, parameters) => {
      const { rows } = await pool.query<Record<string, unknown>>(sql, parameters);
      return rows;
    });
    // To write it anew after a migration was added: GATEHOUSE_TEST_WRITE_SCHEMA=true, once.
    if (process.env['GATEHOUSE_TEST_WRITE_SCHEMA'] === 'true') writeFileSync(documented, report);
    expect(report).toBe(readFileSync(documented, 'utf8'));
  });

  it('run once', async () => {
    await expect(migrateUp({ service: 'inventory', url: postgres.url, migrations })).resolves.toEqual([]);
  });

  it('leave nothing behind when they are undone, last first', async () => {
    const undone = await migrateDown({ service: 'inventory', url: postgres.url, migrations });
    expect(undone[0]).toBe(inventoryMigrations.at(-1)?.name);
    const { rows } = await pool.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'inventory'`);
    expect(rows).toEqual([{ name: 'migrations' }]);
  });
});
