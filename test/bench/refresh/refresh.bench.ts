/**
 * What a refresh of everything takes beside a bare loop over the same pages: a hundred generated accounts of a thousand
 * roles, or a thousand of them with `--full`. The inventory, the loop and the sandbox are processes of their own, and
 * PostgreSQL is durable. Bars are on processor time, which means the same on a busy machine; times on the clock are shown.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { SpawnedSandbox } from '../../compatibility/aws-sandbox/spawned-sandbox.js';
import { report, type Measurement } from '../policy/measurement.js';
import { InventoryProcess, writeConfiguration } from './inventory-process.js';
import { pauseTasks } from './pause-tasks.js';
import { mostResidentMebibytes, processorMilliseconds, processorMillisecondsOfFamily } from './processes.js';
import { startServers } from './servers.js';

const ROLES = 1_000;
const ACCOUNTS = accountsWanted(process.argv.slice(2));
const PATIENCE_SECONDS = 3_600;

interface Taken {
  readonly seconds: number;
  readonly busySeconds: number;
}

interface BareLoop extends Taken {
  readonly accounts: number;
  readonly resources: number;
  readonly failures: number;
  readonly mebibytes: number;
}

const run = promisify(execFile);
const sandbox = await SpawnedSandbox.start(['--accounts', String(ACCOUNTS), '--roles', String(ROLES)]);
const servers = await startServers();
const admin = new pg.Client({ connectionString: servers.adminUrl });
await admin.connect();
const configFile = writeConfiguration(servers.folder, sandbox.url);
const inventory = await InventoryProcess.prepare(servers, sandbox, configFile);
try {
  console.log(`${ACCOUNTS} accounts of ${ROLES} roles, beside those of the demo organization`);
  // The first reading makes the organization; nobody is measured by that.
  say('to warm up', await bareLoop('everything'));
  const loop = say('bare loop', await bareLoop('everything'));
  const identities = say('bare loop, identities', await bareLoop('identities'));
  const plain = say('bare loop, identities by the SDK alone', await bareLoop('plain'));

  await pauseTasks(servers.databaseUrl);
  await inventory.start();
  const first = say('first refresh', await sweep({ busyBefore: 0 }));
  await settled();
  const before = await transactionNow();
  const second = say('second refresh', await sweep());
  const written = await rowsWrittenSince(before);
  conclude([
    atMost('first refresh, processor time', first.busySeconds, 2 * loop.busySeconds, {
      unit: 's',
      baseline: loop.busySeconds,
    }),
    atMost('first refresh, on the clock', first.seconds, 2 * loop.seconds, { unit: 's', baseline: loop.seconds }),
    atMost('unchanged refresh, processor time', second.busySeconds, 1.2 * loop.busySeconds, {
      unit: 's',
      baseline: loop.busySeconds,
    }),
    atMost('unchanged refresh, on the clock', second.seconds, 1.2 * loop.seconds, {
      unit: 's',
      baseline: loop.seconds,
    }),
    atMost('resource rows written by it', written, 0, { unit: 'rows' }),
    atMost('most ever resident', mostResidentMebibytes(inventory.pid), 1_024, {
      unit: 'MiB',
      baseline: loop.mebibytes,
    }),
    atMost("the loop's own collectors, processor time", identities.busySeconds, 1.25 * plain.busySeconds, {
      unit: 's',
      baseline: plain.busySeconds,
    }),
  ]);
} finally {
  await inventory.stop();
  await admin.end();
  await Promise.all([sandbox.stop(), servers.stop()]);
}

function accountsWanted(args: readonly string[]): number {
  const at = args.indexOf('--accounts');
  if (at >= 0) return Number(args[at + 1]);
  return args.includes('--full') ? 1_000 : 100;
}

async function bareLoop(how: 'everything' | 'identities' | 'plain'): Promise<BareLoop> {
  const program = fileURLToPath(new URL('bare-loop.ts', import.meta.url));
  const loader = fileURLToPath(new URL('../../../tools/bench/typescript.js', import.meta.url));
  const args = ['--disable-warning=NodeVersionSupportWarning', '--import', loader, program, configFile, how];
  const { stdout } = await run(process.execPath, args, { env: sandbox.environment('gatehouse-reader') });
  return JSON.parse(stdout) as BareLoop;
}

/** Reads everything, to the end. The first one pays for the process from its start, as an installation does. */
async function sweep({ busyBefore = processorMilliseconds(inventory.pid) } = {}): Promise<Taken> {
  const postgresBefore = processorMillisecondsOfFamily(servers.postgres.pid());
  const swept = await inventory.ended(await inventory.sweep(), PATIENCE_SECONDS);
  const busySeconds = (processorMilliseconds(inventory.pid) - busyBefore) / 1_000;
  const postgres = (processorMillisecondsOfFamily(servers.postgres.pid()) - postgresBefore) / 1_000;
  console.log(
    `${swept.state}: ${swept.itemsTotal} accounts, ${swept.itemsFailed} failed; PostgreSQL ${postgres.toFixed(1)} s`,
  );
  const seconds = (Date.parse(swept.endedAt ?? '') - Date.parse(swept.startedAt ?? '')) / 1_000;
  return { seconds, busySeconds };
}

/** Once all events are told. */
async function settled(): Promise<void> {
  const began = performance.now();
  for (;;) {
    const { rows } = await admin.query<{ waiting: string }>('SELECT count(*) AS waiting FROM inventory.outbox');
    if (rows[0]?.waiting === '0') break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  console.log(`events told ${((performance.now() - began) / 1_000).toFixed(1)} s later`);
}

async function transactionNow(): Promise<string> {
  const { rows } = await admin.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id ?? '';
}

/** Rows of resources and of their versions that any later transaction made or changed; says which. */
async function rowsWrittenSince(transaction: string): Promise<number> {
  const { rows } = await admin.query<{ arn: string; what: string }>(
    `SELECT arn, 'resource' AS what FROM inventory.resources WHERE xmin::text::bigint > $1
     UNION ALL SELECT arn, change || ' ' || changed::text FROM inventory.resource_versions WHERE xmin::text::bigint > $1`,
    [transaction],
  );
  for (const { arn, what } of rows.slice(0, 10)) console.log(`written: ${arn} (${what})`);
  return rows.length;
}

function say<T extends Taken>(what: string, taken: T): T {
  const { seconds, busySeconds, ...more } = taken;
  console.log(`${what}: ${seconds.toFixed(1)} s, ${busySeconds.toFixed(1)} s of a processor ${JSON.stringify(more)}`);
  return taken;
}

function atMost(
  name: string,
  figure: number,
  bar: number,
  { unit, baseline }: { unit: string; baseline?: number },
): Measurement {
  return { name, figure, bar, wants: 'at-most', unit, baseline };
}

function conclude(rows: readonly Measurement[]): void {
  const { text, missed } = report(rows);
  console.log(`\n${text}\nbench refresh: ${missed === 0 ? 'ok' : `short of ${missed}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
}
