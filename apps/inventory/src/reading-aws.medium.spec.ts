import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrganizationsClient, TagResourceCommand } from '@aws-sdk/client-organizations';
import { AwsClients, awsEstateOf, parseGatehouseFile } from '@gatehouse/aws';
import { accountSourceConformance } from '@gatehouse/plugin-sdk';
import { testSandbox, type TestSandbox } from '@gatehouse/testing';
import { IamCollector } from './collectors/iam/iam-collector.js';
import { OrganizationAccounts } from './organization/organization-accounts.js';
import type { ObservedResource } from './resource/observed-resource.js';

const before = { ...process.env };
let sandbox: TestSandbox;
let clients: AwsClients;
let organization: OrganizationAccounts;
let tagged: OrganizationAccounts;

beforeAll(async () => {
  sandbox = await testSandbox();
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  const text = 'aws: { reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo } }';
  clients = new AwsClients(awsEstateOf(parseGatehouseFile('gatehouse.yaml', text)), 'gatehouse-inventory');
  const place = { managementAccountId: '100000000001', partition: 'aws', region: 'us-east-1' };
  organization = new OrganizationAccounts(clients, place);
  tagged = new OrganizationAccounts(clients, place, {
    environment: 'stage',
    sensitive: 'sensitive',
    regions: 'regions',
  });
}, 60_000);
afterAll(async () => {
  clients.close();
  process.env = before;
  await sandbox.stop();
});

describe(OrganizationAccounts, () => {
  it.each(['gives accounts that', 'names each account once', 'gives up when'])('%s …', async (beginning) => {
    const promise = accountSourceConformance(organization).find((it) => it.promise.startsWith(beginning));
    await promise?.check();
    expect(promise).toBeDefined();
  });

  it('tells where in the organization an account is', async () => {
    const accounts = await organization.list(AbortSignal.timeout(10_000));
    expect(accounts).toHaveLength(6);
    expect(accounts.find(({ accountId }) => accountId === '100000000003')).toMatchObject({
      name: 'payments-production',
      status: 'active',
      organizationId: 'o-gatehousedemo',
      ouPath: 'Root/Workloads/Production',
    });
  });

  it('believes the tags of accounts that the configuration names, and reads none unless it names some', async () => {
    const root = {
      accessKeyId: 'AKIASANDBOXROOTDEMO1',
      secretAccessKey: 'sandbox-break-glass-secret-not-aws-0001',
    };
    const organizations = new OrganizationsClient({ region: 'us-east-1', credentials: root });
    const Tags = Object.entries({ stage: 'production', sensitive: 'yes', regions: 'eu-west-1 eu-central-1' }).map(
      ([Key, Value]) => ({ Key, Value }),
    );
    await organizations.send(new TagResourceCommand({ ResourceId: '100000000003', Tags }));
    const accounts = await tagged.list(AbortSignal.timeout(10_000));
    expect(accounts).toHaveLength(6);
    expect(accounts.find(({ accountId }) => accountId === '100000000003')).toMatchObject({
      name: 'payments-production',
      settings: { environment: 'production', isSensitive: true, regions: ['eu-west-1', 'eu-central-1'] },
    });
    expect(accounts.find(({ accountId }) => accountId === '100000000005')?.settings).toEqual({});
    const untagged = await organization.list(AbortSignal.timeout(10_000));
    expect(untagged.every(({ settings }) => settings === undefined)).toBe(true);
  });
});

describe(IamCollector, () => {
  it('reads everything of an account that the picture needs', async () => {
    const target = {
      accountId: '100000000003',
      partition: 'aws',
      regions: ['us-east-1'],
      disabledRegions: [],
      skipRegion: () => undefined,
      signal: AbortSignal.timeout(10_000),
    };
    const found: ObservedResource[] = [];
    for await (const page of new IamCollector(clients).collect(target)) found.push(...page);
    expect(new Set(found.map(({ arn }) => arn)).size).toBe(found.length);
    const engineer = found.find(({ name }) => name === 'payments-engineer');
    expect(engineer).toMatchObject({
      arn: 'arn:aws:iam::100000000003:role/people/payments-engineer',
      accountId: '100000000003',
      resourceType: 'AWS::IAM::Role',
      path: '/people/',
      tags: { 'gatehouse-authorized': 'payments-engineers' },
      settings: { maxSessionSeconds: 14_400 },
      document: expect.stringContaining('gatehouse-broker'),
      inline: [{ name: 'write-logs', text: expect.stringContaining('"Statement"') }],
      attached: [{ name: 'payments-read-data' }],
      boundary: 'arn:aws:iam::100000000003:policy/payments/payments-boundary',
      usage: { lastUsedAt: expect.any(Date) },
    });
    expect(JSON.parse(engineer?.document ?? '')).toHaveProperty('Statement');
    const policies = found.filter(({ resourceType }) => resourceType === 'AWS::IAM::Policy');
    expect(policies.map(({ accountId }) => accountId)).toEqual(expect.arrayContaining(['aws', '100000000003']));
  });
});
