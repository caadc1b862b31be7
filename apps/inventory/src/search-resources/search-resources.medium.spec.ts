import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReplyOf, type RequestInputOf, searchResources, suggestResources } from '@gatehouse/contracts';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { FakeClock, testPostgres, type TestPostgres } from '@gatehouse/testing';
import { createLogger } from '@gatehouse/telemetry';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { ListedAccounts } from '../search/listed-accounts.js';
import { ResourceFeed } from '../search/resource-feed.js';
import { SearchIndex } from '../search/search-index.js';
import { SuggestResourcesQuery } from '../suggest-resources/suggest-resources.query.js';
import { Sight } from '../visibility/sight.js';
import { ResourceSummaries } from './resource-summaries.js';
import { SearchResourcesQuery } from './search-resources.query.js';

type Search = Omit<RequestInputOf<typeof searchResources>, 'limit' | 'cursor'>;
type Item = ReplyOf<typeof searchResources>['items'][number];

const now = new Date('2026-11-22T12:00:00.000Z');
const clock = new FakeClock(now);
let postgres: TestPostgres;
let database: Database;
let resources: SearchResourcesQuery;
let suggestions: SuggestResourcesQuery;
let index: SearchIndex;
let everything: (Item & { createdAt: string })[];

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: inventoryMigrations });
  await database.query(ACCOUNTS);
  await database.query(RESOURCES, [now]);
  await database.query(`INSERT INTO principal_usage (arn, last_used_at)
    SELECT arn, timestamptz '2026-11-22 00:00Z' - (hashtext(arn) & 255) * interval '1 day' FROM resources
    WHERE resource_type = 'AWS::IAM::Role' AND hashtext(arn) % 3 = 0`);
  await database.query(
    `INSERT INTO denial_counts (arn, count) SELECT arn, 3 FROM resources WHERE hashtext(arn) % 9 = 0`,
  );
  await database.query('ANALYZE');
  index = new SearchIndex(new ResourceFeed(database), clock, createLogger('inventory', { level: 'silent' }));
  const summaries = new ResourceSummaries(database);
  resources = new SearchResourcesQuery(new ListedAccounts(database, clock), index, summaries, clock);
  suggestions = new SuggestResourcesQuery(index, summaries);
  everything = await rowsThemselves();
});

afterAll(async () => {
  await database.close();
  await postgres.drop();
});

const ACCOUNTS = `
  INSERT INTO accounts (account_id, name, status, source_id, ou_path, partition, first_seen_at, changed_at)
  VALUES ('100000000001', 'payments-production', 'active', 's', 'Root/Workloads/Production', 'aws', now(), now()),
         ('100000000002', 'billing-production', 'active', 's', 'Root/Workloads/Production', 'aws', now(), now()),
         ('100000000003', 'sandbox', 'active', 's', 'Root/Workloads-old', 'aws', now(), now())`;

