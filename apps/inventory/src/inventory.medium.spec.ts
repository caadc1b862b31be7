import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DeleteQueueCommand, SQSClient, TagQueueCommand } from '@aws-sdk/client-sqs';
import {
  findPrincipal,
  findResource,
  findServiceUsage,
  listAccounts,
  listPrincipals,
  listResourceVersions,
  listTaskRunItems,
  listTaskRuns,
  listTasks,
  pauseTask,
  refreshAccount,
  refreshResource,
  runTask,
  searchResources,
  type Account,
  type PrincipalSummary,
  type RequestInputOf,
} from '@gatehouse/contracts';
import { connectNats, provision, streamsOf } from '@gatehouse/messaging';
import type { RunningService } from '@gatehouse/service-host';
import {
  testActors,
  testCaller,
  testNats,
  testPostgres,
  testRedis,
  testSandbox,
  testService,
  type TestActors,
  type TestCaller,
  type TestNats,
  type TestPostgres,
  type TestRedis,
  type TestSandbox,
} from '@gatehouse/testing';
import { inventory } from './inventory.manifest.js';
import { InventoryModule } from './inventory.module.js';
import pg from 'pg';

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-inventory-'));
const engineerArn = 'arn:aws:iam::100000000003:role/people/payments-engineer';
let sandbox: TestSandbox;
let nats: TestNats;
let postgres: TestPostgres;
let redis: TestRedis;
let actors: TestActors;
let service: RunningService;
let caller: TestCaller;
let secondsToReady: number;

beforeAll(async () => {
  [sandbox, nats, postgres, redis] = await Promise.all([
    testSandbox(),
    testNats(),
    testPostgres({ service: 'inventory' }),
    testRedis(),
  ]);
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  const bus = await connectNats({ url: nats.url, name: 'provisioner' });
  await provision(bus, streamsOf([inventory]));
  await bus.close();
  actors = await testActors({ natsUrl: nats.url, services: ['inventory', 'credentials'] });
  const configFile = join(folder, 'gatehouse.yaml');
  writeFileSync(
    configFile,
    `aws:
  organizations: [{ managementAccountId: '100000000001' }]
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }
  rateLimits: { 'iam:GenerateServiceLastAccessedDetails': 100, 'iam:GetServiceLastAccessedDetails': 100 }`,
  );
  service = await testService({
    manifest: inventory,
    module: InventoryModule.with(),
    natsUrl: nats.url,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    actors,
    environment: { GATEHOUSE_CONFIG_FILE: configFile, GATEHOUSE_EMBEDDED: 'true' },
  });
  const began = performance.now();
  await untilReady();
  secondsToReady = (performance.now() - began) / 1_000;
  caller = await testCaller(nats.url, [...inventory.handles]);
}, 60_000);

afterAll(async () => {
  process.env = before;
  await caller.stop();
  await service.stop();
  await Promise.all([actors.stop(), sandbox.stop()]);
  await Promise.all([nats.stop(), postgres.drop(), redis.stop()]);
  rmSync(folder, { recursive: true });
});

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await fetch(`${service.healthUrl}/readyz`)).ok) return;
    await pause(50);
  }
  throw new Error('The service did not become ready within 30 s.');
}

const ada = () => actors.asPerson();
const cyrus = () => actors.asPerson({ id: 'cyrus@example.com', privileges: ['administrator'] });

/** The schedule may just be reading an account once more. */
async function accountsOnceSettled(): Promise<Account[]> {
  for (let tries = 0; ; tries += 1) {
    const { items } = await caller.call(listAccounts, await ada(), {});
    if (tries === 100 || items.every(({ freshness }) => freshness.state !== 'refreshing')) return items;
    await pause(100);
  }
}

