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
  whatCan,
  whoCan,
  type AccessHolder,
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
import { accountsToRead } from './accounts-to-read-for-specs.js';
import { inventory } from './inventory.manifest.js';
import { InventoryModule } from './inventory.module.js';
import { AccessOracle } from './who-can/access-oracle-for-specs.js';

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-estate-'));
const MANAGEMENT = '100000000001';
const PRODUCTION = '100000000003';
const DATA = '100000000005';
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
    - { accountId: '${DATA}', regions: [eu-west-1] }
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
  await until(async () => (await accountsToRead(async (sql) => (await pool.query(sql)).rows)) === 0);
}, 120_000);

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
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) if (await holds()) return;
  throw new Error('It did not happen within a minute.');
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

  it('reads of an account the regions that are named for it', async () => {
    const { account } = await caller.call(findAccount, await ada(), { accountId: DATA });
    expect(account.regions).toEqual(['eu-west-1']);
    const { rows } = await pool.query(
      `SELECT DISTINCT region FROM resources WHERE account_id = $1 AND resource_type = 'AWS::EC2::VPC'`,
      [DATA],
    );
    expect(rows.every(({ region }) => region === 'eu-west-1')).toBe(true);
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

describe(whoCan.subject, () => {
  const ACTIONS: Readonly<Record<string, readonly [action: string, below: string]>> = {
    'AWS::S3::Bucket': ['s3:GetObject', '/2026/q1.csv'],
    'AWS::SQS::Queue': ['sqs:SendMessage', ''],
    'AWS::SNS::Topic': ['sns:Publish', ''],
    'AWS::KMS::Key': ['kms:Decrypt', ''],
    'AWS::SecretsManager::Secret': ['secretsmanager:GetSecretValue', ''],
    'AWS::Lambda::Function': ['lambda:InvokeFunction', ''],
    'AWS::IAM::Role': ['sts:AssumeRole', ''],
  };
  const CONTEXTS = [
    { 'aws:RequestedRegion': 'us-east-1', 'aws:SecureTransport': 'true', 'aws:ViaAWSService': 'false' },
    { 'aws:RequestedRegion': 'ap-south-1', 'aws:SecureTransport': 'false', 'aws:MultiFactorAuthPresent': 'true' },
    { 'aws:RequestedRegion': 'eu-west-1', 'aws:SecureTransport': 'true', 'sts:ExternalId': 'gatehouse-demo' },
  ];

  async function everybody(action: string, resourceArn: string, limit = 200): Promise<Map<string, AccessHolder>> {
    const found: AccessHolder[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.call(whoCan, await ada(), { action, resourceArn, limit, ...(cursor && { cursor }) });
      expect(page.asOf).not.toBeNull();
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const arns = found.map(({ principalArn }) => principalArn);
    expect(arns).toEqual([...new Set(arns)].sort());
    return new Map(found.map((holder) => [holder.principalArn, holder]));
  }

  /** Followed up to now, so that the same store is asked. */
  async function settled(): Promise<void> {
    const began = Date.now();
    await until(async () => {
      const reply = await caller
        .call(whoCan, await ada(), { action: 's3:ListAllMyBuckets', resourceArn: '*' })
        .catch(() => ({ asOf: null }));
      return reply.asOf !== null && Date.parse(reply.asOf) > began;
    });
  }

  it('says of every principal of the organization what the evaluator says', async () => {
    await settled();
    const oracle = await AccessOracle.from(pool);
    const resources = await oracle.resources(Object.keys(ACTIONS));
    const questions = [
      ...['s3:ListAllMyBuckets', 'iam:CreateUser', 'ec2:RunInstances', 'ram:CreateResourceShare'].map((action) => ({
        asked: { action, resource: '*' },
        of: undefined,
      })),
      ...resources.map((of) => {
        const [action, below] = ACTIONS[of.resourceType] ?? ['', ''];
        return { asked: { action, resource: `${of.arn}${below}` }, of };
      }),
    ];
    expect(oracle.arns.length).toBeGreaterThan(60);
    expect(questions.length).toBeGreaterThan(60);
    const wrong: string[] = [];
    const counts = { allowed: 0, conditional: 0, none: 0 };
    for (const { asked, of } of questions) {
      const found = await everybody(asked.action, asked.resource);
      for (const [arn, verdicts] of oracle.ask(asked, of, CONTEXTS)) {
        const verdict = found.get(arn)?.verdict ?? 'none';
        counts[verdict] += 1;
        const isRight =
          verdict === 'conditional' || (verdict === 'allowed' ? !verdicts.includes(false) : !verdicts.includes(true));
        if (!isRight) wrong.push(`${arn} ${asked.action} ${asked.resource}: ${verdict}, but ${verdicts.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(counts.allowed).toBeGreaterThan(100);
    expect(counts.none).toBeGreaterThan(1_000);
  }, 120_000);

  it('explains, and says under which conditions', async () => {
    const holders = await everybody('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/gatehouse-reader-spoke`);
    const reader = [...holders.values()].find(({ principalArn }) => principalArn.endsWith('role/gatehouse-reader'));
    expect(reader).toMatchObject({ verdict: 'conditional', conditionKeys: expect.arrayContaining(['sts:ExternalId']) });
    expect(reader?.explanation).toMatch(/^Allowed by .*the policy of the resource, depending on .*sts:ExternalId/);
  });

  it('follows what changes', async () => {
    const arn = `arn:aws:iam::${PRODUCTION}:role/people/payments-engineer`;
    const before = (await everybody('logs:PutLogEvents', `arn:aws:logs:us-east-1:${PRODUCTION}:log-group:a`)).get(arn);
    expect(before).toBeDefined();
    await pool.query(
      `UPDATE resources SET parts = jsonb_set(jsonb_set(parts, '{inline}', '[]'), '{attached}', '[]'),
         revision = revision + 1, changed_at = now() WHERE arn = $1`,
      [arn],
    );
    await until(async () => {
      const holders = await everybody('logs:PutLogEvents', `arn:aws:logs:us-east-1:${PRODUCTION}:log-group:a`);
      return !holders.has(arn);
    });
  });

  it('follows what a managed policy of AWS says, wherever it is attached', async () => {
    const { rows } = await pool.query<{ arn: string; policy: string }>(
      `SELECT arn, one->>'arn' AS policy FROM resources, jsonb_array_elements(parts->'attached') AS one
       WHERE resource_type = 'AWS::IAM::Role' AND account_id = $1 AND one->>'arn' LIKE 'arn:aws:iam::aws:policy/%' LIMIT 1`,
      [PRODUCTION],
    );
    const [{ arn, policy } = { arn: '', policy: '' }] = rows;
    const Statement = [{ Effect: 'Allow', Action: 'braket:CreateJob', Resource: '*' }];
    await pool.query(
      `WITH made AS (INSERT INTO documents (hash, text) VALUES (sha256($2::text::bytea), $2) RETURNING hash)
       UPDATE resources SET parts = jsonb_set(parts, '{document}', to_jsonb(encode(hash, 'hex'))),
         revision = revision + 1, changed_at = now() FROM made WHERE arn = $1`,
      [policy, JSON.stringify({ Version: '2012-10-17', Statement })],
    );
    await until(async () => (await everybody('braket:CreateJob', '*')).has(arn));
  });

  it('gives the same in pages of any size', async () => {
    const asked = ['s3:ListAllMyBuckets', '*'] as const;
    expect([...(await everybody(...asked, 7)).keys()]).toEqual([...(await everybody(...asked)).keys()]);
  });

  it.each([
    ['s3:ListBucket', '', true],
    ['s3:GetObject', '/slides.txt', false],
    ['s3:PutBucketAcl', '', false],
  ])('says of a bucket whose list opens it whether everybody can %s', async (action, below, isPublic) => {
    const resourceArn = `arn:aws:s3:::sandbox-playground-downloads${below}`;
    await expect(caller.call(whoCan, await ada(), { action, resourceArn })).resolves.toMatchObject({ isPublic });
  });

  it('refuses a cursor of another question', async () => {
    const request = { action: 's3:ListAllMyBuckets', resourceArn: '*', cursor: 'made-up' };
    await expect(caller.call(whoCan, await ada(), request)).rejects.toMatchObject({
      failure: { reason: 'CURSOR_INVALID' },
    });
  });
});

describe(whatCan.subject, () => {
  it('shows services with actions and resources, and what limits them', async () => {
    const { grants, limitedBy } = await caller.call(whatCan, await ada(), {
      principalArn: 'arn:aws:iam::100000000002:role/gatehouse-reader',
    });
    expect(grants.map(({ service }) => service)).toContain('sts');
    expect(grants.find(({ service }) => service === 'sts')?.accessLevels).toContain('Write');
    expect(Array.isArray(limitedBy)).toBe(true);
  });

  it('knows nothing of a principal nobody has seen', async () => {
    const principalArn = `arn:aws:iam::${PRODUCTION}:role/ghost`;
    await expect(caller.call(whatCan, await ada(), { principalArn })).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'PRINCIPAL_UNKNOWN' },
    });
  });
});
