import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, Outbox, type Database } from '@gatehouse/persistence';
import type { AccountSource, SourcedAccount } from '@gatehouse/plugin-sdk';
import { createLogger } from '@gatehouse/telemetry';
import { FakeClock, testPostgres, type TestPostgres } from '@gatehouse/testing';
import { AccountRepository } from '../account/account.repository.js';
import { AccountSources } from '../account/account-sources.js';
import { Collector, type CollectorTarget, type Place } from '../collectors/collector.js';
import { Collectors } from '../collectors/collectors.js';
import { EnabledRegions } from '../collectors/enabled-regions.js';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { AccountStores } from '../read-accounts/account-stores.js';
import { ReadAccounts } from '../read-accounts/read-accounts.use-case.js';
import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../resource/observed-resource.js';
import { OwnerTags } from '../resource/owner-tags.js';
import { ResourceIntake } from '../resource/resource-intake.js';
import { ResourceRepository } from '../resource/resource.repository.js';
import { ResourceLedger } from '../resource/resource-ledger.js';
import { AccountLock } from './account-lock.js';
import { AccountReading } from './account-reading.js';
import { CollectorReading } from './collector-reading.js';
import { CollectorRefreshes } from './collector-refreshes.js';
import { RefreshAccount } from './refresh-account.use-case.js';
import { RefreshLedger } from './refresh-ledger.js';
import { RefreshedParts } from './refreshed-parts.js';

const accountId = '111122223333';
const IDENTITIES = [RESOURCE_TYPES.role, RESOURCE_TYPES.user, RESOURCE_TYPES.managedPolicy];
const payments: SourcedAccount = {
  accountId,
  name: 'payments',
  email: null,
  status: 'active',
  organizationId: 'o-one',
  ouPath: 'Root',
  partition: 'aws',
};

function role(name: string, change: Partial<ObservedResource> = {}): ObservedResource {
  return plainResource({
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    accountId,
    resourceType: RESOURCE_TYPES.role,
    name,
    settings: { id: `AROA${name}`, createdAt: '2026-01-01T00:00:00.000Z', description: null, maxSessionSeconds: 3_600 },
    document: '{"Statement":[]}',
    ...change,
  });
}

/** An account as a test wants it, two resources on a page. */
class FakeCollector extends Collector {
  override readonly summary = 'What a test wants.';
  override readonly awsPermissions = [];
  skips: string[] = [];
  pageSize = 2;
  resources: ObservedResource[] = [];
  failAfterPages = Number.POSITIVE_INFINITY;
  hold: Promise<void> = Promise.resolve();

  constructor(
    override readonly id: string,
    override readonly resourceTypes: readonly string[],
  ) {
    super();
  }

  override async collectOne(_place: Place, arn: string): Promise<ObservedResource | null> {
    return this.resources.find((resource) => resource.arn === arn) ?? null;
  }

  override async *collect({ signal, skipRegion }: CollectorTarget): AsyncIterable<readonly ObservedResource[]> {
    await this.hold;
    for (const region of this.skips) skipRegion(region);
    for (let page = 0; page * this.pageSize < this.resources.length; page += 1) {
      signal.throwIfAborted();
      if (page >= this.failAfterPages) {
        throw Object.assign(new Error('not authorized to read'), {
          name: 'AccessDenied',
          $metadata: { httpStatusCode: 403 },
        });
      }
      yield this.resources.slice(page * this.pageSize, (page + 1) * this.pageSize);
    }
  }
}

class AllRegions extends EnabledRegions {
  override async of() {
    return { enabled: ['us-east-1', 'eu-west-1'], disabled: [] };
  }
}

class FakeSource implements AccountSource {
  accounts: SourcedAccount[] | Error = [payments];
  constructor(readonly id: string) {}
  async list(): Promise<readonly SourcedAccount[]> {
    if (this.accounts instanceof Error) throw this.accounts;
    return this.accounts;
  }
}

let postgres: TestPostgres;
let database: Database;
let collector: FakeCollector;
let other: FakeCollector;
let collectorRefreshes: CollectorRefreshes;
let source: FakeSource;
let refreshAccount: RefreshAccount;
let readAccounts: ReadAccounts;
let runs = 0;

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: inventoryMigrations });
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});