async function everyPage(request: RequestInputOf<typeof listPrincipals>): Promise<PrincipalSummary[]> {
  const found: PrincipalSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await caller.call(listPrincipals, await ada(), {
      ...request,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

describe('the first refresh', () => {
  it('is complete within seconds of the start', () => {
    expect(secondsToReady).toBeLessThan(15);
  });

  it('is one run, although the schedule begins at the start as well', async () => {
    const { items } = await caller.call(listTaskRuns, await cyrus(), { taskId: 'refresh-accounts' });
    expect(items).toMatchObject([{ requestedBy: null }]);
  });
});

describe(listAccounts.subject, () => {
  it('lists the accounts of the organization, with how fresh each is', async () => {
    const items = await accountsOnceSettled();
    expect(items.map(({ name }) => name)).toEqual([...items.map(({ name }) => name)].sort());
    expect(items).toHaveLength(6);
    const notFresh = items.filter(({ freshness }) => freshness.state !== 'fresh');
    expect(notFresh.map(({ name, freshness }) => ({ name, ...freshness }))).toEqual([]);
    expect(items.find(({ accountId }) => accountId === '100000000003')).toMatchObject({
      name: 'payments-production',
      status: 'active',
      organizationId: 'o-gatehousedemo',
      ouPath: 'Root/Workloads/Production',
      principalCount: expect.any(Number),
    });
  });

  it.each([
    ['a part of a name', 'PAYMENTS', 2],
    ['an account id', '100000000005', 1],
    ['a part of an OU path', 'workloads/production', 2],
    ['something that nothing has', 'nowhere', 0],
    ['what LIKE would take for anything', '%', 0],
  ])('finds by %s', async (_what, search, count) => {
    expect((await caller.call(listAccounts, await ada(), { search })).items).toHaveLength(count);
  });

  it('goes on after a page, and not in another list', async () => {
    const first = await caller.call(listAccounts, await ada(), { limit: 4 });
    const second = await caller.call(listAccounts, await ada(), { limit: 4, cursor: first.nextCursor });
    expect(new Set([...first.items, ...second.items].map(({ accountId }) => accountId)).size).toBe(6);
    expect(second.nextCursor).toBeUndefined();
    await expect(
      caller.call(listAccounts, await ada(), { search: 'payments', cursor: first.nextCursor }),
    ).rejects.toMatchObject({ failure: { code: 'invalid_argument', reason: 'CURSOR_INVALID' } });
  });
});

describe(listPrincipals.subject, () => {
  it('lists every principal once, sorted by ARN, whatever the size of pages', async () => {
    const inOnes = await everyPage({ limit: 7 });
    const arns = inOnes.map(({ arn }) => arn);
    expect(arns).toEqual([...arns].sort());
    expect(new Set(arns).size).toBe(arns.length);
    expect(arns.length).toBeGreaterThanOrEqual(60);
    expect((await everyPage({ limit: 1_000 })).map(({ arn }) => arn)).toEqual(arns);
  });

  it('filters by account, type and a part of the ARN', async () => {
    const found = await everyPage({ accountId: '100000000003', type: 'role', search: 'PAYMENTS-ENG' });
    expect(found).toMatchObject([
      {
        arn: engineerArn,
        accountName: 'payments-production',
        type: 'role',
        maxSessionSeconds: 14_400,
        tags: { 'gatehouse-authorized': 'payments-engineers' },
        revision: 1,
      },
    ]);
    const users = await everyPage({ type: 'user' });
    expect(users.length).toBeGreaterThan(0);
    expect(users.every(({ maxSessionSeconds }) => maxSessionSeconds === null)).toBe(true);
  });

  it('refuses a cursor that it did not write', async () => {
    await expect(caller.call(listPrincipals, await ada(), { cursor: 'made-up' })).rejects.toMatchObject({
      failure: { code: 'invalid_argument', reason: 'CURSOR_INVALID' },
    });
  });

  it('may be asked by credentials acting for itself', async () => {
    const actor = await actors.asService('credentials');
    expect((await caller.call(listPrincipals, actor, { limit: 1 })).items).toHaveLength(1);
  });
});

describe(findPrincipal.subject, () => {
  it('shows policies as they are, and since when this is known', async () => {
    const { principal } = await caller.call(findPrincipal, await ada(), { arn: engineerArn });
    expect(principal).toMatchObject({
      path: '/people/',
      trustPolicy: expect.stringContaining('gatehouse-broker'),
      inlinePolicies: [{ name: 'write-logs', arn: null }],
      attachedPolicies: [{ name: 'payments-read-data', document: expect.stringContaining('s3:') }],
      permissionsBoundary: { name: 'payments-boundary', document: expect.stringContaining('Statement') },
      lastUsedAt: expect.any(String),
      freshness: { state: 'fresh' },
    });
  });

  it('knows nothing of a principal nobody has seen', async () => {
    const arn = 'arn:aws:iam::100000000003:role/ghost';
    await expect(caller.call(findPrincipal, await ada(), { arn })).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'PRINCIPAL_UNKNOWN' },
    });
  });
});

