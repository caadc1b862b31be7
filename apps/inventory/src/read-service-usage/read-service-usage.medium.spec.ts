import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { AwsClients, awsEstateOf, parseGatehouseFile } from '@gatehouse/aws';
import { openDatabase, type Database } from '@gatehouse/persistence';
import { createLogger } from '@gatehouse/telemetry';
import { FakeClock, testPostgres, testSandbox, type TestPostgres } from '@gatehouse/testing';
import { FindServiceUsageQuery } from '../find-service-usage/find-service-usage.query.js';
import { inventoryMigrations } from '../migrations/inventory-migrations.js';
import { ResourceFeed } from '../search/resource-feed.js';
import { accessReportOf } from '../service-usage/access-report.rules.js';
import { AccessReports, IamAccessReports, type FetchedReport } from '../service-usage/access-reports.js';
import { ServiceUsageRepository } from '../service-usage/service-usage.repository.js';
import { UsageTurns } from '../service-usage/usage-turns.js';
import { Sight } from '../visibility/sight.js';
import { AccountTurn, ReportPauses } from './account-turn.js';
import { ReadServiceUsage } from './read-service-usage.use-case.js';

const DAY_SECONDS = 24 * 60 * 60;
const account = '111122223333';
const otherAccount = '444455556666';
const readerArn = `arn:aws:iam::${account}:role/reader`;
const adaArn = `arn:aws:iam::${account}:user/ada`;
const usedAt = new Date('2026-01-10T08:00:00.000Z');

class FakeReports extends AccessReports {
  asked: string[] = [];
  fetched = 0;
  isSlow = false;
  refusals = new Map<string, Error>();

  override async ask(accountId: string, arn: string): Promise<string> {
    const refusal = this.refusals.get(arn) ?? this.refusals.get(accountId);
    if (refusal) throw refusal;
    this.asked.push(arn);
    return `job-${arn}`;
  }

  override async fetch(_accountId: string, jobId: string): Promise<FetchedReport> {
    this.fetched += 1;
    if (this.isSlow) return 'being-made';
    if (jobId.endsWith('/lost')) return 'lost';
    const services = [
      {
        ServiceNamespace: 's3',
        ServiceName: 'Amazon S3',
        LastAuthenticated: usedAt,
        LastAuthenticatedRegion: 'eu-west-1',
      },
      { ServiceNamespace: 'ec2', ServiceName: 'Amazon EC2' },
    ];
    return accessReportOf(services, new Date('2026-01-15T00:00:00Z'));
  }
}

function awsError(name: string): Error {
  return Object.assign(new Error(`${name} happened`), { name, $metadata: { httpStatusCode: 400 } });
}

let postgres: TestPostgres;
let database: Database;
let clock: FakeClock;
let reports: FakeReports;
let usage: FindServiceUsageQuery;

beforeAll(async () => {
  postgres = await testPostgres({ service: 'inventory' });
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: inventoryMigrations });
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});
beforeEach(async () => {
  clock = new FakeClock();
  reports = new FakeReports();
  usage = new FindServiceUsageQuery(database);
  for (const id of [account, otherAccount]) await addAccount(id);
  await addPrincipal(readerArn, 'AWS::IAM::Role');
  await addPrincipal(adaArn, 'AWS::IAM::User');
});
afterEach(async () => {
  for (const table of ['accounts', 'resources', 'service_lists', 'service_names']) {
    await database.query(`DELETE FROM ${table}`);
  }
});

async function addAccount(accountId: string): Promise<void> {
  await database.query(
    `INSERT INTO accounts (account_id, name, status, source_id, ou_path, partition, first_seen_at, changed_at)
     VALUES ($1, $1, 'active', 'test', '', 'aws', now(), now())`,
    [accountId],
  );
  await database.query(
    `INSERT INTO account_refreshes (account_id, run_id, attempted_at, ended_at, refreshed_at)
     VALUES ($1, 'run', now(), now(), now())`,
    [accountId],
  );
}

