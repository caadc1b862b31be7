import { CreateRoleCommand, IAMClient, ListAttachedUserPoliciesCommand } from '@aws-sdk/client-iam';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseSeed } from '../../../apps/aws-sandbox/src/seed/read-seed.js';
import { type RunningSandbox, startSandbox } from '../../../apps/aws-sandbox/src/start-sandbox.js';
import { type StsKeys, keysOf } from './sts-world.js';
import { refusalOf } from './two-accounts.js';

const KEYS = {
  commercial: { accessKeyId: 'AKIACOMMERCIALXXXXXX', secretAccessKey: 'secret-of-commercial' },
  other: { accessKeyId: 'AKIAOTHERXXXXXXXXXXX', secretAccessKey: 'secret-of-the-other' },
  gov: { accessKeyId: 'AKIAGOVXXXXXXXXXXXXX', secretAccessKey: 'secret-of-gov-cloud' },
  china: { accessKeyId: 'AKIACHINAXXXXXXXXXXX', secretAccessKey: 'secret-of-china-123' },
} as const;

const admin = (name: keyof typeof KEYS): string =>
  `users: [{ name: ${name}, attached: ['aws:AdministratorAccess'], accessKeys: [{ id: ${KEYS[name].accessKeyId}, secret: ${KEYS[name].secretAccessKey} }] }]`;

const SEED = `
organizations:
  - id: o-commercial01
    managementAccount: '111111111111'
    hubAccount: '111111111111'
  - id: o-neighbour001
    managementAccount: '222222222222'
    hubAccount: '222222222222'
    resourceControlPolicies:
      - name: members-only
        document: { Statement: [{ Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*', Condition: { StringNotEqualsIfExists: { aws:PrincipalOrgID: <organization> } } }] }
    units: [{ path: Guarded, resourceControlPolicies: [members-only] }]
  - { id: o-govcloud0001, managementAccount: '333333333333', hubAccount: '333333333333', partition: aws-us-gov }
  - { id: o-china0000001, managementAccount: '444444444444', hubAccount: '444444444444', partition: aws-cn }
documents:
  trust-everybody: { Statement: [{ Effect: Allow, Principal: { AWS: '*' }, Action: sts:AssumeRole }] }
  read-all: { Statement: [{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: 'arn:<partition>:s3:::*' }] }
awsPolicies:
  - { name: AdministratorAccess, document: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] } }
everyAccount: { roles: [{ name: open, trust: trust-everybody }] }
accounts:
  - { id: '111111111111', name: commercial, email: commercial@example.com, ${admin('commercial')} }
  - { id: '222222222222', name: neighbour, email: neighbour@example.com, organization: o-neighbour001, ${admin('other')} }
  - id: '555555555555'
    name: data of the neighbour
    email: data@example.com
    organization: o-neighbour001
    buckets: [{ name: open-data, region: us-east-1, publicAccess: open, policy: { Statement: [{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: 'arn:aws:s3:::open-data/*' }] }, objects: [{ key: a, text: a }] }]
  - id: '666666666666'
    name: guarded data
    email: guarded@example.com
    organization: o-neighbour001
    unit: Guarded
    buckets: [{ name: guarded-data, region: us-east-1, publicAccess: open, policy: { Statement: [{ Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: 'arn:aws:s3:::guarded-data/*' }] }, objects: [{ key: a, text: a }] }]
  - id: '333333333333'
    name: gov
    email: gov@example.com
    organization: o-govcloud0001
    ${admin('gov')}
    buckets: [{ name: gov-data, region: us-gov-west-1, objects: [{ key: a, text: a }] }]
  - { id: '444444444444', name: china, email: china@example.com, organization: o-china0000001, ${admin('china')} }
`;

