import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { createLogger } from '@gatehouse/telemetry';
import { FakeClock, testPostgres, type TestPostgres } from '@gatehouse/testing';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { EVERYTHING, word } from './estate-for-specs.js';
import { FULL_WHEN_DUE } from './merging.rules.js';
import { ResourceFeed } from './resource-feed.js';
import { SearchIndex } from './search-index.js';

const LATER_SECONDS = 61;
const MERGED = 'What is searched in was merged.';
/** Changes after the merged segment took its place. */
const CHANGES_AFTER = 40;
const MOST_CHANGES = 20_000;
/** Buckets from this one on are new ones of the test. */
const NEW = 100_000;

const INSERT = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, region, tags, settings, parts, content_hash, revision,
    first_seen_at, changed_at)
  SELECT 'arn:aws:s3:::' || name, '100000000001', 'AWS::S3::Bucket', name, '/', 'eu-west-1', '{}', '{}', '{}',
    decode(md5(name), 'hex'), 1, now(), now()
  FROM (SELECT 'bucket-' || i AS name FROM generate_series($1::integer, $2::integer) AS i) AS named`;
const OWN = `UPDATE resources SET owner = '-owner-' || $2::text || '-', changed_at = now() WHERE name = 'bucket-' || $1::text`;
const MOVE = `UPDATE resources SET region = 'us-east-1' WHERE name = 'bucket-' || $1::text`;
const DELETE = `UPDATE resources SET deleted_at = now() WHERE name = 'bucket-' || $1::text`;

const clock = new FakeClock(new Date('2026-11-22T12:00:00.000Z'));
const lines: string[] = [];
const merges = () => lines.filter((line) => line.includes(MERGED)).length;
let postgres: TestPostgres;
let database: Database;
let index: SearchIndex;

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: inventoryMigrations });
  await database.query(INSERT, [1, 500]);
  const log = createLogger('inventory', { level: 'debug', destination: { write: (line) => void lines.push(line) } });
  index = new SearchIndex(new ResourceFeed(database), clock, log);
  index.onApplicationBootstrap();
  await index.ready();
});

afterAll(async () => {
  await index.onApplicationShutdown();
  await database.close();
  await postgres.drop();
});

interface Change {
  readonly sql: string;
  readonly parameters: readonly number[];
  /** What it is to be searched for by then, and whether that finds it. */
  readonly text: string;
  readonly region?: string;
  readonly isThere: boolean;
  /** How many more there are. */
  readonly more: number;
}

/** Four changes in turn, each of which is to be found: another region, something new, another owner, and the end of it. */
const CHANGES: readonly ((turn: number, known: number) => Change)[] = [
  (_, known) => ({
    ...{ sql: MOVE, parameters: [known], more: 0 },
    ...{ text: `bucket-${known}`, region: 'us-east-1', isThere: true },
  }),
  (turn) => ({
    ...{ sql: INSERT, parameters: [NEW + turn, NEW + turn], more: 1 },
    ...{ text: `bucket-${NEW + turn}`, isThere: true },
  }),
  (turn, known) => ({ sql: OWN, parameters: [known, turn], more: 0, text: `-owner-${turn}-`, isThere: true }),
  (turn) => ({
    ...{ sql: DELETE, parameters: [NEW + turn - 2], more: -1 },
    ...{ text: `bucket-${NEW + turn - 2}`, isThere: false },
  }),
];

/** How many are found of a text, and of everything. */
async function found({ text, region }: Pick<Change, 'text' | 'region'>): Promise<{ matches: number; all: number }> {
  const search = await index.upToDate();
  const wanted = { ...EVERYTHING, words: [word(text)], region: region ?? null };
  const matches = await search.among(wanted, (some) => some.page({ sort: 'arn', after: null, count: 20 }));
  const { total } = await search.among(EVERYTHING, (some) => some.count());
  return { matches: matches.length, all: total };
}

describe(SearchIndex, () => {
  it('finds what was committed before, also while newcomers are merged', async () => {
    let all = 500 + FULL_WHEN_DUE;
    await database.query(INSERT, [501, all]);
    expect(await found({ text: 'bucket-8692' })).toEqual({ matches: 1, all });
    clock.advance(LATER_SECONDS);
    let after = 0;
    for (let turn = 0; after < CHANGES_AFTER && turn < MOST_CHANGES; turn += 1) {
      if (merges() > 0) after += 1;
      // Four digits, so that the name is the beginning of no other one's.
      const change = CHANGES[turn % CHANGES.length]?.(turn, 1_000 + ((turn * 37) % 7_000));
      if (change === undefined) throw new Error('There is a change for each turn.');
      await database.query(change.sql, change.parameters);
      all += change.more;
      expect({ turn, ...(await found(change)) }).toEqual({ turn, matches: change.isThere ? 1 : 0, all });
    }
    expect([merges(), after]).toEqual([1, CHANGES_AFTER]);
  });
});
