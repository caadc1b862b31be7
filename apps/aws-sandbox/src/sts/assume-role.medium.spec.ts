import { createHash } from 'node:crypto';

import { AssumeRoleCommand, type AssumeRoleCommandInput, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Keys, ROBOT, SandboxUnderTest, keysOf, refusalOf } from '../fixture/sandbox-under-test.js';

const ENGINEER = 'arn:aws:iam::333333333333:role/people/engineer';

describe('AssumeRole', () => {
  let under: SandboxUnderTest;
  let broker: Keys;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    broker = await under.broker();
  });
  afterAll(() => under.stop());

  const assume = (input: Partial<AssumeRoleCommandInput>, as: Keys = broker) =>
    under.sts(as).send(new AssumeRoleCommand({ RoleArn: ENGINEER, RoleSessionName: 'ada@example.com', ...input }));

  it('gives credentials of the role, with the session name in its identity', async () => {
    const reply = await assume({});
    expect(reply.AssumedRoleUser?.Arn).toBe('arn:aws:sts::333333333333:assumed-role/engineer/ada@example.com');
    const identity = await under.sts(keysOf(reply.Credentials)).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '333333333333',
      Arn: 'arn:aws:sts::333333333333:assumed-role/engineer/ada@example.com',
      UserId: reply.AssumedRoleUser?.AssumedRoleId,
    });
    expect(reply.AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:ada@example\.com$/);
  });

  it('lasts an hour unless told otherwise, and less when told so', async () => {
    const lasts = async (input: Partial<AssumeRoleCommandInput>) =>
      Math.round((Number((await assume(input)).Credentials?.Expiration) - Date.now()) / 1000);
    expect(await lasts({})).toBeGreaterThan(3595);
    expect(await lasts({ DurationSeconds: 900 })).toBeLessThanOrEqual(900);
  });

  it('keeps chained sessions to an hour, whatever the role allows', async () => {
    expect(await refusalOf(assume({ DurationSeconds: 7200 }))).toEqual({
      name: 'ValidationError',
      status: 400,
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
  });

  it("lets a user have the role's maximum and no second more", async () => {
    const arn = 'arn:aws:iam::333333333333:role/for-the-robot';
    const reply = await assume({ RoleArn: arn, DurationSeconds: 7200 }, ROBOT);
    expect(Number(reply.Credentials?.Expiration) - Date.now()).toBeGreaterThan(7_190_000);
    expect((await refusalOf(assume({ RoleArn: arn, DurationSeconds: 7201 }, ROBOT))).message).toContain(
      'exceeds the MaxSessionDuration set for this role',
    );
  });

  it.each([
    ['a role that does not trust the caller', { RoleArn: 'arn:aws:iam::333333333333:role/unreachable' }],
    ['a role that is not there', { RoleArn: 'arn:aws:iam::333333333333:role/nobody' }],
    ['a role named without its path', { RoleArn: 'arn:aws:iam::333333333333:role/engineer' }],
    ['a role of an account that is not there', { RoleArn: 'arn:aws:iam::999999999999:role/engineer' }],
    ['a role of a suspended account', { RoleArn: 'arn:aws:iam::555555555555:role/engineer' }],
    ['a missing external id', { RoleArn: 'arn:aws:iam::333333333333:role/with-external-id' }],
    ['a wrong external id', { RoleArn: 'arn:aws:iam::333333333333:role/with-external-id', ExternalId: 'guess' }],
    [
      'tags for a role that does not allow tagging',
      { RoleArn: 'arn:aws:iam::333333333333:role/plain', Tags: [{ Key: 'a', Value: 'b' }] },
    ],
    [
      'a source identity for a role that does not allow one',
      { RoleArn: 'arn:aws:iam::333333333333:role/plain', SourceIdentity: 'ada' },
    ],
  ])('refuses %s with one and the same sentence form', async (_what, input) => {
    const refusal = await refusalOf(assume(input));
    expect(refusal).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(refusal.message).toMatch(
      /^User: arn:aws:sts::222222222222:assumed-role\/broker\/gatehouse is not authorized to perform: sts:(AssumeRole|TagSession|SetSourceIdentity) on resource: arn:aws:iam::\d{12}:role\/[\w-]+$/,
    );
  });

  it('accepts the right external id', async () => {
    const reply = await assume({ RoleArn: 'arn:aws:iam::333333333333:role/with-external-id', ExternalId: 'let-me-in' });
    expect(reply.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  });

  it.each([
    ['a session name with a space', { RoleSessionName: 'a b' }, 'ValidationError', 'roleSessionName'],
    ['a session name of one letter', { RoleSessionName: 'a' }, 'ValidationError', 'roleSessionName'],
    ['a session name of 65 letters', { RoleSessionName: 'a'.repeat(65) }, 'ValidationError', 'roleSessionName'],
    ['a duration of -1', { DurationSeconds: -1 }, 'ValidationError', 'greater than or equal to 900'],
    ['a duration of 43201', { DurationSeconds: 43_201 }, 'ValidationError', 'less than or equal to 43200'],
    ['an ARN that is none', { RoleArn: 'this-is-not-an-arn-at-all' }, 'ValidationError', 'is invalid'],
    ['an ARN of a user', { RoleArn: 'arn:aws:iam::333333333333:user/robot' }, 'ValidationError', 'is invalid'],
    ['a short ARN', { RoleArn: 'arn' }, 'ValidationError', 'roleArn'],
    ['a policy that is not JSON', { Policy: '{' }, 'MalformedPolicyDocument', ''],
    ['a policy that is too long', { Policy: ' '.repeat(2049) }, 'ValidationError', 'policy'],
    [
      'a policy ARN that is not there',
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/Nope' }] },
      'InvalidParameterValue',
      'not valid',
    ],
    [
      'eleven policy ARNs',
      { PolicyArns: Array.from({ length: 11 }, () => ({ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' })) },
      'ValidationError',
      'policyArns',
    ],
    [
      'tags that differ in case only',
      {
        Tags: [
          { Key: 'Team', Value: 'a' },
          { Key: 'team', Value: 'b' },
        ],
      },
      'InvalidParameterValue',
      'case insensitive',
    ],
    ['a tag key of AWS', { Tags: [{ Key: 'aws:team', Value: 'a' }] }, 'InvalidParameterValue', 'aws:'],
    [
      '51 tags',
      { Tags: Array.from({ length: 51 }, (_v, index) => ({ Key: `k${String(index)}`, Value: 'v' })) },
      'ValidationError',
      'tags',
    ],
    ['a transitive key that is no tag', { TransitiveTagKeys: ['team'] }, 'InvalidParameterValue', 'transitive tag key'],
    [
      'an MFA code of a device that is not there',
      { SerialNumber: 'arn:aws:iam::333333333333:mfa/robot', TokenCode: '123456' },
      'AccessDenied',
      'MultiFactorAuthentication',
    ],
  ] satisfies [string, Partial<AssumeRoleCommandInput>, string, string][])(
    'refuses %s',
    async (_what, input, name, message) => {
      const refusal = await refusalOf(assume(input));
      expect(refusal.name).toBe(name === 'MalformedPolicyDocument' ? 'MalformedPolicyDocumentException' : name);
      expect(refusal.message).toContain(message);
    },
  );

  it('refuses policies and tags that do not fit, and tells how full the rest is', async () => {
    const tags = (count: number) =>
      Array.from({ length: count }, (_value, index) => ({
        Key: `key-${String(index)}`,
        Value: createHash('sha512').update(String(index)).digest('base64'),
      }));
    expect((await assume({ Tags: tags(1) })).PackedPolicySize).toBeLessThan(10);
    const refusal = await refusalOf(assume({ Tags: tags(50) }));
    expect(refusal.name).toBe('PackedPolicyTooLargeException');
    expect(refusal.message).toMatch(/consumes 1\d\d% of allotted space/);
  });

  it('cuts the session down to its session policy', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' }],
    });
    const keys = await under.session(ENGINEER, { Policy });
    await under.iam(keys).send(new GetRoleCommand({ RoleName: 'engineer' }));
    expect((await refusalOf(under.s3(keys).send(new ListBucketsCommand({})))).message).toContain(
      'because no session policy allows the s3:ListAllMyBuckets action',
    );
  });

  it('hands transitive tags and the source identity on, and protects both', async () => {
    const Tags = [
      { Key: 'cost', Value: '7' },
      { Key: 'note', Value: 'stays here' },
    ];
    const first = await under.session(ENGINEER, { Tags, TransitiveTagKeys: ['cost'], SourceIdentity: 'ada' });
    const facts = under.sandbox.tokens.open(first.sessionToken ?? '');
    expect(facts).toMatchObject({
      tags: { cost: '7', note: 'stays here' },
      transitiveTagKeys: ['cost'],
      sourceIdentity: 'ada',
    });
    expect(await refusalOf(assume({ SourceIdentity: 'eve' }, first))).toMatchObject({ name: 'AccessDenied' });
    expect(await refusalOf(assume({ Tags: [{ Key: 'COST', Value: '0' }] }, first))).toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});