beforeEach(async () => {
  collector = new FakeCollector('fake', IDENTITIES);
  other = new FakeCollector('other', [RESOURCE_TYPES.queue]);
  source = new FakeSource('organization:one');
  const clock = new FakeClock();
  const log = createLogger('inventory', { level: 'silent' });
  const accounts = new AccountRepository(database, new AccountSources([]));
  const resources = new ResourceRepository(database);
  const outbox = new Outbox({ service: 'inventory' });
  const resourceLedger = new ResourceLedger(database, resources, outbox, clock);
  const intake = new ResourceIntake(resources, resourceLedger, new OwnerTags(['gatehouse-owner', 'owner']));
  const collectors = new Collectors([collector, other]);
  const reading = new AccountReading(
    collectors,
    new AllRegions(),
    new CollectorReading(collectors, intake, clock, log),
    accounts,
  );
  collectorRefreshes = new CollectorRefreshes(database);
  const parts = new RefreshedParts(accounts, collectorRefreshes);
  const ledger = new RefreshLedger(database, parts, outbox, clock);
  refreshAccount = new RefreshAccount(accounts, new AccountLock(database), reading, ledger);
  const stores = new AccountStores(database, accounts, resources, resourceLedger);
  readAccounts = new ReadAccounts(new AccountSources([source]), stores, clock, log);
  await readAccounts.execute(AbortSignal.timeout(5_000));
});
afterEach(async () => {
  await database.query('DELETE FROM accounts');
  await database.query('DELETE FROM resources');
  await database.query('DELETE FROM outbox');
});

function refresh({ waits = false, unlessReadSince = null as Date | null } = {}) {
  runs += 1;
  const run = { accountId, runId: `run-${runs}`, signal: AbortSignal.timeout(10_000), waits, unlessReadSince };
  return refreshAccount.execute(run);
}

async function told(): Promise<Record<string, unknown>[]> {
  const rows = await database.query<{ subject: string; data: Record<string, unknown> }>(
    'DELETE FROM outbox RETURNING subject, data, sequence',
  );
  return rows.map(({ subject, data }) => ({ news: subject.split('.').at(-1), ...data }));
}

async function rowVersions(): Promise<unknown> {
  const tables = ['resources', 'resource_versions', 'documents', 'principal_usage', 'accounts'];
  return Promise.all(
    tables.map((table) => database.query(`SELECT xmin::text, ctid::text FROM ${table} ORDER BY 1, 2`)),
  );
}

