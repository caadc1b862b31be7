import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { OrganizationsClient, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-organizations';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
  type ObjectOwnership,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as UnblockAccountCommand,
  PutPublicAccessBlockCommand as BlockAccountCommand,
} from '@aws-sdk/client-s3-control';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient, type Credentials } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  explainDenial,
  findAccount,
  findResource,
  listDenials,
  listPolicyUses,
  listResourceVersions,
  whoCan,
  type Resource,
} from '@gatehouse/contracts';
import { connectNats, provision, streamsOf } from '@gatehouse/messaging';
import { openDatabase, type Database } from '@gatehouse/persistence';
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
import { accountsToRead } from '../accounts-to-read-for-specs.js';
import { AccountS3Client } from '../collectors/s3/account-block.js';
import { inventory } from '../inventory.manifest.js';
import { InventoryModule } from '../inventory.module.js';
import { allow, openToAll, trust, trustOfAccount } from './policies-for-specs.js';

const HUB = '100000000002';
const ACCOUNT = '100000000003';
const PATIENCE_MS = 40_000;

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-changes-'));
let sandbox: TestSandbox;
let nats: TestNats;
let postgres: TestPostgres;
let redis: TestRedis;
let actors: TestActors;
let services: RunningService[];
let caller: TestCaller;
let database: Database;
let readings: unknown;
let admin: { iam: IAMClient; s3: S3Client; account: AccountS3Client };

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
  actors = await testActors({ natsUrl: nats.url, services: ['inventory'] });
  const configFile = join(folder, 'gatehouse.yaml');
  writeFileSync(
    configFile,
    `aws:
  organizations: [{ managementAccountId: '100000000001' }]
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }
  accountTags: { environment: stage }
  changes: { queues: [{ url: '${queueUrl()}' }] }`,
  );
  const start = () =>
    testService({
      manifest: inventory,
      module: InventoryModule.with(),
      natsUrl: nats.url,
      databaseUrl: postgres.url,
      redisUrl: redis.url,
      actors,
      environment: { GATEHOUSE_CONFIG_FILE: configFile, GATEHOUSE_EMBEDDED: 'true' },
    });
  // Two replicas share the queue.
  services = [await start(), await start()];
  database = await openDatabase({ service: 'inventory', url: postgres.url, migrations: [] });
  await untilReady();
  readings = await readingsOfAccounts();
  caller = await testCaller(nats.url, [...inventory.handles]);
  const credentials = await sessionOf('role/people/cloud-administrator');
  const options = { endpoint: sandbox.url, region: 'us-east-1', credentials };
  admin = {
    iam: new IAMClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    account: new AccountS3Client(options),
  };
}, 120_000);

// How soon is a question for the freshness bench: here it counts that the event did it, and no reading of an account.
afterEach(async () => expect(await readingsOfAccounts()).toEqual(readings));

afterAll(async () => {
  process.env = before;
  await caller.stop();
  await Promise.all(services.map((service) => service.stop()));
  await database.close();
  await Promise.all([actors.stop(), sandbox.stop()]);
  await Promise.all([nats.stop(), postgres.drop(), redis.stop()]);
  rmSync(folder, { recursive: true });
});

const queueUrl = () => `${sandbox.url}/${HUB}/gatehouse-changes`;
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
async function untilReady(): Promise<void> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await pause(50)) {
    const all = await Promise.all(services.map(({ healthUrl }) => fetch(`${healthUrl}/readyz`)));
    if (all.every(({ ok }) => ok) && (await accountsToRead((sql) => database.query(sql))) === 0) return;
  }
  throw new Error('The accounts were not read within 90 s.');
}

/** Credentials of the hub's broker, as its container gets them. */
async function brokerSession() {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri = '', AWS_CONTAINER_AUTHORIZATION_TOKEN: authorization = '' } =
    sandbox.environmentOf('gatehouse-broker');
  const hub = (await (await fetch(uri, { headers: { authorization } })).json()) as Record<string, string>;
  return {
    accessKeyId: hub['AccessKeyId'] ?? '',
    secretAccessKey: hub['SecretAccessKey'] ?? '',
    sessionToken: hub['Token'] ?? '',
  };
}

