import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testPostgres, type TestPostgres } from '@gatehouse/testing';
import { Database } from '../database/database.js';
import { openDataSource } from '../database/open-data-source.js';
import { schemaReport } from '../schema-report/schema-report.js';
import { thingMigration } from '../test-database.js';
import { migrateDown, migrateUp } from './migrate.js';
import { sqlMigration, type Migration, type MigrationRunner } from './migration.js';

class AddColour implements Migration {
  readonly name = '0002-add-colour';

  async up(runner: MigrationRunner): Promise<void> {
    await runner.query(`ALTER TABLE thing ADD COLUMN colour text NOT NULL DEFAULT 'red'`);
  }

  async down(runner: MigrationRunner): Promise<void> {
    await runner.query('ALTER TABLE thing DROP COLUMN colour');
  }
}

let postgres: TestPostgres;
let database: Database;
beforeAll(async () => {
  postgres = await testPostgres({ service: 'two-words' });
  database = new Database(await openDataSource({ service: 'two-words', url: postgres.url }), 'two-words');
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});

const settings = () => ({ service: 'two-words', url: postgres.url, migrations: [thingMigration, AddColour] });
const tables = async () => {
  const rows = await database.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'two_words' ORDER BY 1`);
  return rows.map((row) => row['tablename']);
};

describe(migrateUp, () => {
  it('runs everything once, in order, however many replicas start at the same time; and down again', async () => {
    const ran = await Promise.all([migrateUp(settings()), migrateUp(settings()), migrateUp(settings())]);
    expect(ran.flat()).toEqual([
      'platform-0001-ledger-head',
      'platform-0002-audit',
      'platform-0003-outbox',
      'platform-0004-inbox',
      '0001-thing',
      '0002-add-colour',
    ]);
    const report = await schemaReport('two-words', 'two_words', (sql, parameters) => database.query(sql, parameters));
    expect(report).toContain('## thing\n');
    expect(report).toContain("| colour | text | yes | `'red'::text` |");
    expect(report).toContain('- `CHECK ((size > 0))`');
    expect(report).toContain('append-only');

    expect((await migrateDown(settings())).at(0)).toBe('0002-add-colour');
    expect(await tables()).toEqual(['migrations']);
    await migrateUp(settings());
    expect(await schemaReport('two-words', 'two_words', (sql, parameters) => database.query(sql, parameters))).toBe(
      report,
    );
  });

  it('leaves nothing of a migration that fails, and says which one it was', async () => {
    const broken = sqlMigration('0003-broken', 'CREATE TABLE half (id int); SELECT no_such_thing;', '');
    const migrations = [...settings().migrations, broken];
    await expect(migrateUp({ ...settings(), migrations })).rejects.toThrow(
      /Migration 0003-broken \(up\) failed: .*no_such_thing/,
    );
    expect(await tables()).not.toContain('half');
  });

  it('leaves alone what a newer version has done', async () => {
    await migrateUp(settings());
    expect(await migrateUp({ ...settings(), migrations: [thingMigration] })).toEqual([]);
  });

  it('refuses two migrations of one name', async () => {
    await expect(migrateUp({ ...settings(), migrations: [thingMigration, thingMigration] })).rejects.toThrow(
      'two migrations named',
    );
  });
});