describe('several organizations in several partitions', () => {
  let running: RunningSandbox;

  beforeAll(async () => {
    running = await startSandbox({
      seed: parseSeed(SEED, 'four organizations'),
      report: (error) => {
        throw error instanceof Error ? error : new Error(String(error));
      },
    });
  });
  afterAll(() => running.stop());

  const options = (credentials: StsKeys, region: string) => ({
    endpoint: running.url,
    region,
    credentials,
    maxAttempts: 1,
  });

  it.each([
    ['commercial', 'us-east-1', '111111111111', 'aws', 'o-commercial01'],
    ['other', 'eu-central-1', '222222222222', 'aws', 'o-neighbour001'],
    ['gov', 'us-gov-east-1', '333333333333', 'aws-us-gov', 'o-govcloud0001'],
    ['china', 'cn-northwest-1', '444444444444', 'aws-cn', 'o-china0000001'],
  ] as const)('show %s its own world in %s', async (who, region, ...[account, partition, organization]) => {
    const identity = await new STSClient(options(KEYS[who], region)).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:${partition}:iam::${account}:user/${who}`);
    const iam = new IAMClient(options(KEYS[who], region));
    const policies = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: who }));
    expect(policies.AttachedPolicies?.[0]?.PolicyArn).toBe(`arn:${partition}:iam::aws:policy/AdministratorAccess`);
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: identity.Arn }, Action: 'sts:AssumeRole' }],
    });
    const made = await iam.send(new CreateRoleCommand({ RoleName: 'made', AssumeRolePolicyDocument }));
    expect(made.Role?.Arn).toBe(`arn:${partition}:iam::${account}:role/made`);
    const organizations = new OrganizationsClient(options(KEYS[who], region));
    const described = await organizations.send(new DescribeOrganizationCommand({}));
    expect(described.Organization).toMatchObject({
      Id: organization,
      Arn: `arn:${partition}:organizations::${account}:organization/${organization}`,
    });
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    expect(Accounts?.every(({ Arn }) => Arn?.includes(String(organization)))).toBe(true);
  });

  it.each([
    ['commercial', 'us-gov-west-1'],
    ['commercial', 'cn-north-1'],
    ['gov', 'us-east-1'],
    ['china', 'eu-west-1'],
  ] as const)('do not know the keys of %s in %s', async (who, region) => {
    const call = new STSClient(options(KEYS[who], region)).send(new GetCallerIdentityCommand({}));
    expect((await refusalOf(call)).code).toBe('InvalidClientTokenId');
    const list = new S3Client(options(KEYS[who], region)).send(new ListBucketsCommand({}));
    expect((await refusalOf(list)).code).toBe('InvalidAccessKeyId');
  });

  const assume = (who: keyof typeof KEYS, region: string, RoleArn: string) =>
    new STSClient(options(KEYS[who], region)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));

  it('let sessions cross from organization to organization, and never from partition to partition', async () => {
    const neighbour = await assume('commercial', 'us-east-1', 'arn:aws:iam::222222222222:role/open');
    expect(neighbour.AssumedRoleUser?.Arn).toBe('arn:aws:sts::222222222222:assumed-role/open/test');
    const gov = await assume('gov', 'us-gov-west-1', 'arn:aws-us-gov:iam::333333333333:role/open');
    expect(gov.AssumedRoleUser?.Arn).toBe('arn:aws-us-gov:sts::333333333333:assumed-role/open/test');
    const across = assume('commercial', 'us-east-1', 'arn:aws-us-gov:iam::333333333333:role/open');
    expect((await refusalOf(across)).code).toBe('AccessDenied');
    const misnamed = assume('gov', 'us-gov-west-1', 'arn:aws:iam::333333333333:role/open');
    expect((await refusalOf(misnamed)).code).toBe('AccessDenied');
    const { sessionToken } = keysOf(gov.Credentials);
    expect(sessionToken).not.toBe('');
  });

  it('hold back what an RCP of their own protects from the others', async () => {
    const read = (Bucket: string, who: keyof typeof KEYS) =>
      new S3Client(options(KEYS[who], 'us-east-1')).send(new GetObjectCommand({ Bucket, Key: 'a' }));
    for (const [bucket, who] of [
      ['open-data', 'commercial'],
      ['open-data', 'other'],
      ['guarded-data', 'other'],
    ] as const) {
      expect(await (await read(bucket, who)).Body?.transformToString()).toBe('a');
    }
    expect((await refusalOf(read('guarded-data', 'commercial'))).message).toContain('resource control policy');
    const anonymous = (bucket: string) => fetch(`${running.url}/${bucket}/a`);
    expect((await anonymous('open-data')).status).toBe(200);
    expect((await anonymous('guarded-data')).status).toBe(403);
  });

  it('get new accounts in their own partition', async () => {
    const organizations = new OrganizationsClient(options(KEYS.china, 'cn-northwest-1'));
    const asked = await organizations.send(new CreateAccountCommand({ Email: 'new@example.com', AccountName: 'new' }));
    const CreateAccountRequestId = asked.CreateAccountStatus?.Id;
    const status = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }));
    const id = status.CreateAccountStatus?.AccountId ?? '';
    const { Credentials } = await assume(
      'china',
      'cn-north-1',
      `arn:aws-cn:iam::${id}:role/OrganizationAccountAccessRole`,
    );
    const identity = await new STSClient(options(keysOf(Credentials), 'cn-north-1')).send(
      new GetCallerIdentityCommand({}),
    );
    expect(identity.Arn).toBe(`arn:aws-cn:sts::${id}:assumed-role/OrganizationAccountAccessRole/test`);
  });

  it.each([
    [
      'both organization and organizations',
      (seed: string) =>
        `organization: { id: o-commercial01, managementAccount: '111111111111', hubAccount: '111111111111' }\n${seed}`,
      'either organization or organizations',
    ],
    [
      'an account of an organization that is not there',
      (seed: string) => seed.replace('organization: o-china0000001', 'organization: o-nowhere00001'),
      'management account 444444444444 is not among the accounts',
    ],
    [
      'one organization twice',
      (seed: string) =>
        seed.replace('id: o-neighbour001, ', 'x').replace('- id: o-neighbour001', '- id: o-commercial01'),
      'is there twice',
    ],
    [
      'a resource control policy that is not there',
      (seed: string) => seed.replace('[members-only]', '[nope]'),
      'no resource control policy named nope',
    ],
  ])('are refused with %s', async (_what, change, message) => {
    const start = async () => startSandbox({ seed: parseSeed(change(SEED), 'seed') });
    await expect(start()).rejects.toThrow(message);
  });
});