describe(refreshAccount.subject, () => {
  it('reads one account again, and tells how it goes', async () => {
    const accountId = '100000000003';
    const of = async () =>
      (await caller.call(listAccounts, await ada(), { search: accountId })).items[0]?.freshness.refreshedAt;
    const earlier = await of();
    const { runId, freshness } = await caller.call(refreshAccount, await cyrus(), { accountId });
    expect(runId).toMatch(/^[0-9a-f-]{36}$/);
    expect(['refreshing', 'fresh']).toContain(freshness.state);
    for (let tries = 0; tries < 100 && (await of()) === earlier; tries += 1) await pause(50);
    expect(await of()).not.toBe(earlier);
  });

  it('refuses an account nobody knows', async () => {
    await expect(caller.call(refreshAccount, await cyrus(), { accountId: '999999999999' })).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'ACCOUNT_UNKNOWN' },
    });
  });

  it('is for administrators', async () => {
    await expect(caller.call(refreshAccount, await ada(), { accountId: '100000000003' })).rejects.toMatchObject({
      failure: { code: 'permission_denied', reason: 'PERMISSION_MISSING' },
    });
  });
});

describe('the tasks', () => {
  const taskId = 'refresh-accounts';
  const audrey = () => actors.asPerson({ id: 'audrey@example.com', privileges: ['auditor'] });

  it('are listed with how they are doing', async () => {
    const { items } = await caller.call(listTasks, await audrey(), {});
    expect(items.find((task) => task.taskId === taskId)).toMatchObject({ schedule: 'every 300 s', pausedBy: null });
  });

  it('run when asked to, and every run is in the history', async () => {
    const { runId } = await caller.call(runTask, await cyrus(), { taskId });
    const runs: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.call(listTaskRuns, await cyrus(), { taskId, limit: 1, ...(cursor && { cursor }) });
      runs.push(...page.items.map((run) => run.runId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(runs).toContain(runId);
    expect(new Set(runs).size).toBe(runs.length);
  });

  it('show account by account what a run brought, and which part', async () => {
    const { items: runs } = await caller.call(listTaskRuns, await audrey(), { taskId });
    const done = runs.filter(({ state, itemsTotal }) => state === 'succeeded' && (itemsTotal ?? 0) > 1);
    const pictures = await Promise.all(
      done.map(async ({ runId }) => caller.call(listTaskRunItems, await audrey(), { taskId, runId })),
    );
    // At boot two runs may meet, and one of them leaves the accounts to the other.
    const picture = pictures.find(({ items }) => items.some(({ item, rows }) => item === '100000000003' && rows));
    if (!picture) throw new Error('No run tells what it brought of the account.');
    const { items, run, counts } = picture;
    const question = { taskId, runId: run.runId };
    expect(counts).toEqual({ failed: 0, running: 0, waiting: 0, succeeded: run.itemsTotal });
    const payments = items.filter(({ item }) => item === '100000000003');
    expect(payments).toMatchObject([{ label: expect.stringMatching(/^[a-z]/), state: 'succeeded', error: null }]);
    const parts = payments.flatMap((account) => account.parts);
    const total = parts.reduce((sum, { rows }) => sum + Number(rows), 0);
    expect(payments.map(({ rows }) => rows)).toEqual([total]);
    expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['iam', 's3']));

    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = { ...question, limit: 4, ...(cursor && { cursor }) };
      const reply = await caller.call(listTaskRunItems, await audrey(), page);
      ids.push(...reply.items.map(({ item }) => item));
      cursor = reply.nextCursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(items.map(({ item }) => item));
    const other = { taskId: 'forget-denials', runId: question.runId };
    await expect(caller.call(listTaskRunItems, await audrey(), other)).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'RUN_UNKNOWN' },
    });
  });

  it('stop and go on with their schedule', async () => {
    const paused = await caller.call(pauseTask, await cyrus(), { taskId, isPaused: true });
    expect(paused.task).toMatchObject({ state: 'paused', pausedBy: 'cyrus@example.com' });
    const resumed = await caller.call(pauseTask, await cyrus(), { taskId, isPaused: false });
    expect(resumed.task.pausedBy).toBeNull();
  });

  it('are not for everybody, and a name that is none is said to be', async () => {
    await expect(caller.call(runTask, await audrey(), { taskId })).rejects.toMatchObject({
      failure: { reason: 'PERMISSION_MISSING' },
    });
    await expect(caller.call(listTaskRuns, await cyrus(), { taskId: 'make-coffee' })).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'TASK_UNKNOWN' },
    });
  });
});

