import { EC2Client, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { LookupEventsCommand, CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const HOME = '222222222222';

describe('the weather', () => {
  let sandbox: TwoAccounts;
  let offset = 0;
  const later = (seconds: number) => (offset += seconds * 1_000);

  beforeAll(async () => {
    sandbox = await TwoAccounts.start('', '', { now: () => new Date(Date.now() + offset) });
  });
  afterEach(() => {
    weather().set('calm');
  });
  afterAll(() => sandbox.stop());

  const weather = () => sandbox.running.sandbox.weather;
  const sts = (who = sandbox.owner) => new STSClient(sandbox.options(who));
  const whoAmI = (client = sts()) => client.send(new GetCallerIdentityCommand({}));

  const NEVER = { perSecond: 0, burst: 0, together: false };

  it.each<[string, string, number, () => Promise<unknown>]>([
    ['sts', 'Throttling', 400, () => whoAmI()],
    ['iam', 'Throttling', 400, () => new IAMClient(sandbox.options(sandbox.owner)).send(new ListRolesCommand({}))],
    ['s3', 'SlowDown', 503, () => new S3Client(sandbox.options(sandbox.owner)).send(new ListBucketsCommand({}))],
    [
      'ec2',
      'RequestLimitExceeded',
      503,
      () => new EC2Client(sandbox.options(sandbox.owner)).send(new DescribeVpcsCommand({})),
    ],
    [
      'sqs',
      'RequestThrottled',
      403,
      () => new SQSClient(sandbox.options(sandbox.owner)).send(new ListQueuesCommand({})),
    ],
    [
      'cloudtrail',
      'ThrottlingException',
      400,
      () => new CloudTrailClient(sandbox.options(sandbox.owner)).send(new LookupEventsCommand({})),
    ],
  ])('throttles %s in its own words: %s', async (service, code, status, call) => {
    await call();
    weather().set({ rules: [{ service, throttle: NEVER }], consistencySeconds: 0 });
    expect(await refusalOf(call())).toMatchObject({ code, status });
  });

  it('lets a burst through, then as many as the rate says, each account for itself', async () => {
    weather().set({
      rules: [{ service: 'sts', throttle: { perSecond: 1, burst: 2, together: false } }],
      consistencySeconds: 0,
    });
    const client = sts();
    await whoAmI(client);
    await whoAmI(client);
    expect((await refusalOf(whoAmI(client))).code).toBe('Throttling');
    await whoAmI(sts(sandbox.neighbour));
    later(1);
    await whoAmI(client);
    expect((await refusalOf(whoAmI(client))).code).toBe('Throttling');
  });

  it('delays one operation of one account and nothing else', async () => {
    const slow = { fromMilliseconds: 150, toMilliseconds: 150 };
    weather().set({
      rules: [{ account: HOME, service: 'sts', operation: 'Get*', latency: slow }],
      consistencySeconds: 0,
    });
    const began = performance.now();
    await whoAmI(sts(sandbox.neighbour));
    const between = performance.now();
    await whoAmI();
    expect(performance.now() - between).toBeGreaterThanOrEqual(140);
    expect(between - began).toBeLessThan(performance.now() - between);
  });

  it('fails inside, drops connections, and lets those hang that the next weather sets free', async () => {
    weather().set({ rules: [{ errors: { share: 1, status: 500 } }], consistencySeconds: 0 });
    expect(await refusalOf(whoAmI())).toMatchObject({ code: 'InternalFailure', status: 500 });
    weather().set({ rules: [{ errors: { share: 1, status: 503 } }], consistencySeconds: 0 });
    expect(await refusalOf(whoAmI())).toMatchObject({ code: 'ServiceUnavailable', status: 503 });
    weather().set({ rules: [{ drops: { share: 1 } }], consistencySeconds: 0 });
    expect(await refusalOf(whoAmI())).toMatchObject({ status: undefined });
    weather().set({ rules: [{ hangs: { share: 1, seconds: 600 } }], consistencySeconds: 0 });
    const hanging = refusalOf(whoAmI());
    while (weather().waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    weather().set('calm');
    expect(await hanging).toMatchObject({ status: undefined });
  });

  it('tells a wrong time, to which clients set their clocks', async () => {
    weather().set({ rules: [{ service: 'sts', clockSkewSeconds: 3_600 }], consistencySeconds: 0 });
    const refused = await refusalOf(whoAmI());
    expect(refused).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
    expect(refused.message).toContain('Signature expired');
    await whoAmI(new STSClient({ ...sandbox.options(sandbox.owner), maxAttempts: 2 }));
  });

  it('shows changes of IAM late, to reads and to decisions', async () => {
    const iam = new IAMClient(sandbox.options(sandbox.owner));
    const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const trust = document({ Effect: 'Allow', Principal: { AWS: HOME }, Action: 'sts:AssumeRole' });
    const role = { RoleName: 'late', AssumeRolePolicyDocument: trust };
    const assume = () =>
      sts().send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${HOME}:role/late`, RoleSessionName: 'ada' }));
    weather().set({ rules: [], consistencySeconds: 30 });
    await iam.send(new CreateRoleCommand(role));
    // Whoever changes IAM knows of the change at once.
    expect((await refusalOf(iam.send(new CreateRoleCommand(role)))).code).toMatch(/^EntityAlreadyExists/);
    expect((await refusalOf(iam.send(new GetRoleCommand({ RoleName: 'late' })))).code).toMatch(/^NoSuchEntity/);
    expect((await refusalOf(assume())).code).toBe('AccessDenied');
    later(20);
    const allow = document({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'late', PolicyName: 'p', PolicyDocument: allow }));
    later(11);
    await iam.send(new GetRoleCommand({ RoleName: 'late' }));
    const { Credentials: { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = {} } = await assume();
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const buckets = () => new S3Client(sandbox.options(keys)).send(new ListBucketsCommand({}));
    expect((await refusalOf(buckets())).code).toBe('AccessDenied');
    later(20);
    await buckets();
  });

  it("is, when asked for, like AWS's", async () => {
    weather().set('aws-like');
    expect(weather().settings.consistencySeconds).toBeGreaterThan(0);
    const trail = new CloudTrailClient(sandbox.options(sandbox.owner));
    const lookUp = () => trail.send(new LookupEventsCommand({}));
    const answers = await Promise.allSettled(Array.from({ length: 5 }, lookUp));
    expect(answers.some(({ status }) => status === 'rejected')).toBe(true);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
  });
});
