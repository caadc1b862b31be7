import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  findAccount,
  listAccounts,
  listGuardrails,
  listOrganizationNodes,
  runTask,
  type OrganizationNode,
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
import pg from 'pg';
import { inventory } from './inventory.manifest.js';
import { InventoryModule } from './inventory.module.js';

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-estate-'));
const MANAGEMENT = '100000000001';
const PRODUCTION = '100000000003';
let sandbox: TestSandbox;
let nats: TestNats;
let postgres: TestPostgres;
let redis: TestRedis;
let actors: TestActors;
let service: RunningService;
let caller: TestCaller;
let pool: pg.Pool;

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
  organizations: [{ managementAccountId: '${MANAGEMENT}' }]
  accounts:
    - { accountId: '${PRODUCTION}', aliases: [pay], environment: production, sensitive: true, owner: payments@example.com }
    - { accountId: '999999999999', name: by-hand, syncEnabled: false }
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }`,
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
  await until(async () => (await fetch(`${service.healthUrl}/readyz`)).ok);
  caller = await testCaller(nats.url, [...inventory.handles]);
  pool = new pg.Pool({ connectionString: postgres.url });
  await until(async () => (await guardrailsRead()) > 0);
}, 60_000);

afterAll(async () => {
  process.env = before;
  await pool.end();
  await caller.stop();
  await service.stop();
  await Promise.all([actors.stop(), sandbox.stop()]);
  await Promise.all([nats.stop(), postgres.drop(), redis.stop()]);
  rmSync(folder, { recursive: true });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('It did not happen within 30 s.');
}

async function guardrailsRead(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM organizations WHERE refreshed_at IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
}

const ada = () => actors.asPerson();

async function childrenOf(parentId?: string): Promise<OrganizationNode[]> {
  const found: OrganizationNode[] = [];
  let cursor: string | undefined;
  do {
    const request = { limit: 1, ...(parentId && { parentId }), ...(cursor && { cursor }) };
    const page = await caller.call(listOrganizationNodes, await ada(), request);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

describe(findAccount.subject, () => {
  it('tells what is in it, what limits it, and how fresh each part is', async () => {
    const { account, collectors, guardrails, resourceCounts } = await caller.call(findAccount, await ada(), {
      accountId: PRODUCTION,
    });
    expect(account).toMatchObject({
      name: 'payments-production',
      organizationId: 'o-gatehousedemo',
      ouPath: 'Root/Workloads/Production',
      aliases: ['pay'],
      environment: 'production',
      isSensitive: true,
      isSyncEnabled: true,
      owner: 'payments@example.com',
      regions: ['us-east-1'],
    });
    expect(resourceCounts.find(({ resourceType }) => resourceType === 'AWS::IAM::Role')?.count).toBeGreaterThan(5);
    expect(collectors.length).toBeGreaterThan(5);
    expect(collectors.find(({ collectorId }) => collectorId === 'iam')?.freshness.state).toMatch(/fresh|refreshing/);
    const named = (name: string) => guardrails.find((guardrail) => guardrail.name === name);
    expect(named('protect-audit-logs')).toMatchObject({
      kind: 'service-control-policy',
      isAwsManaged: false,
      attachedTo: [{ name: 'Production', kind: 'unit' }],
    });
    expect(named('FullAWSAccess')).toMatchObject({ isAwsManaged: true });
    expect(named('audit-logs-stay-inside')).toMatchObject({
      kind: 'resource-control-policy',
      attachedTo: [{ name: 'Root', kind: 'root' }],
    });
    expect(named('sandbox-services')).toBeUndefined();
  });

  it('shows no guardrails above a management account, because none binds it', async () => {
    expect((await caller.call(findAccount, await ada(), { accountId: MANAGEMENT })).guardrails).toEqual([]);
  });

  it('shows an account that only the configuration names, without reading it', async () => {
    const { account } = await caller.call(findAccount, await ada(), { accountId: '999999999999' });
    expect(account).toMatchObject({ name: 'by-hand', isSyncEnabled: false, freshness: { state: 'never' } });
    expect((await caller.call(listAccounts, await ada(), {})).items).toHaveLength(7);
  });

  it('does not know every account', async () => {
    await expect(caller.call(findAccount, await ada(), { accountId: '888888888888' })).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'ACCOUNT_UNKNOWN' },
    });
  });
});

describe(listOrganizationNodes.subject, () => {
  it('shows the tree level by level, units first, in pages of any size', async () => {
    const [root, ...others] = await childrenOf();
    expect(others).toEqual([]);
    expect(root).toMatchObject({ kind: 'root', parentId: null, accountCount: 6, organizationId: 'o-gatehousedemo' });
    const level = await childrenOf(root?.nodeId);
    expect(level.filter(({ kind }) => kind === 'unit').map(({ name }) => name)).toEqual([
      'Sandbox',
      'Security',
      'Workloads',
    ]);
    const workloads = level.find(({ name }) => name === 'Workloads');
    const [production] = await childrenOf(workloads?.nodeId);
    expect(production).toMatchObject({ name: 'Production', accountCount: 2 });
    expect(production?.guardrailIds).toHaveLength(4);
    const accounts = await childrenOf(production?.nodeId);
    expect(accounts.find(({ accountId }) => accountId === PRODUCTION)).toMatchObject({
      kind: 'account',
      name: 'payments-production',
      accountCount: 1,
    });
  });

  it('refuses a cursor of another level', async () => {
    await expect(caller.call(listOrganizationNodes, await ada(), { cursor: 'made-up' })).rejects.toMatchObject({
      failure: { reason: 'CURSOR_INVALID' },
    });
  });
});

describe(listGuardrails.subject, () => {
  it('lists the policies of all organizations by name, page by page', async () => {
    const first = await caller.call(listGuardrails, await ada(), { limit: 3 });
    const rest = await caller.call(listGuardrails, await ada(), { cursor: first.nextCursor });
    const names = [...first.items, ...rest.items].map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(['FullAWSAccess', 'RCPFullAWSAccess', 'approved-regions']));
  });

  it('finds a part of the name or the description', async () => {
    const { items } = await caller.call(listGuardrails, await ada(), { search: 'audit' });
    expect(items.map(({ name }) => name)).toEqual(['audit-logs-stay-inside', 'protect-audit-logs']);
  });
});

describe('the tree and the guardrails', () => {
  it('are written once, however often they are read', async () => {
    const versions = async () =>
      (await pool.query<{ count: number }>('SELECT count(*)::integer AS count FROM organization_versions')).rows[0];
    const rows = async () =>
      (await pool.query('SELECT node_id, xmin::text FROM organization_nodes ORDER BY node_id')).rows as unknown;
    const [earlier, stored] = [await versions(), await rows()];
    const readAt = async () =>
      (await pool.query<{ at: Date }>('SELECT refreshed_at AS at FROM organizations')).rows[0]?.at.getTime() ?? 0;
    const began = await readAt();
    await caller.call(runTask, await actors.asPerson({ id: 'cyrus@example.com', privileges: ['administrator'] }), {
      taskId: 'refresh-accounts',
    });
    await until(async () => (await readAt()) > began);
    expect(await versions()).toEqual(earlier);
    expect(await rows()).toEqual(stored);
  });
});
