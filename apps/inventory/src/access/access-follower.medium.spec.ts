import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { createLogger } from '@gatehouse/telemetry';
import { FakeClock, testPostgres, type TestPostgres } from '@gatehouse/testing';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { AccessFollower } from './access-follower.js';
import { AccessPicture } from './access-picture.js';
import { AccessRows } from './access-rows.js';
import { GuardrailLevels } from './guardrail-levels.js';
import { PolicyShelf } from './policy-shelf.js';

const clock = new FakeClock('2026-11-22T12:00:00.000Z');
let postgres: TestPostgres;
let database: Database;
let follower: AccessFollower;

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: inventoryMigrations });
});

afterAll(async () => {
  await database.close();
  await postgres.drop();
});

beforeEach(async () => {
  await database.query('DELETE FROM resources');
  await put('reader', ['s3:GetObject']);
  await put('writer', ['s3:PutObject']);
  const rows = new AccessRows(database);
  const picture = new AccessPicture(rows, new PolicyShelf(database), new GuardrailLevels(database));
  follower = new AccessFollower(picture, rows, clock, createLogger('inventory', { level: 'silent' }));
  follower.onApplicationBootstrap();
  while (follower.asOf === null) await new Promise((resolve) => setTimeout(resolve, 5));
});

afterEach(() => follower.onApplicationShutdown());

const arnOf = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const query = (sql: string, values: unknown[]) => database.query(sql, values);

const PUT = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision,
    first_seen_at, changed_at)
  SELECT 'arn:aws:iam::111122223333:role/' || name, '111122223333', 'AWS::IAM::Role', name, '/', '{}', '{}',
    jsonb_build_object('document', NULL, 'attached', '[]'::jsonb, 'boundary', NULL, 'inline',
      jsonb_build_array(jsonb_build_object('name', 'own', 'hash', encode(sha256(convert_to($2, 'UTF8')), 'hex')))),
    '', 1, timestamptz '2020-01-01', timestamptz '2020-01-01' FROM unnest($1::text[]) AS name
  ON CONFLICT (arn) DO UPDATE SET parts = excluded.parts, deleted_at = NULL`;
const DOCUMENT = `INSERT INTO documents (hash, text) VALUES (sha256(convert_to($1, 'UTF8')), $1) ON CONFLICT DO NOTHING`;

/** Roles that may do something, at a time that says nothing about when they are stored. */
async function put(names: string | readonly string[], actions: readonly string[], run = query): Promise<void> {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await run(DOCUMENT, [text]);
  await run(PUT, [[names].flat(), text]);
}

/** Who can, when everything that was committed by now is known. */
async function can(action: string): Promise<string[]> {
  clock.advance(1);
  const now = clock.now().getTime();
  for (; (follower.asOf?.getTime() ?? 0) < now; await new Promise((resolve) => setTimeout(resolve, 5)))
    follower.hasNews();
  const { principals } = follower.picture.index.whoCan(
    { action, resource: 'arn:aws:s3:::bucket/key' },
    { limit: 10_000 },
  );
  return principals.map(({ arn }) => arn.slice(arn.lastIndexOf('/') + 1)).sort();
}

describe(AccessFollower, () => {
  it('knows what was there when it began', async () => {
    await expect(can('s3:getobject')).resolves.toEqual(['reader']);
    await expect(can('s3:putobject')).resolves.toEqual(['writer']);
  });

  it('follows roles that are new, change, and are gone, also without a trace', async () => {
    await put(['writer', 'newcomer'], ['s3:GetObject']);
    await expect(can('s3:getobject')).resolves.toEqual(['newcomer', 'reader', 'writer']);
    await query('UPDATE resources SET deleted_at = now() WHERE arn = $1', [arnOf('reader')]);
    await expect(can('s3:getobject')).resolves.toEqual(['newcomer', 'writer']);
    await query('DELETE FROM resources WHERE arn = $1', [arnOf('writer')]);
    await expect(can('s3:getobject')).resolves.toEqual(['newcomer']);
  });

  it('follows transactions that commit in another order than they began', async () => {
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    await put(
      'slow',
      ['s3:GetObject'],
      async (sql, values) => (await slow.query<Record<string, unknown>>(sql, values)).rows,
    );
    await put('quick', ['s3:GetObject']);
    await expect(can('s3:getobject')).resolves.toEqual(['quick', 'reader']);
    await slow.query('COMMIT');
    slow.release();
    await expect(can('s3:getobject')).resolves.toEqual(['quick', 'reader', 'slow']);
  });

  it('follows more than it reads at once', async () => {
    const names = Array.from({ length: 4_500 }, (_, at) => `one-of-many-${at}`);
    await put(names.slice(0, 2_100), ['s3:GetObject']);
    await put(names.slice(2_000), ['s3:GetObject']);
    await expect(can('s3:getobject')).resolves.toEqual([...names, 'reader'].sort());
  });

  it('is told of changes of resources, and not of their use', async () => {
    const rows = new AccessRows(database);
    const before = await rows.snapshot();
    await query(`INSERT INTO principal_usage (arn, last_used_at) VALUES ($1, now()) ON CONFLICT DO NOTHING`, [
      arnOf('writer'),
    ]);
    await query(`INSERT INTO denial_counts (arn, count) VALUES ($1, 1) ON CONFLICT DO NOTHING`, [arnOf('writer')]);
    await put('reader', ['s3:GetObject', 's3:ListBucket']);
    const told = [];
    for await (const page of rows.changesBetween(before, await rows.snapshot())) told.push(...page);
    expect(told).toMatchObject([{ arn: arnOf('reader'), accountId: '111122223333', resourceType: 'AWS::IAM::Role' }]);
  });

  it('begins anew after it was away for longer than changes are kept', async () => {
    await can('s3:getobject');
    const { index } = follower.picture;
    await query('UPDATE resources SET deleted_at = now() WHERE arn = $1', [arnOf('reader')]);
    await put('newcomer', ['s3:GetObject']);
    await query('DELETE FROM search_changes', []);
    clock.advance(3_600);
    await expect(can('s3:getobject')).resolves.toEqual(['newcomer']);
    expect(follower.picture.index).not.toBe(index);
  });

  it("begins anew when most of what it holds is nobody's any more", async () => {
    const { index } = follower.picture;
    for (let turn = 0; turn < 100_003; turn += 1) {
      index.put({ arn: arnOf('gone'), accountId: '111122223333', identityPolicies: [] });
      index.delete(arnOf('gone'));
    }
    await expect(can('s3:getobject')).resolves.toEqual(['reader']);
    expect(follower.picture.index).not.toBe(index);
    expect(follower.picture.index.isWorn).toBe(false);
  });
});
