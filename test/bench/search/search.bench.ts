/**
 * Searching among 5,000,000 resources (`--rows N` for fewer) while two writers change them: every kind of search at the
 * service, without the way over NATS, next to a bare SELECT by primary key on the same database in the same minutes.
 * `--url` names a database that is filled already.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { searchResources, suggestResources } from '@gatehouse/contracts';
import { findProgram, freePort, startPostgres, temporaryFolder } from '@gatehouse/local/servers';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { SystemClock } from '@gatehouse/service-host';
import { createLogger } from '@gatehouse/telemetry';
import { taskMigrations } from '@gatehouse/tasks';
import { inventoryMigrations } from '../../../apps/inventory/src/migrations/inventory-migrations.js';
import { ListedAccounts } from '../../../apps/inventory/src/search/listed-accounts.js';
import { ResourceFeed } from '../../../apps/inventory/src/search/resource-feed.js';
import { SearchIndex } from '../../../apps/inventory/src/search/search-index.js';
import { ResourceSummaries } from '../../../apps/inventory/src/search-resources/resource-summaries.js';
import { SearchResourcesQuery } from '../../../apps/inventory/src/search-resources/search-resources.query.js';
import { SuggestResourcesQuery } from '../../../apps/inventory/src/suggest-resources/suggest-resources.query.js';
import { Sight } from '../../../apps/inventory/src/visibility/sight.js';
import { percentile } from '../credentials/load.js';
import { report, type Measurement } from '../policy/measurement.js';
import { fill } from './fill.js';
import { lastPage, SEARCHES, someKnown, type Known } from './searches.js';
import { startWriters } from './writers.js';

const BAR_MS = 20;
const WARM_UP = 30;
const SEARCHES_OF_A_KIND = 200;
/** Searches of people who see a part of the accounts only, and how large a part that is. */
const LIMITED = ['part of a name, 3 to 8 characters', 'type and region, latest first'] as const;
const PARTS = { 'a tenth': 0.1, half: 0.5 } as const;

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '5000000' }, url: { type: 'string' } },
});
const rows = Number(values.rows);
const server = values.url === undefined ? await ownServer() : { url: values.url, stop: async () => {} };
try {
  const migrations = values.url === undefined ? [...taskMigrations, ...inventoryMigrations] : [];
  const database = await openDatabase({ service: 'inventory', url: server.url, migrations });
  if (values.url === undefined) await fill(database, rows);
  await measure(database);
  await database.close();
} finally {
  await server.stop();
}

async function ownServer() {
  const binary = findProgram('postgres');
  if (binary === undefined) throw new Error('This bench needs PostgreSQL; npm start installs it.');
  const directory = temporaryFolder('gatehouse-bench-search-');
  const parameters = { shared_buffers: '2GB', max_wal_size: '8GB', effective_cache_size: '6GB' };
  const postgres = await startPostgres({ binary, directory, port: await freePort(), durable: false, parameters });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      rmSync(join(directory), { recursive: true, force: true });
    },
  };
}

async function measure(database: Database): Promise<void> {
  const clock = new SystemClock();
  const index = new SearchIndex(new ResourceFeed(database), clock, createLogger('inventory', { level: 'silent' }));
  const began = performance.now();
  index.onApplicationBootstrap();
  await index.ready();
  console.log(`  the index is there after ${((performance.now() - began) / 1_000).toFixed(0)} s: ${memory()}`);
  const summaries = new ResourceSummaries(database);
  const search = new SearchResourcesQuery(new ListedAccounts(database, clock), index, summaries, clock);
  const suggest = new SuggestResourcesQuery(index, summaries);
  const known = await someKnown(database, rows);
  const writers = startWriters(database, known);
  const searching = (kind: string, sight: Sight) => (row: Known, turn: number) =>
    search.execute(searchResources.request.parse(SEARCHES[kind]?.(row, turn)), sight);
  const kinds: Record<string, (row: Known, turn: number) => Promise<unknown>> = {
    'typing a name': ({ name }, turn) =>
      suggest.execute(suggestResources.request.parse({ text: name.slice(0, 3 + (turn % 10)) }), Sight.everything),
    ...Object.fromEntries(Object.keys(SEARCHES).map((kind) => [kind, searching(kind, Sight.everything)])),
    ...Object.fromEntries(
      (await partialSights(database)).flatMap(([part, sight]) =>
        LIMITED.map((kind) => [`${kind}, seeing ${part} of the accounts`, searching(kind, sight)]),
      ),
    ),
  };
  const bare = await timesOf(known, ({ arn }) => database.query('SELECT * FROM resources WHERE arn = $1', [arn]));
  const measured: Measurement[] = [];
  for (const [kind, run] of Object.entries(kinds)) measured.push(lineOf(kind, await timesOf(known, run), bare));
  const last = await Promise.all(known.slice(0, 20).map((row) => lastPage(database, row)));
  const lastTimes = await timesOf(known, (_row, turn) =>
    search.execute(last[turn % last.length] ?? fail(), Sight.everything),
  );
  measured.push(lineOf('last page of a type', lastTimes, bare));
  const written = await writers.stop();
  await index.onApplicationShutdown();
  conclude(measured, written);
}

/** What people see who see a part of the accounts, from all over the estate. */
async function partialSights(database: Database): Promise<[string, Sight][]> {
  const accounts = await database.query<{ id: string }>(
    'SELECT account_id AS id FROM accounts ORDER BY md5(account_id)',
  );
  return Object.entries(PARTS).map(([part, share]) => {
    const seen = accounts.slice(0, Math.ceil(accounts.length * share)).map(({ id }) => id);
    return [part, new Sight(new Set(seen), () => Promise.resolve(false))];
  });
}

async function timesOf(
  known: readonly Known[],
  run: (row: Known, turn: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + SEARCHES_OF_A_KIND; turn += 1) {
    const row = known[turn % known.length] ?? fail();
    const began = performance.now();
    await run(row, turn);
    if (turn >= WARM_UP) times.push(performance.now() - began);
  }
  return times;
}

/** What the process takes, most of which is the index. */
function memory(): string {
  const { rss, heapUsed } = process.memoryUsage();
  const mebibytes = (bytes: number) => `${(bytes / 1_024 / 1_024).toFixed(0)} MiB`;
  return `the process takes ${mebibytes(rss)}, of these ${mebibytes(heapUsed)} in the heap`;
}

function fail(): never {
  throw new Error('There is nothing to search for: the database is empty.');
}

function lineOf(kind: string, times: readonly number[], bare: readonly number[]): Measurement {
  console.log(`  ${kind}: p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`);
  const figure = percentile(times, 0.99);
  return { name: `${kind}, p99`, figure, bar: BAR_MS, wants: 'at-most', unit: 'ms', baseline: percentile(bare, 0.99) };
}

function conclude(measured: readonly Measurement[], written: number): void {
  const { text, missed } = report(measured);
  console.log(`\n${rows.toLocaleString('en-US')} resources; two writers changed ${written} of them meanwhile`);
  console.log(`${text}\nbench search: ${missed === 0 ? 'ok' : `short of ${missed}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
}