describe(RefreshAccount, () => {
  it('stores what is new and tells so, with the tags that say who may assume it', async () => {
    collector.resources = [
      role('reader', { tags: { 'gatehouse-authorized': 'payments' } }),
      role('writer'),
      role('third'),
    ];
    await expect(refresh()).resolves.toMatchObject({ principalCount: 3, changedCount: 3, failure: null });
    const news = await told();
    expect(news.map(({ news: it, arn, revision }) => [it, arn, revision])).toEqual([
      ['resource-changed', role('reader').arn, 1],
      ['resource-changed', role('writer').arn, 1],
      ['resource-changed', role('third').arn, 1],
      ['account-refreshed', undefined, undefined],
    ]);
    expect(news[0]).toMatchObject({ change: 'created', changed: [], tags: { 'gatehouse-authorized': 'payments' } });
  });

  it('writes no row of an unchanged account', async () => {
    const used = { lastUsedAt: new Date('2026-11-01T00:00:00Z'), region: 'eu-west-1' };
    collector.resources = [role('reader', { usage: used }), role('writer')];
    await refresh();
    await told();
    const before = await rowVersions();
    await expect(refresh()).resolves.toMatchObject({ principalCount: 2, changedCount: 0 });
    expect(await rowVersions()).toEqual(before);
    expect((await told()).map(({ news }) => news)).toEqual(['account-refreshed']);
  });

  it('tells which parts of a role changed, once, with the next revision', async () => {
    collector.resources = [role('reader'), role('writer')];
    await refresh();
    await told();
    collector.resources = [role('reader', { tags: { team: 'a' }, document: '{"Statement":[1]}' }), role('writer')];
    await refresh();
    await refresh();
    const changes = (await told()).filter(({ news }) => news === 'resource-changed');
    expect(changes).toMatchObject([
      { arn: role('reader').arn, change: 'updated', changed: ['tags', 'trust-policy'], revision: 2 },
    ]);
  });

  it('notes use without calling it a change', async () => {
    collector.resources = [role('reader')];
    await refresh();
    await told();
    collector.resources = [role('reader', { usage: { lastUsedAt: new Date('2026-11-22T09:00:00Z'), region: null } })];
    await expect(refresh()).resolves.toMatchObject({ changedCount: 0 });
    expect(await database.query('SELECT last_used_at FROM principal_usage')).toEqual([
      { last_used_at: new Date('2026-11-22T09:00:00Z') },
    ]);
  });

  it('believes the latest of what AWS says of the last use, and forgets it of what is made anew', async () => {
    const used = (day: string) => ({ usage: { lastUsedAt: new Date(`2026-11-${day}T00:00:00Z`), region: null } });
    collector.resources = [role('reader', used('20')), role('writer', used('20'))];
    await refresh();
    const unchanged = await rowVersions();
    collector.resources = [role('reader', used('10')), role('writer', used('10'))];
    await refresh();
    expect(await rowVersions()).toEqual(unchanged);
    collector.resources = [role('reader', { settings: { id: 'AROAanother' } })];
    await refresh();
    collector.resources = [role('reader', { settings: { id: 'AROAanother' } }), role('writer', used('01'))];
    await refresh();
    expect(await database.query('SELECT arn, last_used_at AS at FROM principal_usage')).toEqual([
      { arn: role('writer').arn, at: new Date('2026-11-01T00:00:00Z') },
    ]);
  });

  it('keeps every state that a role was in, also the last before it went', async () => {
    collector.resources = [role('reader', { tags: { owner: 'payments' } })];
    await refresh();
    collector.resources = [role('reader', { tags: { owner: 'billing' } })];
    await refresh();
    await refresh();
    collector.resources = [];
    await refresh();
    const versions = await database.query(
      'SELECT revision, change, changed, tags, changed_by FROM resource_versions WHERE arn = $1 ORDER BY revision',
      [role('reader').arn],
    );
    expect(versions).toEqual([
      { revision: 1, change: 'created', changed: [], tags: { owner: 'payments' }, changed_by: null },
      { revision: 2, change: 'updated', changed: ['tags'], tags: { owner: 'billing' }, changed_by: null },
      { revision: 3, change: 'deleted', changed: [], tags: { owner: 'billing' }, changed_by: null },
    ]);
    expect(await database.query('SELECT owner FROM resources')).toEqual([{ owner: 'billing' }]);
  });

  it('tells what is gone, and goes on counting when it comes back', async () => {
    collector.resources = [role('reader'), role('writer')];
    await refresh();
    collector.resources = [role('writer')];
    await refresh();
    collector.resources = [role('reader'), role('writer')];
    await refresh();
    const ofReader = (await told()).filter(({ arn }) => arn === role('reader').arn);
    expect(ofReader.map(({ news, change, revision }) => [news, change, revision])).toEqual([
      ['resource-changed', 'created', 1],
      ['resource-deleted', undefined, 2],
      ['resource-changed', 'created', 3],
    ]);
  });

  it('deletes nothing when it could not read everything, and says why', async () => {
    collector.resources = [role('a'), role('b'), role('c'), role('d')];
    await refresh();
    await told();
    collector.failAfterPages = 1;
    await expect(refresh()).resolves.toMatchObject({ failure: { code: 'AccessDenied' } });
    expect(await told()).toMatchObject([
      { news: 'account-refreshed', outcome: 'failed', failureCode: 'AccessDenied', changedCount: 0 },
    ]);
    expect(await database.query('SELECT count(*)::int AS n FROM resources WHERE deleted_at IS NULL')).toEqual([
      { n: 4 },
    ]);
    const [record] = await database.query('SELECT failure_code, principal_count, refreshed_at FROM account_refreshes');
    expect(record).toMatchObject({ failure_code: 'AccessDenied', principal_count: 4, refreshed_at: expect.any(Date) });
  });

  it('says of each part how it went while others are still being read', async () => {
    let letGo: () => void = () => undefined;
    collector.hold = new Promise((resolve) => (letGo = resolve));
    other.failAfterPages = 0;
    other.resources = [role('out-of-reach', { resourceType: RESOURCE_TYPES.queue })];
    const going = refresh();
    const known = async (id: string) => collectorRefreshes.lastOf(accountId, id);
    while (((await known('other'))?.endedAt ?? null) === null) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await known('other')).toMatchObject({ failureCode: 'AccessDenied' });
    expect(await known('fake')).toMatchObject({ endedAt: null });
    letGo();
    await going;
    expect(await known('fake')).toMatchObject({ endedAt: expect.any(Date), failureCode: null });
  });

  it('runs one refresh of an account at a time', async () => {
    let letGo = () => {};
    collector.hold = new Promise((resolve) => (letGo = resolve));
    collector.resources = [role('reader')];
    const first = refresh();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(refresh()).resolves.toBeNull();
    const next = refresh({ waits: true });
    letGo();
    await expect(first).resolves.toMatchObject({ changedCount: 1 });
    await expect(next).resolves.toMatchObject({ changedCount: 0 });
  });

  it('leaves alone what another sweep has read since this one began', async () => {
    collector.resources = [role('reader')];
    await refresh();
    collector.resources = [role('reader'), role('writer')];
    await expect(refresh({ unlessReadSince: new Date(0) })).resolves.toBeNull();
    const later = new Date('2100-01-01T00:00:00Z');
    await expect(refresh({ unlessReadSince: later })).resolves.toMatchObject({ changedCount: 1 });
  });

  it("stores AWS's own policies once, and keeps them when an account uses them no more", async () => {
    const readOnly = role('x', {
      arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      accountId: 'aws',
      resourceType: RESOURCE_TYPES.managedPolicy,
      name: 'ReadOnlyAccess',
    });
    collector.resources = [readOnly, role('reader')];
    await refresh();
    await expect(refresh()).resolves.toMatchObject({ changedCount: 0 });
    collector.resources = [role('reader')];
    await expect(refresh()).resolves.toMatchObject({ changedCount: 0 });
    expect(
      await database.query("SELECT revision FROM resources WHERE account_id = 'aws' AND deleted_at IS NULL"),
    ).toEqual([{ revision: 1 }]);
  });

  it('reads no account that is not active or not known', async () => {
    source.accounts = [{ ...payments, status: 'suspended' }];
    await readAccounts.execute(AbortSignal.timeout(5_000));
    await expect(refresh()).resolves.toBeNull();
    const unknown = { accountId: '999999999999', runId: 'r', signal: AbortSignal.timeout(5_000), waits: false };
    await expect(refreshAccount.execute({ ...unknown, unlessReadSince: null })).resolves.toBeNull();
  });
});