describe(findResource.subject, () => {
  it('shows a bucket with its policy, settings, owner and page in the console', async () => {
    const arn = 'arn:aws:s3:::data-platform-shared-datasets';
    const { resource } = await caller.call(findResource, await ada(), { arn });
    expect(resource).toMatchObject({
      accountId: '100000000005',
      accountName: 'data-platform',
      resourceType: 'AWS::S3::Bucket',
      region: 'us-east-1',
      owner: 'data-owners',
      isPublic: false,
      documents: [{ kind: 'resource', arn: null, document: expect.stringContaining('payments-analytics') }],
      settings: { publicAccessBlock: expect.anything() },
      consoleUrl: expect.stringMatching(/s3\/buckets\/data-platform-shared-datasets\?region=us-east-1$/),
      deletedAt: null,
      freshness: { refreshedAt: expect.any(String), failure: null },
    });
  });

  it('shows what opens a bucket: its access control list, without a policy', async () => {
    const arn = 'arn:aws:s3:::sandbox-playground-downloads';
    const { resource } = await caller.call(findResource, await ada(), { arn });
    const everybody = { kind: 'group', grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' };
    expect(resource).toMatchObject({
      isPublic: true,
      documents: [],
      settings: { publicThrough: ['acl'], acl: [everybody, { kind: 'owner' }] },
    });
    const found = await caller.call(searchResources, await ada(), { isPublic: true, types: ['AWS::S3::Bucket'] });
    expect(found.items.map((item) => item.arn)).toContain(arn);
  });

  it('shows a role with every policy and the part it plays', async () => {
    const { resource } = await caller.call(findResource, await ada(), { arn: engineerArn });
    expect(resource.documents.map(({ kind, name }) => [kind, name])).toEqual([
      ['trust', 'trust policy'],
      ['inline', 'write-logs'],
      ['attached', 'payments-read-data'],
      ['boundary', 'payments-boundary'],
    ]);
    expect(resource.documents.every(({ document }) => document.includes('Statement'))).toBe(true);
  });

  it('shows what AWS itself owns, and reads it again through any account', async () => {
    const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const { resource } = await caller.call(findResource, await ada(), { arn });
    expect(resource).toMatchObject({
      accountId: 'aws',
      accountName: 'AWS',
      resourceType: 'AWS::IAM::Policy',
      documents: [{ kind: 'document', document: expect.stringContaining('"*"') }],
      freshness: { refreshedAt: expect.any(String), failure: null },
      deletedAt: null,
    });
    await expect(caller.call(refreshResource, await ada(), { arn })).resolves.toMatchObject({ outcome: 'unchanged' });
    expect((await caller.call(listResourceVersions, await ada(), { arn })).items).toHaveLength(1);
  });

  it('knows nothing of what was never seen', async () => {
    await expect(caller.call(findResource, await ada(), { arn: 'arn:aws:s3:::nobodys' })).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'RESOURCE_UNKNOWN' },
    });
  });
});

