import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PutPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsClients, awsEstateOf, parseGatehouseFile } from '@gatehouse/aws';
import { testSandbox, type TestSandbox } from '@gatehouse/testing';
import { RESOURCE_TYPES, type ObservedResource } from '../resource/observed-resource.js';
import { hashResource } from '../resource/resource-parts.js';
import { allCollectors } from './all-collectors.js';
import type { Collector, CollectorTarget } from './collector.js';
import { Ec2EnabledRegions } from './enabled-regions.js';
import { AccountS3Client } from './s3/account-block.js';
import { S3Collector } from './s3/s3-collector.js';

const before = { ...process.env };
const payments = '100000000003';
let sandbox: TestSandbox;
let clients: AwsClients;
let collectors: Collector[];

beforeAll(async () => {
  sandbox = await testSandbox();
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  const text = `aws:
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }
  rateLimits: { 'iam:GetRole': 1000, 'iam:ListRolePolicies': 1000, 'iam:ListAttachedRolePolicies': 1000, 'iam:GetPolicy': 1000, 'iam:GetPolicyVersion': 1000, 'iam:GetRolePolicy': 1000 }`;
  clients = new AwsClients(awsEstateOf(parseGatehouseFile('gatehouse.yaml', text)), 'gatehouse-inventory');
  collectors = allCollectors(clients);
}, 60_000);
afterAll(async () => {
  clients.close();
  process.env = before;
  await sandbox.stop();
});

function target(accountId: string, regions: readonly string[] = ['us-east-1', 'eu-west-1']): CollectorTarget {
  const signal = AbortSignal.timeout(20_000);
  return { accountId, partition: 'aws', regions, disabledRegions: [], skipRegion: () => undefined, signal };
}

async function everythingOf(collector: Collector, where: CollectorTarget): Promise<ObservedResource[]> {
  const found: ObservedResource[] = [];
  for await (const page of collector.collect(where)) found.push(...page);
  return found;
}

describe('the built-in collectors', () => {
  it('read resources of every kind, with policies, owners and settings', async () => {
    const found = new Map<string, ObservedResource>();
    for (const collector of collectors) {
      for (const resource of await everythingOf(collector, target(payments))) found.set(resource.arn, resource);
    }
    const all = [...found.values()];
    const { role, managedPolicy, bucket, queue, topic, key, secret, vpc } = RESOURCE_TYPES;
    const expected = [role, managedPolicy, bucket, queue, topic, key, secret, vpc, 'AWS::EC2::Subnet'];
    expect([...new Set(all.map(({ resourceType }) => resourceType))]).toEqual(expect.arrayContaining(expected));
    for (const type of [key, topic]) {
      const policies = all.filter(({ resourceType }) => resourceType === type).map(({ document }) => document);
      expect(policies.every((document) => document?.includes('Statement'))).toBe(true);
    }
    expect(all.filter(({ settings }) => 'unreadable' in settings).map(({ arn }) => arn)).toEqual([]);
  });

  it('read the same of a resource alone as of its account', async () => {
    for (const collector of collectors) {
      const where = target(payments);
      const all = await everythingOf(collector, where);
      expect(new Set(all.map(({ arn }) => arn)).size).toBe(all.length);
      for (const resource of all.slice(0, 12)) {
        const { region } = resource;
        const place = { ...where, region: region === 'global' ? 'us-east-1' : region };
        const alone = await collector.collectOne(place, resource.arn, resource.resourceType);
        expect(alone && hashResource(alone).content).toEqual(hashResource(resource).content);
      }
    }
  }, 60_000);
});

describe(S3Collector, () => {
  it('takes a bucket for closed that its account closes, and says so', async () => {
    const accountId = '100000000006';
    const root = { accessKeyId: 'AKIASANDBOXROOTDEMO1', secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001' };
    const sts = new STSClient({ region: 'us-east-1', credentials: root });
    const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'spec' }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const Bucket = 'open-to-the-world';
    const s3 = new S3Client({ region: 'us-east-1', credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const collector = new S3Collector(clients);
    const find = () => collector.collectOne({ ...target(accountId), region: 'us-east-1' }, `arn:aws:s3:::${Bucket}`);
    await expect(find()).resolves.toMatchObject({ isPublic: true, settings: { accountPublicAccessBlock: null } });

    const control = new AccountS3Client({ region: 'us-east-1', credentials });
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await control.send(new PutPublicAccessBlockCommand({ AccountId: accountId, PublicAccessBlockConfiguration }));
    const closed = { isPublic: false, settings: { accountPublicAccessBlock: { restrictPublicBuckets: true } } };
    await expect(find()).resolves.toMatchObject(closed);
    expect((await everythingOf(collector, target(accountId))).find(({ name }) => name === Bucket)).toMatchObject(
      closed,
    );
  });
});

describe(Ec2EnabledRegions, () => {
  const signal = () => AbortSignal.timeout(5_000);

  it('tells the configured regions that an account has from those it has not', async () => {
    const regions = new Ec2EnabledRegions(clients, ['us-east-1', 'af-south-1', 'eu-west-1']);
    await expect(regions.of({ accountId: payments, regions: null }, signal())).resolves.toEqual({
      enabled: ['us-east-1', 'eu-west-1'],
      disabled: ['af-south-1'],
    });
  });

  it('looks at the regions of the account, where it has some of its own', async () => {
    const regions = new Ec2EnabledRegions(clients, ['us-east-1']);
    const account = { accountId: payments, regions: ['eu-west-1', 'me-south-1'] };
    await expect(regions.of(account, signal())).resolves.toEqual({ enabled: ['eu-west-1'], disabled: ['me-south-1'] });
  });

  it('rejects at once when nothing of an account can be read', async () => {
    const regions = new Ec2EnabledRegions(clients, ['us-east-1']);
    await expect(regions.of({ accountId: '999999999999', regions: null }, signal())).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