describe('the parts of an account', () => {
  const queue = (name: string, region: string) =>
    plainResource({
      arn: `arn:aws:sqs:${region}:${accountId}:${name}`,
      accountId,
      resourceType: RESOURCE_TYPES.queue,
      name,
      region,
    });
  const stateOf = async () =>
    (await collectorRefreshes.of(accountId)).map(({ collectorId, failureCode, refreshedAt, resourceCount }) => ({
      collectorId,
      failureCode,
      wasRead: refreshedAt !== null,
      resourceCount,
    }));

  it('stay fresh when one of them fails', async () => {
    collector.resources = [role('reader')];
    other.resources = [queue('orders', 'eu-west-1')];
    other.failAfterPages = 0;
    await expect(refresh()).resolves.toMatchObject({
      principalCount: 1,
      failure: { code: 'AccessDenied', message: 'Could not read other. other: not authorized to read' },
    });
    expect(await stateOf()).toEqual([
      { collectorId: 'fake', failureCode: null, wasRead: true, resourceCount: 1 },
      { collectorId: 'other', failureCode: 'AccessDenied', wasRead: false, resourceCount: 0 },
    ]);
    collector.resources = [];
    await refresh();
    expect((await told()).filter(({ news }) => news === 'resource-deleted')).toMatchObject([
      { arn: role('reader').arn },
    ]);
  });

  it('keep what is known of a region that cannot be asked, and say so', async () => {
    other.resources = [queue('orders', 'eu-west-1'), queue('orders', 'af-south-1')];
    await refresh();
    await told();
    other.resources = [];
    other.skips = ['af-south-1'];
    await expect(refresh()).resolves.toMatchObject({ failure: null, changedCount: 1 });
    expect((await told())[0]).toMatchObject({ news: 'resource-deleted', arn: queue('orders', 'eu-west-1').arn });
    expect(await collectorRefreshes.lastOf(accountId, 'other')).toMatchObject({ skippedRegions: ['af-south-1'] });
  });
});