/** Every type in every account, with names of the words of an estate, some gone again. */
const RESOURCES = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, region, owner, is_public, tags, settings, parts,
    content_hash, revision, first_seen_at, changed_at, deleted_at)
  SELECT replace(replace(replace(kind[2], 'REGION', CASE kind[3] WHEN 'global' THEN '' ELSE kind[3] END), 'ACCOUNT', account_id), 'NAME', name),
    account_id, kind[1], name, '/', kind[3], CASE WHEN i % 3 = 0 THEN 'Payments-Leads' END,
    CASE WHEN kind[1] <> 'AWS::IAM::Role' THEN i % 7 = 0 END,
    CASE WHEN i % 2 = 0 THEN jsonb_build_object('Team', team, 'stage', 'Über_100%') ELSE '{}' END,
    jsonb_build_object('createdAt', '2026-0' || 1 + i % 9 || '-05T00:00:00.000Z'), '{}', decode(md5(i::text), 'hex'), 1,
    timestamptz '2026-01-01', $1::timestamptz - (i % 50) * interval '1 minute' - (i % 3) * interval '1 microsecond',
    CASE WHEN i % 23 = 0 THEN now() END
  FROM (
    SELECT i, '10000000000' || 1 + i % 3 AS account_id, team, team || '-' || (ARRAY['API', 'sqs-worker', 'importer'])[1 + i % 3] || '-' || i AS name,
      CASE i % 4
        WHEN 0 THEN ARRAY['AWS::IAM::Role', 'arn:aws:iam::ACCOUNT:role/NAME', 'global']
        WHEN 1 THEN ARRAY['AWS::SQS::Queue', 'arn:aws:sqs:REGION:ACCOUNT:NAME', (ARRAY['eu-west-1', 'us-east-1'])[1 + i % 2]]
        WHEN 2 THEN ARRAY['AWS::S3::Bucket', 'arn:aws:s3:::NAME', 'eu-west-1']
        ELSE ARRAY['AWS::SecretsManager::Secret', 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME', 'us-east-1'] END AS kind
    FROM (SELECT i, (ARRAY['payments', 'billing', 'risk', 'payroll'])[1 + i / 7 % 4] AS team FROM generate_series(1, 600) AS i) AS teams
  ) AS named`;

async function rowsThemselves(): Promise<typeof everything> {
  const rows = await database.query<(typeof everything)[number] & Record<string, unknown>>(
    `SELECT arn, account_id AS "accountId", a.name AS "accountName", resource_type AS "resourceType", r.name, r.region, r.tags,
       r.owner, r.is_public AS "isPublic", to_char(r.changed_at, 'YYYY-MM-DD HH24:MI:SS.US') AS "changedAt",
       settings->>'createdAt' AS "createdAt", u.last_used_at AS "lastUsedAt", coalesce(d.count, 0) AS "denialCount"
     FROM resources r JOIN accounts a USING (account_id) LEFT JOIN principal_usage u USING (arn)
       LEFT JOIN denial_counts d USING (arn) WHERE deleted_at IS NULL`,
  );
  return rows;
}

const isMet = <T>(asked: T | undefined, test: (asked: T) => boolean) => asked === undefined || test(asked);
const dayBefore = (days: unknown) => new Date(now.getTime() - Number(days) * 86_400_000).toISOString().slice(0, 10);

/** What a search is, written down plainly. */
function isFound(item: (typeof everything)[number], search: Search): boolean {
  const text = [item.arn, item.name, item.accountId, item.accountName, item.owner ?? '']
    .concat(Object.entries(item.tags).map(([key, value]) => `${key}=${value}`))
    .join('\n')
    .toLowerCase();
  const words = (search.search ?? '').toLowerCase().split(/\s+/);
  const ouPath = item.accountName === 'sandbox' ? 'Root/Workloads-old' : 'Root/Workloads/Production';
  const isRole = item.resourceType === 'AWS::IAM::Role';
  const since = (item.lastUsedAt as unknown as Date | null)?.toISOString() ?? item.createdAt;
  return [
    words.every((word) => text.includes(word)),
    isMet(search.accountId, (id) => item.accountId === id),
    isMet(search.ouPath, (path) => `${ouPath}/`.startsWith(`${path}/`)),
    isMet(search.region, (region) => item.region === region),
    isMet(search.types, (types) => (types as string[]).includes(item.resourceType)),
    isMet(search.tagKey, (key) => Object.hasOwn(item.tags, key)),
    isMet(search.tagValue, (value) => item.tags[search.tagKey ?? ''] === value),
    isMet(search.owner, (owner) => item.owner === owner),
    search.withDenials !== true || item.denialCount > 0,
    isMet(search.isPublic, (isPublic) => item.isPublic === isPublic),
    isMet(search.unusedForDays, (days) => isRole && since.slice(0, 10) <= dayBefore(days)),
  ].every(Boolean);
}

async function everyPage(search: Search, limit: number): Promise<{ arns: string[]; total: number | undefined }> {
  const arns: string[] = [];
  let cursor: string | undefined;
  let total: number | undefined;
  do {
    const request = searchResources.request.parse({ ...search, limit, ...(cursor !== undefined && { cursor }) });
    const page = await resources.execute(request, Sight.everything);
    arns.push(...page.items.map(({ arn }) => arn));
    total ??= page.totalCount;
    expect(page).toMatchObject({ totalCount: total, isTotalExact: true });
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { arns, total };
}

const arnsOf = (search: Search) =>
  everything
    .filter((item) => isFound(item, search))
    .map(({ arn }) => arn)
    .sort();

const SEARCHES: [Search, ...unknown[]][] = [
  [{}],
  [{ search: 'payments' }],
  [{ search: 'PAYMENTS api' }],
  [{ search: 'sqs' }],
  [{ search: 'sqs payments' }],
  [{ search: 'sqs payments production 1' }],
  [{ search: 'production' }],
  [{ search: '100000000002 risk' }],
  [{ search: 'arn:aws' }],
  [{ search: 'arn:aws:iam::100000000001:role/pay' }],
  [{ search: 'ARN:aws:sqs:eu-west-1:1000' }],
  [{ search: 'iam::100000000001' }],
  [{ search: 'secret:billing' }],
  [{ search: '1:secret' }],
  [{ search: '-7' }],
  [{ search: '%' }],
  [{ search: 'über_100%' }],
  [{ search: 'team=risk leads' }],
  [{ search: 'nothing-at-all' }],
  [{ accountId: '100000000003' }],
  [{ accountId: '999999999999' }],
  [{ ouPath: 'Root/Workloads' }],
  [{ ouPath: 'Root/Workloads/Production', search: 'payroll' }],
  [{ region: 'us-east-1' }],
  [{ types: ['AWS::S3::Bucket', 'AWS::IAM::Role'], accountId: '100000000001' }],
  [{ types: ['AWS::SQS::Queue'], region: 'eu-west-1', search: 'api' }],
  [{ tagKey: 'Team' }],
  [{ tagKey: 'Team', tagValue: 'risk', isPublic: false }],
  [{ tagKey: 'team' }],
  [{ owner: 'Payments-Leads', isPublic: true }],
  [{ owner: 'payments-leads' }],
  [{ withDenials: true, search: 'bill' }],
  [{ unusedForDays: 100 }],
  [{ unusedForDays: 240, accountId: '100000000001' }],
];

describe(searchResources.subject, () => {
  it.each(SEARCHES)('finds for %j what a reading of every row finds', async (search) => {
    const expected = arnsOf(search);
    await expect(everyPage(search, 17)).resolves.toEqual({ arns: expected, total: expected.length });
  });

  it.each([
    ['name', (item: Item) => item.name.toLowerCase(), 1],
    ['changed', (item: Item) => item.changedAt, -1],
  ] as const)('sorts by %s, each row once', async (sort, key, direction) => {
    const { arns } = await everyPage({ search: 'pay', sort }, 10);
    expect([...arns].sort()).toEqual(arnsOf({ search: 'pay' }));
    const byArn = new Map(everything.map((item) => [item.arn, item]));
    const keys = arns.map((arn) => key(byArn.get(arn) as Item));
    expect(keys).toEqual([...keys].sort((one, other) => direction * (one < other ? -1 : one > other ? 1 : 0)));
  });

  it('shows what lists show', async () => {
    const { items } = await resources.execute(
      searchResources.request.parse({ search: 'role/payments', limit: 1 }),
      Sight.everything,
    );
    expect(searchResources.reply.shape.items.parse(items)).toMatchObject([
      { resourceType: 'AWS::IAM::Role', region: 'global', accountName: expect.any(String), revision: 1 },
    ]);
  });

  it('follows what happens to a resource within the same transaction', async () => {
    const find = async (search: string) =>
      (await resources.execute(searchResources.request.parse({ search }), Sight.everything)).items.map(
        ({ arn }) => arn,
      );
    const arn = 'arn:aws:s3:::moving-target';
    await database.query(
      `INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision,
         first_seen_at, changed_at)
       VALUES ($1, '100000000001', 'AWS::S3::Bucket', 'moving-target', '/', '{"colour": "teal"}', '{}', '{}', '', 1, now(), now())`,
      [arn],
    );
    await expect(find('colour=teal moving')).resolves.toEqual([arn]);
    await database.query(`UPDATE resources SET tags = '{"colour": "ochre"}' WHERE arn = $1`, [arn]);
    await expect(find('colour=teal')).resolves.toEqual([]);
    await expect(find('ochre')).resolves.toEqual([arn]);
    await database.query('UPDATE resources SET deleted_at = now() WHERE arn = $1', [arn]);
    await expect(find('ochre')).resolves.toEqual([]);
    await database.query('DELETE FROM resources WHERE arn = $1', [arn]);
  });

  it('follows transactions that commit in another order than they began', async () => {
    const find = async (search: string) =>
      (await resources.execute(searchResources.request.parse({ search }), Sight.everything)).items.map(
        ({ arn }) => arn,
      );
    const arns = ['arn:aws:s3:::slow-writer', 'arn:aws:s3:::quick-writer'];
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    await slow.query(BUCKET, [arns[0], 'slow-writer']);
    await database.query(BUCKET, [arns[1], 'quick-writer']);
    await expect(find('-writer')).resolves.toEqual([arns[1]]);
    await slow.query('COMMIT');
    slow.release();
    await expect(find('-writer')).resolves.toEqual([...arns].sort());
    await database.query('DELETE FROM resources WHERE arn = ANY($1)', [arns]);
    await expect(find('-writer')).resolves.toEqual([]);
  });

  it('follows what denials and uses say', async () => {
    const [role] = arnsOf({ types: ['AWS::IAM::Role'], withDenials: false }).filter(
      (arn) => (everything.find((item) => item.arn === arn)?.denialCount ?? 1) === 0,
    );
    const find = async (filter: Search) =>
      (await resources.execute(searchResources.request.parse({ ...filter, search: role }), Sight.everything))
        .totalCount;
    await expect(find({ withDenials: true })).resolves.toBe(0);
    await database.query('INSERT INTO denial_counts (arn, count) VALUES ($1, 1)', [role]);
    await expect(find({ withDenials: true })).resolves.toBe(1);
    await database.query('DELETE FROM denial_counts WHERE arn = $1', [role]);
    await expect(find({ withDenials: true })).resolves.toBe(0);
    await database.query(
      `INSERT INTO principal_usage (arn, last_used_at) VALUES ($1, $2) ON CONFLICT (arn) DO UPDATE SET last_used_at = $2`,
      [role, new Date('2020-01-01T00:00:00Z')],
    );
    await expect(find({ unusedForDays: 2_000 })).resolves.toBe(1);
  });

  it('refuses a cursor of another list, and a value of a tag without its key', async () => {
    const { nextCursor } = await resources.execute(searchResources.request.parse({ limit: 1 }), Sight.everything);
    const elsewhere = searchResources.request.parse({ limit: 1, sort: 'name', cursor: nextCursor });
    await expect(resources.execute(elsewhere, Sight.everything)).rejects.toMatchObject({
      failure: { reason: 'CURSOR_INVALID' },
    });
    const valueOnly = searchResources.request.parse({ tagValue: 'risk' });
    await expect(resources.execute(valueOnly, Sight.everything)).rejects.toMatchObject({
      failure: { reason: 'REQUEST_INVALID' },
    });
  });
});

const BUCKET = `
  INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision,
    first_seen_at, changed_at)
  VALUES ($1, '100000000001', 'AWS::S3::Bucket', $2, '/', '{}', '{}', '{}', '', 1, now(), now())`;

describe(suggestResources.subject, () => {
  it('offers names that begin so, then ARNs that contain it', async () => {
    const { items } = await suggestions.execute(
      suggestResources.request.parse({ text: ' PAYRoll-sqs ', limit: 100 }),
      Sight.everything,
    );
    const begin = everything.filter(({ name }) => name.toLowerCase().startsWith('payroll-sqs'));
    expect(
      items
        .map(({ arn }) => arn)
        .slice(0, begin.length)
        .sort(),
    ).toEqual(begin.map(({ arn }) => arn).sort());
    const containing = everything.filter(({ arn }) => arn.toLowerCase().includes('payroll-sqs'));
    expect(items).toHaveLength(containing.length);
  });

  it.each(['sqs', '100000000001', 'arn:aws:s3:::ris', 'secret:', '0001:', 'a', ''])(
    'offers for %j nothing but ARNs that contain it',
    async (text) => {
      const { items } = await suggestions.execute(
        suggestResources.request.parse({ text, limit: 100 }),
        Sight.everything,
      );
      const containing = everything.filter(({ arn }) => arn.toLowerCase().includes(text));
      expect(items).toHaveLength(Math.min(100, containing.length));
      expect(items.every(({ arn }) => arn.toLowerCase().includes(text))).toBe(true);
    },
  );

  it('keeps to types, account and region', async () => {
    const request = {
      text: 'pay',
      types: 'AWS::SQS::Queue',
      accountId: '100000000002',
      region: 'us-east-1',
      limit: 100,
    };
    const { items } = await suggestions.execute(suggestResources.request.parse(request), Sight.everything);
    const expected = everything.filter(
      (item) =>
        item.arn.includes('pay') &&
        item.resourceType === 'AWS::SQS::Queue' &&
        item.accountId === '100000000002' &&
        item.region === 'us-east-1',
    );
    expect(items.map(({ arn }) => arn).sort()).toEqual(expected.map(({ arn }) => arn).sort());
  });
});
