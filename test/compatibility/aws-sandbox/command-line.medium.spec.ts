import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePrograms } from '@gatehouse/local/servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Outcome, SpawnedSandbox } from './spawned-sandbox.js';

const INSTALL_MILLISECONDS = 300_000;
const STEP_MILLISECONDS = 60_000;

/** The AWS CLI as people have it, walking through two accounts with nothing but an endpoint and credentials. */
describe('the AWS CLI', () => {
  let sandbox: SpawnedSandbox;
  let aws: string;
  let folder: string;
  let keys: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const programs = await ensurePrograms(['awscli']);
    aws = programs['awscli'] ?? 'aws';
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
    sandbox = await SpawnedSandbox.start();
    const more = ['--source-identity', 'ada@example.com', '--tags', 'Key=team,Value=payments'];
    keys = await sessionOf('arn:aws:iam::100000000006:role/people/playground-developer', {
      hub: 'gatehouse-broker',
      more,
    });
  }, INSTALL_MILLISECONDS);

  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = (as: string | Readonly<Record<string, string>>, ...args: string[]) =>
    sandbox.execute(aws, args, sandbox.environment(as));

  const json = (outcome: Outcome): unknown => {
    if (outcome.code !== 0) throw new Error(outcome.stderr);
    return JSON.parse(outcome.stdout);
  };

  const sessionOf = async (role: string, { hub, more }: { hub: string; more: readonly string[] }) => {
    const args = ['--role-arn', role, '--role-session-name', 'ada@example.com', ...more];
    const reply = json(await call(hub, 'sts', 'assume-role', ...args)) as {
      Credentials: Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>;
    };
    const { AccessKeyId, SecretAccessKey, SessionToken } = reply.Credentials;
    return { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
  };

  it(
    'is who the credentials say, in the account they are for',
    async () => {
      expect(json(await call(keys, 'sts', 'get-caller-identity'))).toMatchObject({
        Account: '100000000006',
        Arn: 'arn:aws:sts::100000000006:assumed-role/playground-developer/ada@example.com',
      });
    },
    STEP_MILLISECONDS,
  );

  it(
    'uploads, lists and downloads',
    async () => {
      const [file, back] = [join(folder, 'up'), join(folder, 'down')];
      const content = Buffer.alloc(300_000, 'gatehouse');
      writeFileSync(file, content);
      const bucket = 's3://sandbox-playground-scratch';
      expect((await call(keys, 's3', 'cp', '--no-progress', file, `${bucket}/a b/ü.bin`)).stderr).toBe('');
      expect((await call(keys, 's3', 'ls', `${bucket}/a b/`)).stdout).toContain('300000 ü.bin');
      expect((await call(keys, 's3', 'cp', '--no-progress', `${bucket}/a b/ü.bin`, back)).code).toBe(0);
      expect(Buffer.compare(readFileSync(back), content)).toBe(0);
    },
    STEP_MILLISECONDS,
  );

  it(
    'pages through the IAM of another account by itself',
    async () => {
      const spoke = 'arn:aws:iam::100000000003:role/gatehouse-reader-spoke';
      const as = await sessionOf(spoke, { hub: 'gatehouse-reader', more: ['--external-id', 'gatehouse-demo'] });
      const details = json(await call(as, 'iam', 'get-account-authorization-details', '--page-size', '7')) as {
        RoleDetailList: { AssumeRolePolicyDocument: object }[];
      };
      expect(details.RoleDetailList.length).toBeGreaterThan(20);
      expect(details.RoleDetailList[0]?.AssumeRolePolicyDocument).toHaveProperty('Statement');
    },
    STEP_MILLISECONDS,
  );

  it(
    'sends and receives messages in one account, to a queue of another',
    async () => {
      const hub = 'gatehouse-broker';
      // Version 1 of the CLI has an address of its own for SQS, which wins over AWS_ENDPOINT_URL.
      const sqs = (as: Readonly<Record<string, string>>, ...args: string[]) =>
        call(as, 'sqs', '--endpoint-url', sandbox.url, ...args);
      const payments = await sessionOf('arn:aws:iam::100000000003:role/people/cloud-administrator', { hub, more: [] });
      const listed = json(await sqs(payments, 'list-queues', '--queue-name-prefix', 'payments-')) as {
        QueueUrls: string[];
      };
      const settled = `${sandbox.url}/100000000003/payments-settlements`;
      expect(listed.QueueUrls).toContain(settled);
      const body = 'settled by the command line';
      json(await sqs(payments, 'send-message', '--queue-url', settled, '--message-body', body));
      const data = await sessionOf('arn:aws:iam::100000000005:role/people/cloud-administrator', { hub, more: [] });
      const take = ['receive-message', '--queue-url', settled, '--max-number-of-messages', '10'];
      expect((await sqs(data, ...take)).stdout).toContain(body);
      const denied = await sqs(data, 'send-message', '--queue-url', settled, '--message-body', 'x');
      expect(denied.stderr).toContain('An error occurred (AccessDenied) when calling the SendMessage operation');
      const topic = 'arn:aws:sns:us-east-1:100000000003:orders';
      json(await call(payments, 'sns', 'publish', '--topic-arn', topic, '--message', '{"order":"o-1"}'));
      const inbox = `${sandbox.url}/100000000005/orders-for-analytics`;
      expect((await sqs(data, 'receive-message', '--queue-url', inbox)).stdout).toContain('o-1');
      expect((await call(keys, 'sns', 'publish', '--topic-arn', topic, '--message', 'x')).stderr).toContain(
        'An error occurred (AuthorizationError) when calling the Publish operation',
      );
    },
    STEP_MILLISECONDS,
  );

  it(
    'prints refusals as it prints those of AWS',
    async () => {
      const denied = await call(keys, 'organizations', 'list-accounts');
      expect(denied.code).not.toBe(0);
      expect(denied.stderr).toContain(
        'An error occurred (AccessDeniedException) when calling the ListAccounts operation',
      );
      const wrong = await call({ ...keys, AWS_SECRET_ACCESS_KEY: 'wrong' }, 'sts', 'get-session-token');
      expect(wrong.stderr).toMatch(
        /\((SignatureDoesNotMatch|InvalidAction)\) when calling the GetSessionToken operation/,
      );
    },
    STEP_MILLISECONDS,
  );

  it(
    'and boto3 goes the same way',
    async () => {
      const script = readFileSync(new URL('./walk.py', import.meta.url), 'utf8');
      const env = sandbox.environment('gatehouse-broker');
      const pythons = ['python3', '/usr/bin/python3'];
      const found = await Promise.all(pythons.map((python) => sandbox.execute(python, ['-c', 'import boto3'], env)));
      const python = pythons.find((_python, index) => found[index]?.code === 0);
      if (python === undefined) throw new Error('boto3 is missing: apt-get install python3-boto3');
      const outcome = await sandbox.execute(python, ['-c', script, sandbox.url], env);
      expect(outcome.stderr).toBe('');
      expect(outcome.stdout.trim().split('\n').at(-1)).toBe('walked');
    },
    STEP_MILLISECONDS,
  );

  it('is told that this is not AWS, and sees it end in good order', async () => {
    const other = await SpawnedSandbox.start();
    expect(other.greeting).toContain('NOT AWS');
    expect(await other.stop()).toBe(0);
  });
});
