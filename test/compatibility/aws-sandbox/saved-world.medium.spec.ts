import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CreateRoleCommand, GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import {
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type GetSessionTokenCommandOutput,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Keys } from '../../../apps/aws-sandbox/src/fixture/sandbox-under-test.js';
import { startSandbox } from '../../../apps/aws-sandbox/src/start-sandbox.js';
import { SpawnedSandbox } from './spawned-sandbox.js';
import { TwoAccounts, refusalOf } from './two-accounts.js';

/** The user of the demo organization whose keys everybody knows. */
const BREAK_GLASS = {
  accessKeyId: 'AKIASANDBOXROOTDEMO1',
  secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001',
};
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});

type Options = ReturnType<typeof clientOf>;

const clientOf = ({ url }: SpawnedSandbox) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: BREAK_GLASS as Keys,
  maxAttempts: 1,
});

function keysOf({ Credentials }: GetSessionTokenCommandOutput): Keys {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function whoIs(options: Options) {
  return (await new STSClient(options).send(new GetCallerIdentityCommand({}))).Arn;
}

async function rolesOf(options: Options) {
  const { Roles } = await new IAMClient(options).send(new ListRolesCommand({}));
  return Roles?.filter(({ CreateDate }) => CreateDate instanceof Date).map(({ RoleName }) => RoleName);
}

async function objectOf(options: Options, Bucket: string) {
  return (await new S3Client(options).send(new GetObjectCommand({ Bucket, Key: 'a' }))).Body?.transformToString();
}

async function messagesOf(options: Options, QueueUrl: string | undefined) {
  const { Messages } = await new SQSClient(options).send(new ReceiveMessageCommand({ QueueUrl }));
  return Messages?.map(({ Body }) => Body);
}

async function eventsOf(options: Options) {
  const { Events } = await new CloudTrailClient(options).send(new LookupEventsCommand({}));
  return Events?.map(({ EventName }) => EventName);
}

describe('the state of the sandbox', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'gatehouse-sandbox-'));
  });
  afterEach(() => {
    rmSync(data, { recursive: true, force: true });
  });

  const worldFile = () => join(data, 'world.data');

  it('survives a restart, with the sessions that were issued before', async () => {
    const before = await SpawnedSandbox.start(['--data', data]);
    const options = clientOf(before);
    await new IAMClient(options).send(new CreateRoleCommand({ RoleName: 'kept', AssumeRolePolicyDocument: TRUST }));
    const session = keysOf(await new STSClient(options).send(new GetSessionTokenCommand({})));
    const s3 = new S3Client(options);
    await s3.send(new CreateBucketCommand({ Bucket: 'kept-bucket' }));
    await s3.send(new PutObjectCommand({ Bucket: 'kept-bucket', Key: 'a', Body: 'content' }));
    const { QueueUrl } = await new SQSClient(options).send(new CreateQueueCommand({ QueueName: 'kept' }));
    await new SQSClient(options).send(new SendMessageCommand({ QueueUrl, MessageBody: 'waiting' }));
    await before.stop();
    expect(statSync(join(data, 'seal.key')).mode & 0o777).toBe(0o600);
    expect(statSync(worldFile()).mode & 0o777).toBe(0o600);

    const after = await SpawnedSandbox.start(['--data', data]);
    const again = clientOf(after);
    const url = QueueUrl?.replace(/:\d+/, `:${new URL(after.url).port}`);
    expect(await whoIs({ ...again, credentials: session })).toMatch(/user\/.*break-glass$/);
    expect(await rolesOf(again)).toContain('kept');
    expect(await objectOf(again, 'kept-bucket')).toBe('content');
    expect(await messagesOf(again, url)).toEqual(['waiting']);
    expect(await eventsOf(again)).toContain('CreateRole');
    await after.stop();
  });

  it.each([
    ['damaged', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -10), Buffer.from('0123456789')])],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    [
      'of another format',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"format":1', '"format":9'), 'latin1'),
    ],
  ])('begins anew, says so, and keeps the file when it is %s', async (_how, spoil) => {
    await (await TwoAccounts.start('', '', { data })).stop();
    writeFileSync(worldFile(), spoil(readFileSync(worldFile())));
    const said: string[] = [];
    const sandbox = await TwoAccounts.start('', '', { data, tell: (message) => said.push(message) });
    await new STSClient(sandbox.options(sandbox.owner)).send(new GetCallerIdentityCommand({}));
    expect(said).toEqual([expect.stringContaining(`The saved state in ${worldFile()} cannot be used`)]);
    const aside = readdirSync(data).filter((name) => name.startsWith('world.unusable-'));
    expect(said[0]).toContain(aside[0]);
    expect(aside.length).toBe(1);
    await sandbox.stop();
  });

  it('belongs to one process at a time', async () => {
    const first = await TwoAccounts.start('', '', { data });
    await expect(TwoAccounts.start('', '', { data })).rejects.toThrow(`in use by process ${String(process.pid)}`);
    await first.stop();
    await (await TwoAccounts.start('', '', { data })).stop();
    // What a process that was killed has left is nobody's.
    writeFileSync(join(data, 'lock'), '999999999');
    await (await TwoAccounts.start('', '', { data })).stop();
  });

  it('is saved while it changes, without being asked', async () => {
    const sandbox = await TwoAccounts.start('', '', { data });
    const iam = new IAMClient(sandbox.options(sandbox.owner));
    await iam.send(new CreateRoleCommand({ RoleName: 'saved-meanwhile', AssumeRolePolicyDocument: TRUST }));
    const until = Date.now() + 10_000;
    const isSaved = () =>
      readdirSync(data).includes('world.data') && readFileSync(worldFile()).includes('saved-meanwhile');
    while (!isSaved() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isSaved()).toBe(true);
    await sandbox.stop();
  });

  it('goes with a reset, the demo organization in less than a tenth of a second', async () => {
    const running = await startSandbox();
    const { accounts } = running.sandbox.world;
    const roles = () => [...running.sandbox.world.accounts.values()].reduce((sum, each) => sum + each.roles.size, 0);
    const before = roles();
    accounts.clear();
    running.sandbox.weather.set('aws-like');
    running.reset();
    expect(roles()).toBe(before);
    expect(running.sandbox.weather.profile).toBe('calm');
    // The best of several, so that a busy machine does not fail what is fast enough.
    const times = Array.from({ length: 8 }, () => {
      const began = performance.now();
      running.reset();
      return performance.now() - began;
    });
    expect(Math.min(...times)).toBeLessThan(100);
    await running.stop();
  });

  it('has nothing left of what was made since the start after a reset', async () => {
    const sandbox = await TwoAccounts.start();
    const options = sandbox.options(sandbox.owner);
    await new IAMClient(options).send(new CreateRoleCommand({ RoleName: 'gone', AssumeRolePolicyDocument: TRUST }));
    sandbox.running.reset();
    const refused = await refusalOf(new IAMClient(options).send(new GetRoleCommand({ RoleName: 'gone' })));
    expect(refused.code).toMatch(/^NoSuchEntity/);
    await sandbox.stop();
  });
});