async function addPrincipal(arn: string, type: string): Promise<void> {
  await database.query(
    `INSERT INTO resources (arn, account_id, resource_type, name, path, tags, settings, parts, content_hash, revision,
       first_seen_at, changed_at)
     VALUES ($1, $2, $3, 'name', '/', '{}', '{"createdAt":"2020-01-01T00:00:00.000Z"}', '{}', '', 1, now(), now())`,
    [arn, arn.split(':')[4], type],
  );
}

const turnWith = (source: AccessReports, pauses: readonly number[] = [1]) =>
  new AccountTurn(source, new ServiceUsageRepository(database), clock, new ReportPauses(pauses));

function read(source: AccessReports = reports): Promise<void> {
  const log = createLogger('inventory', { level: 'silent' });
  const readServiceUsage = new ReadServiceUsage(new UsageTurns(database), turnWith(source), clock, log);
  return readServiceUsage.execute(AbortSignal.timeout(10_000));
}

const turns = () =>
  database.query(`SELECT account_id AS id, failure_code AS failure FROM service_usage_turns ORDER BY account_id`);

describe(ReadServiceUsage, () => {
  it('shows which services a role used and which it never did', async () => {
    await read();
    await expect(usage.execute({ arn: readerArn }, Sight.everything)).resolves.toEqual({
      isPrincipal: true,
      services: [
        { service: 's3', serviceName: 'Amazon S3', lastUsedAt: usedAt.toISOString(), region: 'eu-west-1' },
        { service: 'ec2', serviceName: 'Amazon EC2', lastUsedAt: null, region: null },
      ],
      reportedAt: '2026-01-15T00:00:00.000Z',
      trackedSince: '2024-12-11T00:00:00.000Z',
      isBeingMade: false,
      failure: null,
    });
    expect(await database.query('SELECT services FROM service_lists')).toEqual([{ services: ['ec2', 's3'] }]);
  });

  it('asks for each principal once a day, whoever runs it and however often', async () => {
    await Promise.all([read(), read()]);
    await read();
    expect(reports.asked.sort()).toEqual([readerArn, adaArn].sort());
    clock.advance(DAY_SECONDS - 1);
    await read();
    expect(reports.asked).toHaveLength(2);
    clock.advance(2 * 60 * 60);
    await read();
    expect(reports.asked).toHaveLength(4);
  });

  it('fetches later what IAM was still making, without asking for it again', async () => {
    reports.isSlow = true;
    await read();
    await expect(usage.execute({ arn: readerArn }, Sight.everything)).resolves.toMatchObject({
      isBeingMade: true,
      reportedAt: null,
    });
    reports.isSlow = false;
    clock.advance(3_600);
    await read();
    await expect(usage.execute({ arn: readerArn }, Sight.everything)).resolves.toMatchObject({
      isBeingMade: false,
      failure: null,
    });
    expect(reports.asked).toHaveLength(2);
  });

  it('goes on where a process died in the middle', async () => {
    const dies = new AbortController();
    reports.isSlow = true;
    const turn = turnWith(reports, [60_000]).take(account, dies.signal);
    while (reports.fetched < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    dies.abort();
    await expect(turn).rejects.toThrow();
    reports.isSlow = false;
    await read();
    expect(reports.asked).toHaveLength(2);
    await expect(usage.execute({ arn: adaArn }, Sight.everything)).resolves.toMatchObject({
      reportedAt: expect.any(String),
    });
  });

  it('gives every account its turn, though one refuses, and says why with its principals', async () => {
    reports.refusals.set(account, awsError('AccessDenied'));
    const otherArn = `arn:aws:iam::${otherAccount}:role/other`;
    await addPrincipal(otherArn, 'AWS::IAM::Role');
    await read();
    expect(await turns()).toEqual([
      { id: account, failure: 'AccessDenied' },
      { id: otherAccount, failure: null },
    ]);
    await expect(usage.execute({ arn: otherArn }, Sight.everything)).resolves.toMatchObject({
      services: { length: 2 },
    });
    await expect(usage.execute({ arn: readerArn }, Sight.everything)).resolves.toMatchObject({
      services: [],
      failure: { code: 'AccessDenied', message: 'AccessDenied happened' },
    });
  });

  it('fails when no account could be asked', async () => {
    for (const id of [account, otherAccount]) reports.refusals.set(id, awsError('AccessDenied'));
    await addPrincipal(`arn:aws:iam::${otherAccount}:role/other`, 'AWS::IAM::Role');
    await expect(read()).rejects.toThrow('AccessDenied');
  });

  it('passes over a principal that is gone, and a report that was lost', async () => {
    const lostArn = `arn:aws:iam::${account}:role/lost`;
    await addPrincipal(lostArn, 'AWS::IAM::Role');
    reports.refusals.set(readerArn, awsError('NoSuchEntityException'));
    await read();
    await expect(usage.execute({ arn: readerArn }, Sight.everything)).resolves.toMatchObject({
      failure: { code: 'NoSuchEntityException' },
    });
    await expect(usage.execute({ arn: lostArn }, Sight.everything)).resolves.toMatchObject({
      failure: { code: 'ReportLost' },
    });
    await expect(usage.execute({ arn: adaArn }, Sight.everything)).resolves.toMatchObject({
      failure: null,
      services: { length: 2 },
    });
  });

  it('lets the last use count where none, or an earlier one, is known', async () => {
    await database.query(`INSERT INTO principal_usage VALUES ($1, '2026-01-12T00:00:00Z', null)`, [readerArn]);
    await read();
    expect(await database.query('SELECT arn, last_used_at AS at FROM principal_usage ORDER BY arn')).toEqual([
      { arn: readerArn, at: new Date('2026-01-12T00:00:00Z') },
      { arn: adaArn, at: usedAt },
    ]);
    const days: Record<string, string> = {};
    for await (const page of new ResourceFeed(database).uses()) {
      for (const [arn, day] of page) days[arn] = new Date(day * DAY_SECONDS * 1_000).toISOString().slice(0, 10);
    }
    expect(days).toEqual({ [readerArn]: '2026-01-12', [adaArn]: '2026-01-10' });
  });

  it('knows what makes no calls', async () => {
    const queueArn = `arn:aws:sqs:us-east-1:${account}:orders`;
    await addPrincipal(queueArn, 'AWS::SQS::Queue');
    await read();
    await expect(usage.execute({ arn: queueArn }, Sight.everything)).resolves.toMatchObject({
      isPrincipal: false,
      services: [],
    });
    await expect(usage.execute({ arn: `${queueArn}-2` }, Sight.everything)).rejects.toMatchObject({
      failure: { reason: 'RESOURCE_UNKNOWN' },
    });
  });
});

describe(IamAccessReports, () => {
  it('brings what the sandbox reports of a role that just called something', async () => {
    const before = { ...process.env };
    const sandbox = await testSandbox();
    Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
    const text = 'aws: { reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo } }';
    const clients = new AwsClients(awsEstateOf(parseGatehouseFile('gatehouse.yaml', text)), 'gatehouse-inventory');
    try {
      const payments = '100000000003';
      const s3 = clients.for(S3Client, { accountId: payments });
      await s3.send(new GetBucketLocationCommand({ Bucket: 'payments-production-receipts' }));
      const arn = `arn:aws:iam::${payments}:role/gatehouse-reader-spoke`;
      await addAccount(payments);
      await addPrincipal(arn, 'AWS::IAM::Role');
      await read(new IamAccessReports(clients));
      const { services, failure } = await usage.execute({ arn }, Sight.everything);
      expect(failure).toBeNull();
      expect(services.find(({ service }) => service === 's3')).toMatchObject({
        serviceName: 'Amazon S3',
        lastUsedAt: expect.any(String),
        region: 'us-east-1',
      });
      expect(services.find(({ service }) => service === 'kms')).toMatchObject({ lastUsedAt: null });
      expect(services.some(({ service }) => service === 'dynamodb')).toBe(false);
      const signal = AbortSignal.timeout(5_000);
      await expect(new IamAccessReports(clients).fetch(payments, 'f'.repeat(36), signal)).resolves.toBe('lost');
    } finally {
      clients.close();
      process.env = before;
      await sandbox.stop();
    }
  }, 60_000);
});
