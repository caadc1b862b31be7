/**
 * Who can, over the roles of an organization in Postgres: how long the index takes to load, how long the first answer of
 * each question takes then, and how long an answer takes after a role changed. 1,000,000 roles, or `--roles N`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Secret } from '@gatehouse/contracts';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { SystemClock } from '@gatehouse/service-host';
import { taskMigrations } from '@gatehouse/tasks';
import { createLogger } from '@gatehouse/telemetry';
import { testPostgres } from '@gatehouse/testing';
import { AccessFollower } from '../../../apps/inventory/src/access/access-follower.js';
import { AccessPicture } from '../../../apps/inventory/src/access/access-picture.js';
import { AccessRows } from '../../../apps/inventory/src/access/access-rows.js';
import { AskedResources } from '../../../apps/inventory/src/access/asked-resource.js';
import { CanonicalIds } from '../../../apps/inventory/src/access/canonical-ids.js';
import { GuardrailLevels } from '../../../apps/inventory/src/access/guardrail-levels.js';
import { HolderNamesQuery } from '../../../apps/inventory/src/access/holder-names.js';
import { PolicyShelf } from '../../../apps/inventory/src/access/policy-shelf.js';
import { inventoryMigrations } from '../../../apps/inventory/src/migrations/inventory-migrations.js';
import { WhoCanQuery } from '../../../apps/inventory/src/who-can/who-can.query.js';
import { Sight } from '../../../apps/inventory/src/visibility/sight.js';
import { ensurePrograms, freePort, startPostgres } from '@gatehouse/local/servers';
import { report, type Measurement } from '../policy/measurement.js';
import { DOCUMENTS, ROLES_SQL, STATEMENTS } from './roles.sql.js';

const { values } = parseArgs({ options: { roles: { type: 'string', default: '1000000' } } });
const ROLES = Number(values.roles);
const ROLES_AT_ONCE = 20_000;
const CHANGES = 20;

const QUESTIONS = {
  'one in 50 documents allows': { action: 's3:GetObject', resourceArn: 'arn:aws:s3:::reports/2026/q1.csv' },
  'everybody, under a condition': { action: 'logs:PutLogEvents', resourceArn: '*' },
  'nobody: all are judged': { action: 'kms:ScheduleKeyDeletion', resourceArn: '*' },
};

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-who-can-'));
const { postgres: binary = '' } = await ensurePrograms(['postgres']);
const server = await startPostgres({ binary, directory: folder, port: await freePort(), durable: false });
process.env['GATEHOUSE_TEST_POSTGRES_URL'] = server.url;
let database: Database | undefined;
let follower: AccessFollower | undefined;
try {
  const { url } = await testPostgres({ service: 'inventory' });
  const migrations = [...taskMigrations, ...inventoryMigrations];
  database = await openDatabase({ service: 'inventory', url: new Secret(url), migrations, entities: [] });
  await fill(database);
  const { text, missed } = report(await measure(database));
  console.log(text);
  console.log(missed === 0 ? 'bench who-can: ok' : `bench who-can: short of ${String(missed)}`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await follower?.onApplicationShutdown();
  await database?.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function fill(target: Database): Promise<void> {
  for (const statement of STATEMENTS) await target.query(statement);
  // The rows of the search are not asked here, and keeping them would be most of the time.
  await target.query('ALTER TABLE resources DISABLE TRIGGER USER');
  for (let from = 0; from < ROLES; from += ROLES_AT_ONCE) {
    await target.query(ROLES_SQL, [from, Math.min(ROLES, from + ROLES_AT_ONCE)]);
  }
  await target.query('ALTER TABLE resources ENABLE TRIGGER USER');
  await target.query('ANALYZE resources');
  console.log(`${ROLES.toLocaleString('en-US')} roles, ${DOCUMENTS} inline documents`);
}

async function measure(target: Database): Promise<Measurement[]> {
  globalThis.gc?.();
  const residentBefore = process.memoryUsage().rss;
  const shelf = new PolicyShelf(target);
  const rows = new AccessRows(target);
  const guardrails = new GuardrailLevels(target);
  const clock = new SystemClock();
  const log = createLogger('inventory', { level: 'silent' });
  const following = new AccessFollower(new AccessPicture(rows, shelf, guardrails), rows, clock, log);
  follower = following;
  const query = new WhoCanQuery(
    following,
    new AskedResources(target, guardrails, new CanonicalIds(target)),
    new HolderNamesQuery(target, shelf),
    clock,
  );
  const ask = (question: { action: string; resourceArn: string }) =>
    query.execute({ ...question, limit: 50 }, Sight.everything);
  const loadSeconds = (await timed(() => loaded(following))).milliseconds / 1_000;
  if (following.picture.index.size !== ROLES) throw new Error(`${following.picture.index.size} roles were loaded.`);
  globalThis.gc?.();
  const mebibytes = (process.memoryUsage().rss - residentBefore) / 2 ** 20;
  const measurements: Measurement[] = [];
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const first = await timed(() => ask(question));
    measurements.push(line(`first answer, index loaded; ${name}`, first.milliseconds, 1_000, 'ms'));
  }
  const changes = await changed(target, following, ask);
  measurements.push(
    ...changes,
    line('index loaded from Postgres, in the background', loadSeconds, 120, 's'),
    line('memory of the index', mebibytes, 1_024, 'MiB'),
  );
  return measurements;
}

async function loaded(following: AccessFollower): Promise<void> {
  following.onApplicationBootstrap();
  while (following.asOf === null) await pause(5);
}

/** Roles change, each to what nobody had: how long until that is known, and how long the next answers take. */
async function changed(
  target: Database,
  following: AccessFollower,
  ask: (question: { action: string; resourceArn: string }) => Promise<unknown>,
): Promise<Measurement[]> {
  const answers: Record<string, number[]> = {};
  const seen: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::reports/${change}/*` };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    await target.query(`INSERT INTO documents (hash, text) VALUES (sha256(convert_to($1, 'UTF8')), $1)`, [document]);
    await target.query(
      `UPDATE resources SET revision = revision + 1, changed_at = now(), parts = jsonb_set(parts, '{inline,0,hash}',
         to_jsonb(encode(sha256(convert_to($1, 'UTF8')), 'hex')))
       WHERE arn = (SELECT arn FROM resources WHERE resource_type = 'AWS::IAM::Role' ORDER BY arn OFFSET $2 LIMIT 1)`,
      [document, change * 7],
    );
    const committed = Date.now();
    const { milliseconds } = await timed(async () => {
      following.hasNews();
      while ((following.asOf?.getTime() ?? 0) <= committed) {
        await pause(2);
        following.hasNews();
      }
    });
    seen.push(milliseconds);
    for (const [name, question] of Object.entries(QUESTIONS)) {
      (answers[name] ??= []).push((await timed(() => ask(question))).milliseconds);
    }
  }
  return [
    ...Object.entries(answers).map(([name, all]) => line(`answer after a change, p95; ${name}`, p95(all), 50, 'ms')),
    line('change of our own committed to known, p95', p95(seen), 1_000, 'ms'),
  ];
}

function p95(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.ceil(figures.length * 0.95) - 1] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly milliseconds: number }> {
  const began = performance.now();
  await work();
  return { milliseconds: performance.now() - began };
}

function line(name: string, figure: number, bar: number, unit: string): Measurement {
  return { name, figure, bar, wants: 'at-most', unit, baseline: undefined };
}