/** Credentials of a role, as Gatehouse itself gives them to people. */
async function sessionOf(role: string, accountId = ACCOUNT) {
  const sts = new STSClient({ endpoint: sandbox.url, region: 'us-east-1', credentials: await brokerSession() });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:${role}`,
      RoleSessionName: 'ada@example.com',
      SourceIdentity: 'ada@example.com',
    }),
  );
  return keysOf(given);
}

/** Credentials of a role that trusts its account. */
async function adminSession(roleName: string) {
  const credentials = await sessionOf('role/people/cloud-administrator');
  const sts = new STSClient({ endpoint: sandbox.url, region: 'us-east-1', credentials });
  const order = { RoleArn: roleArn(roleName), RoleSessionName: 'ada@example.com' };
  const { Credentials: given } = await sts.send(new AssumeRoleCommand(order));
  return keysOf(given);
}

function keysOf(given: Credentials | undefined) {
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}

async function find(arn: string): Promise<Resource | null> {
  const found = await caller.call(findResource, await actors.asPerson(), { arn }).catch(() => null);
  return found?.resource ?? null;
}

async function eventually<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const began = performance.now();
  for (;;) {
    const value = await look();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() - began > PATIENCE_MS) throw new Error('It was not to be seen in time.');
    await pause(20);
  }
}

/** When a whole account was last read, by a sweep or because somebody asked for it. */
async function readingsOfAccounts(): Promise<unknown> {
  const [row] = await database.query(
    'SELECT max(attempted_at)::text AS begun, max(ended_at)::text AS ended FROM account_refreshes',
  );
  return row;
}

const versionsOf = async (arn: string) =>
  (await caller.call(listResourceVersions, await actors.asPerson(), { arn })).items;

async function tell(body: string): Promise<void> {
  const credentials = await sessionOf('role/people/cloud-administrator', HUB);
  const sqs = new SQSClient({ endpoint: sandbox.url, region: 'us-east-1', credentials });
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody: body }));
}

describe('changes that CloudTrail tells of', () => {
  it('are seen by the event alone: a role that is made, tagged, given a policy and deleted', async () => {
    const arn = roleArn('seen-at-once');
    await admin.iam.send(new CreateRoleCommand({ RoleName: 'seen-at-once', AssumeRolePolicyDocument: trust }));
    await eventually(() => find(arn));

    await admin.iam.send(new TagRoleCommand({ RoleName: 'seen-at-once', Tags: [{ Key: 'team', Value: 'x' }] }));
    await eventually(async () => (await find(arn))?.tags['team'] === 'x');

    const policy = { RoleName: 'seen-at-once', PolicyName: 'read', PolicyDocument: allow('s3:GetObject') };
    await admin.iam.send(new PutRolePolicyCommand(policy));
    await eventually(async () => (await find(arn))?.documents.some(({ kind }) => kind === 'inline'));

    const [latest] = await versionsOf(arn);
    expect(latest).toMatchObject({
      change: 'updated',
      changed: ['inline-policies'],
      changedBy: `arn:aws:sts::${ACCOUNT}:assumed-role/cloud-administrator/ada@example.com`,
      changedAt: expect.stringMatching(/^20/),
    });
  }, 60_000);

  it('tell who has a managed policy of AWS, also one that nobody had before', async () => {
    const RoleName = 'has-a-policy-of-aws';
    const [policy, holder] = ['arn:aws:iam::aws:policy/IAMReadOnlyAccess', roleArn(RoleName)];
    await expect(find(policy)).resolves.toBeNull();
    const use = async () => {
      const uses = await caller.call(listPolicyUses, await actors.asPerson(), { arn: policy }).catch(() => null);
      return uses && (uses.items.find(({ arn }) => arn === holder)?.as ?? []);
    };
    const isHadAs = (...as: string[]) => eventually(async () => JSON.stringify(await use()) === JSON.stringify(as));

    await admin.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    await admin.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policy }));
    await isHadAs('attached');
    const page = await find(policy);
    expect(page).toMatchObject({ accountId: 'aws', settings: { defaultVersion: expect.stringMatching(/^v\d/) } });
    expect(JSON.parse(page?.documents[0]?.document ?? '')).toMatchObject({ Statement: expect.anything() });

    await admin.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: policy }));
    await isHadAs('attached', 'boundary');
    await admin.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: policy }));
    await isHadAs('boundary');
    await admin.iam.send(new DeleteRoleCommand({ RoleName }));
    await isHadAs();
    const notAPolicy = caller.call(listPolicyUses, await actors.asPerson(), { arn: holder });
    await expect(notAPolicy).rejects.toMatchObject({ failure: { reason: 'NOT_A_POLICY' } });
  }, 60_000);

  it('find what has a path by its name alone', async () => {
    const arn = roleArn('people/payments-engineer');
    await admin.iam.send(
      new TagRoleCommand({ RoleName: 'payments-engineer', Tags: [{ Key: 'stage', Value: 'changed' }] }),
    );
    await eventually(async () => (await find(arn))?.tags['stage'] === 'changed');
  });

  it('take away what was deleted, at once, with who did it', async () => {
    const arn = roleArn('short-lived');
    await admin.iam.send(new CreateRoleCommand({ RoleName: 'short-lived', AssumeRolePolicyDocument: trust }));
    await eventually(() => find(arn));
    await admin.iam.send(new DeleteRoleCommand({ RoleName: 'short-lived' }));
    await eventually(async () => (await find(arn))?.deletedAt);
    const [latest] = await versionsOf(arn);
    expect(latest).toMatchObject({ change: 'deleted', changedBy: expect.stringContaining('ada@example.com') });
  });

  it('concern buckets as well', async () => {
    const Bucket = 'seen-at-once-bucket';
    const arn = `arn:aws:s3:::${Bucket}`;
    await admin.s3.send(new CreateBucketCommand({ Bucket }));
    await eventually(() => find(arn));
    await admin.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'owner', Value: 'ada' }] } }));
    await eventually(async () => (await find(arn))?.owner === 'ada');
    await admin.s3.send(new DeleteBucketCommand({ Bucket }));
    await eventually(async () => (await find(arn))?.deletedAt);
  });

  it('open and close a bucket by its access control list, each a version of it', async () => {
    const Bucket = 'opened-by-its-list';
    const arn = `arn:aws:s3:::${Bucket}`;
    const { s3 } = admin;
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await eventually(async () => (await find(arn))?.settings['publicAccessBlock'] === null);
    const own = (ObjectOwnership: ObjectOwnership) =>
      s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } }));
    await own('ObjectWriter');
    await eventually(async () => (await find(arn))?.settings['acl']);

    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    await eventually(async () => (await find(arn))?.isPublic);
    expect((await find(arn))?.settings).toMatchObject({ publicThrough: ['acl'] });
    const [latest] = await versionsOf(arn);
    expect(latest).toMatchObject({ changed: ['settings'], changedBy: expect.stringContaining('ada@example.com') });

    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await eventually(async () => (await find(arn))?.settings['objectOwnership'] === null);
    expect(await find(arn)).toMatchObject({ isPublic: true });
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await eventually(async () => (await find(arn))?.isPublic === false);
    await own('BucketOwnerEnforced');
    await eventually(async () => (await find(arn))?.settings['acl'] === undefined);
    expect((await versionsOf(arn)).length).toBeGreaterThanOrEqual(5);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  }, 60_000);

  it('give another account what a bucket says by its access control list', async () => {
    const [Bucket, other, nobody] = ['given-by-its-list', '100000000005', 'f'.repeat(64)];
    const arn = `arn:aws:s3:::${Bucket}`;
    const { s3 } = admin;
    const credentials = await sessionOf('role/people/cloud-administrator', other);
    const theirs = new S3Client({ endpoint: sandbox.url, region: 'us-east-1', credentials, forcePathStyle: true });
    const theirId = (await theirs.send(new ListBucketsCommand({}))).Owner?.ID ?? '';
    await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'ObjectWriter' }));
    const whoMayPut = async () =>
      caller.call(whoCan, await actors.asPerson(), { action: 's3:PutObject', resourceArn: `${arn}/a`, limit: 200 });
    const theirAdmin = `arn:aws:iam::${other}:role/people/cloud-administrator`;
    const holderIn = async () => (await whoMayPut()).items.find(({ principalArn }) => principalArn === theirAdmin);
    await eventually(() => find(arn));
    expect(await holderIn()).toBeUndefined();
    await expect(theirs.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }))).rejects.toThrow('not authorized');

    // Somebody whom nobody knows can be named as well.
    const AccessControlPolicy = {
      Owner: (await s3.send(new GetBucketAclCommand({ Bucket }))).Owner,
      Grants: [theirId, nobody].map((ID) => ({
        Grantee: { Type: 'CanonicalUser' as const, ID },
        Permission: 'WRITE' as const,
      })),
    };
    await s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy }));
    await theirs.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    const holder = await eventually(holderIn);
    expect(holder).toMatchObject({
      accountId: other,
      verdict: 'allowed',
      explanation: expect.stringContaining('and by the access control list of the bucket, which names its account'),
    });
    expect((await whoMayPut()).unknownGrantees).toEqual([nobody]);
    const list = (await find(arn))?.settings['acl'];
    expect(list).toMatchObject([
      { kind: 'account', grantee: expect.any(String), permission: 'WRITE', accountId: other },
      { kind: 'account', grantee: nobody, permission: 'WRITE', accountId: null },
      { kind: 'owner' },
    ]);
  }, 60_000);

  it('close all buckets of an account, and open those again that are open by themselves', async () => {
    const [open, closed] = ['open-by-itself', 'closed-by-itself'];
    const { s3, account } = admin;
    for (const Bucket of [open, closed]) {
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    }
    await s3.send(new PutBucketPolicyCommand({ Bucket: open, Policy: openToAll(open) }));
    const isPublic = async (name: string) => (await find(`arn:aws:s3:::${name}`))?.isPublic;
    await eventually(async () => (await isPublic(open)) === true && (await isPublic(closed)) === false);
    const whoMayRead = async () => {
      const asked = { action: 's3:GetObject', resourceArn: `arn:aws:s3:::${open}/a`, limit: 200 };
      const { isPublic: isForEverybody, items } = await caller.call(whoCan, await actors.asPerson(), asked);
      return { isForEverybody, accountIds: new Set(items.map(({ accountId }) => accountId)) };
    };
    const others = await whoMayRead();
    expect(others.isForEverybody).toBe(true);
    expect(others.accountIds.size).toBeGreaterThan(1);

    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    await account.send(new BlockAccountCommand({ AccountId: ACCOUNT, PublicAccessBlockConfiguration: all }));
    await eventually(async () => (await isPublic(open)) === false);
    expect(await whoMayRead()).toEqual({ isForEverybody: false, accountIds: new Set([ACCOUNT]) });
    // One of the two may just have been read for another reason.
    const blockOf = async (name: string) => (await find(`arn:aws:s3:::${name}`))?.settings['accountPublicAccessBlock'];
    await eventually(async () => JSON.stringify(await blockOf(closed))?.includes('"restrictPublicBuckets":true'));
    const [latest] = await versionsOf(`arn:aws:s3:::${open}`);
    expect(latest).toMatchObject({ change: 'updated', changedBy: expect.stringContaining('ada@example.com') });

    await account.send(new UnblockAccountCommand({ AccountId: ACCOUNT }));
    await eventually(async () => (await isPublic(open)) === true);
    const otherwise = `SELECT 1 FROM resources WHERE account_id = $1 AND deleted_at IS NULL
      AND settings->'accountPublicAccessBlock' <> 'null'`;
    await eventually(async () => (await database.query(otherwise, [ACCOUNT])).length === 0);
    expect(await isPublic(closed)).toBe(false);
  }, 60_000);
});

describe('what tags of an account say', () => {
  it('is known by the event alone', async () => {
    const credentials = {
      accessKeyId: 'AKIASANDBOXROOTDEMO1',
      secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001',
    };
    const organizations = new OrganizationsClient({ endpoint: sandbox.url, region: 'us-east-1', credentials });
    const environment = async () =>
      (await caller.call(findAccount, await actors.asPerson(), { accountId: ACCOUNT })).account.environment;
    expect(await environment()).toBeNull();
    const Tags = [{ Key: 'stage', Value: 'production' }];
    await organizations.send(new TagResourceCommand({ ResourceId: ACCOUNT, Tags }));
    await eventually(async () => (await environment()) === 'production');
    await organizations.send(new UntagResourceCommand({ ResourceId: ACCOUNT, TagKeys: ['stage'] }));
    await eventually(async () => (await environment()) === null);
  }, 60_000);
});

describe('denied calls', () => {
  it('are counted by principal, action, resource and error, with the person they happened to', async () => {
    const credentials = await sessionOf('role/people/payments-engineer');
    const iam = new IAMClient({ endpoint: sandbox.url, region: 'us-east-1', credentials });
    const forbidden = () =>
      iam.send(new DeleteRoleCommand({ RoleName: 'cloud-administrator' })).catch((error: Error) => error.name);
    for (let times = 0; times < 3; times += 1) await expect(forbidden()).resolves.toContain('AccessDenied');
    const principalArn = roleArn('people/payments-engineer');
    const value = await eventually(async () => {
      const { items } = await caller.call(listDenials, await actors.asPerson(), { principalArn });
      return items.find(({ action, count }) => action === 'iam:DeleteRole' && count === 3);
    });
    expect(value).toMatchObject({
      principalArn,
      accountId: ACCOUNT,
      action: 'iam:DeleteRole',
      resourceArn: roleArn('people/cloud-administrator'),
      errorCode: 'AccessDenied',
      source: 'cloudtrail',
      region: 'us-east-1',
      sessionName: 'ada@example.com',
    });
    const counts = await database.query('SELECT count FROM denial_counts WHERE arn = $1', [principalArn]);
    expect(counts).toEqual([{ count: 3 }]);
  });
});

describe('a denied call that is explained', () => {
  const denialOf = async (principalArn: string, wanted: string) => {
    const value = await eventually(async () => {
      const { items } = await caller.call(listDenials, await actors.asPerson(), { principalArn });
      return items.find(({ action }) => action === wanted);
    });
    return value;
  };

  it('names the layer, and the least that would allow it', async () => {
    const RoleName = 'asks-for-little';
    await admin.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustOfAccount(ACCOUNT) }));
    await eventually(() => find(roleArn(RoleName)));
    const credentials = await adminSession(RoleName);
    const iam = new IAMClient({ endpoint: sandbox.url, region: 'us-east-1', credentials });
    await iam.send(new DeleteRoleCommand({ RoleName: 'cloud-administrator' })).catch(() => null);
    const { denialId } = await denialOf(roleArn(RoleName), 'iam:DeleteRole');
    const told = await caller.call(explainDenial, await actors.asPerson(), { denialId });
    expect(told).toMatchObject({ wouldBeAllowedNow: false, layer: 'identity' });
    expect(JSON.parse(told.suggestedStatement ?? '')).toMatchObject({
      Effect: 'Allow',
      Action: 'iam:DeleteRole',
      Resource: roleArn('people/cloud-administrator'),
    });

    const policy = { RoleName, PolicyName: 'now', PolicyDocument: allow('iam:DeleteRole') };
    await admin.iam.send(new PutRolePolicyCommand(policy));
    const value = await eventually(async () => {
      const now = await caller.call(explainDenial, await actors.asPerson(), { denialId });
      return now.wouldBeAllowedNow && now;
    });
    expect(value).toMatchObject({ layer: 'unknown', suggestedStatement: null });
  });

  it('suggests nothing where a guardrail stands in the way', async () => {
    await admin.iam.send(new CreateUserCommand({ UserName: 'never' })).catch(() => null);
    const { denialId } = await denialOf(roleArn('people/cloud-administrator'), 'iam:CreateUser');
    await expect(caller.call(explainDenial, await actors.asPerson(), { denialId })).resolves.toMatchObject({
      wouldBeAllowedNow: false,
      layer: 'service-control-policy',
      suggestedStatement: null,
      explanation: expect.stringContaining('guardrail'),
    });
  });

  it('is not known when there is none', async () => {
    await expect(caller.call(explainDenial, await actors.asPerson(), { denialId: 'none' })).rejects.toMatchObject({
      failure: { reason: 'DENIAL_UNKNOWN' },
    });
  });
});

describe('messages that nobody can read', () => {
  it('are put aside with the reason, and keep nobody from the others', async () => {
    await tell('{"hello": ');
    await tell(
      '{"detail-type": "AWS API Call via CloudTrail", "source": "aws.iam", "account": "100000000003", "detail": {}}',
    );
    await tell(
      '{"detail-type": "EC2 Instance State-change Notification", "source": "aws.ec2", "account": "100000000003", "detail": {}}',
    );
    const value = await eventually(async () => {
      const rows = await database.query<{ reason: string; body: string }>(
        'SELECT reason, body FROM unreadable_messages',
      );
      return rows.length >= 2 && rows;
    });
    expect(value.map(({ reason }) => reason).sort()).toEqual([
      'It is not a record of CloudTrail (eventID: Invalid input: expected string, received undefined).',
      'It is not an event of EventBridge.',
    ]);
    await admin.iam.send(
      new TagRoleCommand({ RoleName: 'payments-engineer', Tags: [{ Key: 'still', Value: 'here' }] }),
    );
    await eventually(async () => (await find(roleArn('people/payments-engineer')))?.tags['still'] === 'here');
  });
});