describe('a resource with ten thousand tags', () => {
  const arn = 'arn:aws:sqs:us-east-1:100000000006:tagged';

  it('has a page that says what is left out, a history, and a place in lists', async () => {
    const pool = new pg.Pool({ connectionString: postgres.url });
    try {
      await pool.query(
        `WITH made AS (
           INSERT INTO resources (arn, account_id, resource_type, name, path, region, tags, settings, parts, content_hash,
             revision, first_seen_at, changed_at)
           SELECT 'arn:aws:sqs:us-east-1:100000000006:tagged' || CASE n WHEN 0 THEN '' ELSE n::text END, '100000000006',
             'AWS::SQS::Queue', 'tagged', '/', 'us-east-1', tags, '{}', '{"document":null,"inline":[],"attached":[],"boundary":null}', '',
             1, now(), now()
           FROM generate_series(0, 3) AS n,
             (SELECT jsonb_object_agg(repeat('k', 120) || t, repeat('é', 256)) AS tags FROM generate_series(1, 10000) AS t) x
           RETURNING *)
         INSERT INTO resource_versions (arn, revision, change, changed, seen_at, tags, settings, parts)
         SELECT arn, 1, 'created', '{}', now(), tags, settings, parts FROM made`,
      );
      const { resource } = await caller.call(findResource, await ada(), { arn });
      expect(resource.omitted).toEqual([expect.stringMatching(/^9\d{3} of 10000 tags$/)]);
      const versions = await caller.call(listResourceVersions, await ada(), { arn });
      expect(versions.items[0]?.omitted).toHaveLength(1);
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const request = { search: 'tagged', accountId: '100000000006', limit: 500, ...(cursor && { cursor }) };
        const page = await caller.call(searchResources, await ada(), request);
        found.push(...page.items.map((item) => item.arn));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(found.filter((each) => each.startsWith(arn))).toHaveLength(4);
      expect(new Set(found).size).toBe(found.length);
    } finally {
      await pool.query(`DELETE FROM resources WHERE name = 'tagged'`);
      await pool.end();
    }
  });
});

describe(findServiceUsage.subject, () => {
  it('tells of a role when IAM was asked, which the task does', async () => {
    await caller.call(runTask, await cyrus(), { taskId: 'read-service-usage' });
    const find = async () => caller.call(findServiceUsage, await ada(), { arn: engineerArn });
    for (let tries = 0; tries < 450 && (await find()).reportedAt === null; tries += 1) await pause(100);
    const { services, failure } = await find();
    expect(failure).toBeNull();
    expect(services.slice(0, 2)).toMatchObject([
      { service: 's3', lastUsedAt: expect.any(String), region: 'us-east-1' },
      { service: 'logs', lastUsedAt: expect.any(String) },
    ]);
  });
});

describe(refreshResource.subject, () => {
  const queueUrl = () => `${sandbox.url}/100000000006/playground-inbox`;
  const arn = 'arn:aws:sqs:us-east-1:100000000006:playground-inbox';

  it('sees a change at once, as the next version', async () => {
    const administrator = {
      accessKeyId: 'AKIASANDBOXROOTDEMO1',
      secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001',
    };
    const sts = new STSClient({ region: 'us-east-1', credentials: administrator });
    const RoleArn = 'arn:aws:iam::100000000006:role/OrganizationAccountAccessRole';
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
    const sqs = new SQSClient({
      region: 'us-east-1',
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    // A refresh of the account that is under way may see a change first; what counts are the versions below.
    const readAgain = async () => (await caller.call(refreshResource, await ada(), { arn })).outcome;
    await accountsOnceSettled();
    expect(await readAgain()).toBe('unchanged');
    await sqs.send(new TagQueueCommand({ QueueUrl: queueUrl(), Tags: { team: 'blue' } }));
    expect(['updated', 'unchanged']).toContain(await readAgain());
    await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl() }));
    expect(['deleted', 'unchanged']).toContain(await readAgain());

    const first = await caller.call(listResourceVersions, await ada(), { arn, limit: 2 });
    expect(first.items).toMatchObject([
      { revision: 3, change: 'deleted', tags: { team: 'blue' } },
      { revision: 2, change: 'updated', changed: ['tags'], changedBy: null },
    ]);
    const rest = await caller.call(listResourceVersions, await ada(), { arn, limit: 2, cursor: first.nextCursor });
    expect(rest.items).toMatchObject([
      { revision: 1, change: 'created', documents: [{ kind: 'resource', document: expect.stringContaining('sns') }] },
    ]);
    expect(rest.nextCursor).toBeUndefined();
    const { resource } = await caller.call(findResource, await ada(), { arn });
    expect(resource).toMatchObject({ revision: 3, deletedAt: expect.any(String) });
  });

  it.each([
    ['what is in no account', 'arn:aws:sqs:us-east-1:999999999999:ghost', 'RESOURCE_UNKNOWN'],
    ['what tells no account', 'arn:aws:s3:::nobodys', 'RESOURCE_UNKNOWN'],
  ])('refuses %s', async (_what, unknown, reason) => {
    await expect(caller.call(refreshResource, await ada(), { arn: unknown })).rejects.toMatchObject({
      failure: { reason },
    });
  });
});
