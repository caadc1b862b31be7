import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type BucketCannedACL,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as DeleteAccountBlockCommand,
  PutPublicAccessBlockCommand as PutAccountBlockCommand,
} from '@aws-sdk/client-s3-control';
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
  const accountId = '100000000006';
  const arnOf = (bucket: string) => `arn:aws:s3:::${bucket}`;
  const find = (bucket: string) =>
    new S3Collector(clients).collectOne({ ...target(accountId), region: 'us-east-1' }, arnOf(bucket));
  let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  let s3: S3Client;
  let control: AccountS3Client;

  beforeAll(async () => {
    const root = { accessKeyId: 'AKIASANDBOXROOTDEMO1', secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001' };
    const sts = new STSClient({ region: 'us-east-1', credentials: root });
    const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'spec' }));
    credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    s3 = new S3Client({ region: 'us-east-1', credentials, forcePathStyle: true });
    control = new AccountS3Client({ region: 'us-east-1', credentials });
  });
  afterEach(() => control.send(new DeleteAccountBlockCommand({ AccountId: accountId })));

  const blockAccount = (PublicAccessBlockConfiguration: object) =>
    control.send(new PutAccountBlockCommand({ AccountId: accountId, PublicAccessBlockConfiguration }));

  it('takes a bucket for closed that its account closes, and says so', async () => {
    const Bucket = 'open-to-the-world';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arnOf(Bucket)}/*` }],
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const open = { accountPublicAccessBlock: null, publicThrough: ['policy'] };
    await expect(find(Bucket)).resolves.toMatchObject({ isPublic: true, settings: open });

    await blockAccount({ RestrictPublicBuckets: true });
    const closed = { isPublic: false, settings: { accountPublicAccessBlock: { restrictPublicBuckets: true } } };
    await expect(find(Bucket)).resolves.toMatchObject(closed);
    const all = await everythingOf(new S3Collector(clients), target(accountId));
    expect(all.find(({ name }) => name === Bucket)).toMatchObject(closed);
  });

  it('takes a bucket for open that its access control list opens, until lists are ignored or off', async () => {
    const Bucket = 'open-by-its-list';
    const put = (ACL: BucketCannedACL) => s3.send(new PutBucketAclCommand({ Bucket, ACL }));
    await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'ObjectWriter' }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const young = await find(Bucket);
    expect(young).toMatchObject({
      isPublic: false,
      settings: { acl: [{ kind: 'owner', permission: 'FULL_CONTROL' }] },
    });
    expect(young?.settings).not.toHaveProperty('publicThrough');

    await put('authenticated-read');
    const grant = { kind: 'group', grantee: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' };
    const open = { acl: [{ ...grant, permission: 'READ' }, { kind: 'owner' }], publicThrough: ['acl'] };
    await expect(find(Bucket)).resolves.toMatchObject({ isPublic: true, settings: open });

    await blockAccount({ RestrictPublicBuckets: true });
    await expect(find(Bucket)).resolves.toMatchObject({ isPublic: true });
    await blockAccount({ IgnorePublicAcls: true });
    await expect(find(Bucket)).resolves.toMatchObject({ isPublic: false, settings: { acl: open.acl } });
    await control.send(new DeleteAccountBlockCommand({ AccountId: accountId }));
    const PublicAccessBlockConfiguration = { IgnorePublicAcls: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await expect(find(Bucket)).resolves.toMatchObject({ isPublic: false });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));

    await put('private');
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    const off = await find(Bucket);
    expect(off).toMatchObject({ isPublic: false, settings: { objectOwnership: 'BucketOwnerEnforced' } });
    expect(off?.settings).not.toHaveProperty('acl');
  });

  it.each([
    ['its policy forbids', 'list-not-shown', true],
    ['the role of the reader may not read', 'sandbox-playground-downloads', false],
  ])('keeps a bucket whose list %s, and says so', async (_why, Bucket, isByPolicy) => {
    const refusal = isByPolicy ? await bucketThatHides(Bucket) : await roleWithoutLists();
    try {
      const found = await find(Bucket);
      expect(found).toMatchObject({ isPublic: false, settings: { unreadable: ['acl'] } });
      expect(found?.settings).not.toHaveProperty('acl');
    } finally {
      await refusal.undo();
    }
    await expect(find(Bucket)).resolves.toMatchObject({ settings: { acl: expect.any(Array) } });
  });

  async function bucketThatHides(Bucket: string) {
    await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'BucketOwnerPreferred' }));
    const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:GetBucketAcl', Resource: arnOf(Bucket) }];
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    return { undo: () => s3.send(new DeleteBucketPolicyCommand({ Bucket })) };
  }

  /** As the role was before the permission was asked for. */
  async function roleWithoutLists() {
    const iam = new IAMClient({ region: 'us-east-1', credentials });
    const at = { RoleName: 'gatehouse-reader-spoke' };
    const { PolicyNames: [PolicyName = ''] = [] } = await iam.send(new ListRolePoliciesCommand(at));
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ ...at, PolicyName }));
    const whole = decodeURIComponent(PolicyDocument);
    const put = (document: string) =>
      iam.send(new PutRolePolicyCommand({ ...at, PolicyName, PolicyDocument: document }));
    const without = whole.replace('"s3:GetBucketAcl",', '');
    expect(without).not.toBe(whole);
    await put(without);
    return { undo: () => put(whole) };
  }
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