describe('odd input', () => {
  const everything = async () =>
    database.query<{ name: string; tags: Record<string, string>; text: string | null }>(
      `SELECT name, tags, text FROM resources LEFT JOIN documents ON hash = decode(parts->>'document', 'hex')
       WHERE deleted_at IS NULL ORDER BY name`,
    );

  it('is kept as it is, and is no news the next time', async () => {
    const manyTags = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`tag-${n}`, `value ${n}`]));
    collector.resources = [
      role('does-not-parse', { document: '{"Statement": [{' }),
      role('holds-nothing', { document: '' }),
      role('many-tags', { tags: manyTags }),
      role('x'.repeat(52) + '+=,.@-_', { path: '/\u0021\u007e/' }),
      role('nul', { document: 'a\u0000b', tags: { 'naïve 😀': '\ud800' } }),
      role('', { arn: '' }),
    ];
    await expect(refresh()).resolves.toMatchObject({ failure: null, principalCount: 5, changedCount: 5 });
    const stored = await everything();
    expect(stored.map(({ name, text }) => [name, text])).toEqual([
      ['does-not-parse', '{"Statement": [{'],
      ['holds-nothing', ''],
      ['many-tags', '{"Statement":[]}'],
      ['nul', 'a\ufffdb'],
      ['x'.repeat(52) + '+=,.@-_', '{"Statement":[]}'],
    ]);
    expect(stored[2]?.tags).toEqual(manyTags);
    expect(stored[3]?.tags).toEqual({ 'naïve 😀': '\ufffd' });
    await expect(refresh()).resolves.toMatchObject({ changedCount: 0 });
  });

  it('may be nothing at all, or five thousand roles', async () => {
    await expect(refresh()).resolves.toMatchObject({ failure: null, principalCount: 0 });
    collector.pageSize = 1_000;
    collector.resources = Array.from({ length: 5_000 }, (_, n) => role(`role-${n}`));
    await expect(refresh()).resolves.toMatchObject({ principalCount: 5_000, changedCount: 5_000 });
    await expect(refresh()).resolves.toMatchObject({ principalCount: 5_000, changedCount: 0 });
    collector.resources = [];
    await expect(refresh()).resolves.toMatchObject({ principalCount: 0, changedCount: 5_000 });
  });
});

describe('a resource that was read by itself while its account was', () => {
  it('stays as it was read last', async () => {
    collector.resources = [role('reader', { tags: { as: 'before' } })];
    await refresh();
    const clock = new Date(Date.now() + 60_000);
    await database.query('UPDATE resources SET changed_at = $1', [clock]);
    collector.resources = [role('reader', { tags: { as: 'an older page tells' } })];
    await expect(refresh()).resolves.toMatchObject({ changedCount: 0 });
    collector.resources = [];
    await expect(refresh()).resolves.toMatchObject({ changedCount: 0 });
    expect(await database.query('SELECT tags, deleted_at FROM resources')).toEqual([
      { tags: { as: 'before' }, deleted_at: null },
    ]);
  });
});

describe(ReadAccounts, () => {
  it('takes away what left the organization, with everything in it', async () => {
    collector.resources = [role('reader')];
    await refresh();
    await told();
    source.accounts = [];
    await expect(readAccounts.execute(AbortSignal.timeout(5_000))).resolves.toEqual([]);
    expect(await told()).toMatchObject([{ news: 'resource-deleted', arn: role('reader').arn, accountId }]);
  });

  it('keeps what it knows when the organization cannot be read, and records why', async () => {
    source.accounts = Object.assign(new Error('no'), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(readAccounts.execute(AbortSignal.timeout(5_000))).resolves.toEqual([accountId]);
    expect(await database.query('SELECT failure_code, refreshed_at FROM account_sources')).toEqual([
      { failure_code: 'AccessDeniedException', refreshed_at: expect.any(Date) },
    ]);
  });

  it('writes no row when nothing changed', async () => {
    const before = await rowVersions();
    await readAccounts.execute(AbortSignal.timeout(5_000));
    expect(await rowVersions()).toEqual(before);
  });
});
