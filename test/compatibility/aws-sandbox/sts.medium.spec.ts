import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';

import {
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetUserCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  type GetFederationTokenCommandInput,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { encodeAuthorizationMessage } from '../../../apps/aws-sandbox/src/sts/authorization-message.js';
import { type StsKeys, StsWorld, keysOf } from './sts-world.js';
import { refusalOf } from './two-accounts.js';

const ROLE = 'arn:aws:iam::222222222222:role/operator';
const TRUST_ACCOUNT = `{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: [sts:AssumeRole, sts:TagSession, sts:SetSourceIdentity] }`;

/** A role with a single permission under one condition. */
const when = (name: string, condition: string): string => `
      - name: ${name}
        tags: { team: payments }
        trust: { Statement: [${TRUST_ACCOUNT}] }
        inline: { read: { Statement: [{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*', Condition: { ${condition} } }] } }`;

const HOME = `
    roles:
      - { name: operator, trust: { Statement: [${TRUST_ACCOUNT}] }, attached: ['aws:AdministratorAccess'], maxSessionHours: 12 }
      - name: with-device
        trust: { Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: sts:AssumeRole, Condition: { Bool: { aws:MultiFactorAuthPresent: 'true' }, NumericLessThan: { aws:MultiFactorAuthAge: '300' } } }] }
        inline: { read: { Statement: [{ Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*', Condition: { BoolIfExists: { aws:MultiFactorAuthPresent: 'true' } } }] } }
${when('tagged', `StringEquals: { aws:PrincipalTag/team: payments, aws:PrincipalTag/cost: '7' }`)}
${when('sourced', `StringEquals: { aws:SourceIdentity: ada }`)}
${when('in-organization', `StringEquals: { aws:PrincipalOrgID: o-stsforspecs, aws:ResourceOrgID: o-stsforspecs, aws:PrincipalAccount: '222222222222', aws:PrincipalType: AssumedRole }, 'ForAnyValue:StringLike': { aws:PrincipalOrgPaths: 'o-stsforspecs/r-*/ou-*/', aws:ResourceOrgPaths: 'o-stsforspecs/r-*/ou-*/' }`)}
${when('in-europe', `StringEquals: { aws:RequestedRegion: eu-west-1 }`)}
${when('named', `StringLike: { aws:userid: 'AROA*:ada@example.com', aws:PrincipalArn: 'arn:aws:iam::222222222222:role/named' }, 'Null': { aws:username: 'true', aws:TokenIssueTime: 'false' }`)}
    buckets:
      - name: shared
        region: us-east-1
        objects: [{ key: of-bob, text: bob }, { key: of-ada, text: ada }]
        policy:
          Statement:
            - { Effect: Allow, Principal: { AWS: 'arn:aws:sts::222222222222:federated-user/bob' }, Action: s3:GetObject, Resource: 'arn:aws:s3:::shared/of-bob' }
`;

const LIST_BUCKETS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:ListAllMyBuckets', 'iam:*', 'sts:*'], Resource: '*' }],
});

describe('STS', () => {
  let world: StsWorld;
  let device: { readonly serial: string; readonly seed: string };

  beforeAll(async () => {
    world = await StsWorld.start(HOME);
    const iam = new IAMClient(world.options(world.keys.ada));
    const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'ada' }));
    const { SerialNumber: serial = '', Base32StringSeed } = made.VirtualMFADevice ?? {};
    device = { serial, seed: Buffer.from(Base32StringSeed ?? '').toString() };
    const codes = { AuthenticationCode1: codeAt(-2), AuthenticationCode2: codeAt(-1) };
    await iam.send(new EnableMFADeviceCommand({ UserName: 'ada', SerialNumber: serial, ...codes }));
  });
  afterAll(() => world.stop());

  /** The code of the device, some steps of half a minute from now (RFC 6238). */
  const codeAt = (steps = 0): string => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(world.now().getTime() / 30_000) + steps));
    const mac = createHmac('sha1', fromBase32(device.seed)).update(counter).digest();
    const at = mac.readUInt8(19) & 15;
    return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
  };

  const shown = () => ({ SerialNumber: device.serial, TokenCode: codeAt() });
  // A code is good a single time.
  afterEach(() => {
    world.later(60);
  });

  const listBuckets = (keys: StsKeys, region?: string) =>
    new S3Client(world.options(keys, region)).send(new ListBucketsCommand({}));
  const whoami = (keys: StsKeys, region?: string) => world.sts(keys, region).send(new GetCallerIdentityCommand({}));
  const assume = async (RoleArn = ROLE, more: Partial<AssumeRoleCommandInput> = {}, as: StsKeys = world.keys.ada) =>
    keysOf(
      (await world.sts(as).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ada@example.com', ...more })))
        .Credentials,
    );
  const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;

  describe('GetSessionToken', () => {
    const session = async (input = {}, as: StsKeys = world.keys.ada) =>
      keysOf((await world.sts(as).send(new GetSessionTokenCommand(input))).Credentials);

    it('gives a user temporary keys, whatever permissions the user has', async () => {
      for (const name of ['ada', 'eve'] as const) {
        const keys = await session({}, world.keys[name]);
        expect(keys.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
        expect((await whoami(keys)).Arn).toBe(`arn:aws:iam::222222222222:user/${name}`);
      }
      expect((await listBuckets(await session())).Buckets).toHaveLength(1);
    });

    it('lasts twelve hours unless told otherwise, and 36 at most', async () => {
      const reply = await world.sts(world.keys.ada).send(new GetSessionTokenCommand({}));
      expect(Math.round((Number(reply.Credentials?.Expiration) - world.now().getTime()) / 3_600_000)).toBe(12);
      expect((await refusalOf(session({ DurationSeconds: 129_601 }))).code).toBe('ValidationError');
      expect((await refusalOf(session({ DurationSeconds: 899 }))).code).toBe('ValidationError');
      expect(await session({ DurationSeconds: 129_600 })).toBeDefined();
    });

    it('without a code calls nothing of IAM, and of STS only two operations', async () => {
      const keys = await session();
      const getUser = new IAMClient(world.options(keys)).send(new GetUserCommand({}));
      expect(await refusalOf(getUser)).toMatchObject({ code: 'InvalidClientTokenId', status: 403 });
      expect(await refusalOf(session({}, keys))).toMatchObject({
        code: 'AccessDenied',
        message: 'Cannot call GetSessionToken with session credentials',
      });
      const federation = world.sts(keys).send(new GetFederationTokenCommand({ Name: 'bob' }));
      expect((await refusalOf(federation)).message).toBe('Cannot call GetFederationToken with session credentials');
      expect((await whoami(await assume(ROLE, {}, keys))).Arn).toContain('assumed-role/operator');
    });

    it('with a code calls IAM, and opens roles that ask for a device for as long as they say', async () => {
      const keys = await session(shown());
      expect((await new IAMClient(world.options(keys)).send(new GetUserCommand({}))).User?.UserName).toBe('ada');
      expect(await assume(role('with-device'), {}, keys)).toBeDefined();
      world.later(301);
      expect((await refusalOf(assume(role('with-device'), {}, keys))).code).toBe('AccessDenied');
    });

    it.each([
      [
        'a wrong code',
        () => ({ SerialNumber: device.serial, TokenCode: codeAt(50) }),
        'with invalid MFA one time pass code',
      ],
      [
        'a device of nobody',
        () => ({ SerialNumber: `${device.serial}-2`, TokenCode: '123456' }),
        'unable to validate MFA code',
      ],
      ['a code without device', () => ({ TokenCode: '123456' }), 'must provide both'],
    ])('refuses %s', async (_what, input, message) => {
      const refusal = await refusalOf(session(input()));
      expect(refusal).toMatchObject({ code: 'AccessDenied', status: 403 });
      expect(refusal.message).toMatch(new RegExp(`^MultiFactorAuthentication failed.*${message}`));
    });

    it('takes a code once', async () => {
      const input = shown();
      expect(await session(input)).toBeDefined();
      expect((await refusalOf(session(input))).code).toBe('AccessDenied');
    });

    it('cannot be called with the session of a role', async () => {
      expect((await refusalOf(session({}, await assume()))).message).toBe(
        'Cannot call GetSessionToken with session credentials',
      );
    });

    it('ends', async () => {
      const keys = await session({ DurationSeconds: 900 });
      world.later(901);
      expect((await refusalOf(whoami(keys))).code).toBe('ExpiredToken');
    });
  });

  describe('AssumeRole with a device', () => {
    it('opens a role that asks for one, whose session does not count as such itself', async () => {
      expect((await refusalOf(assume(role('with-device')))).code).toBe('AccessDenied');
      const keys = await assume(role('with-device'), shown());
      expect((await refusalOf(listBuckets(keys))).code).toBe('AccessDenied');
    });
  });

  describe('GetFederationToken', () => {
    const federate = (input: Partial<GetFederationTokenCommandInput> = {}, as: StsKeys = world.keys.ada) =>
      world.sts(as).send(new GetFederationTokenCommand({ Name: 'bob', ...input }));

    it('makes somebody new, with at most what the user and the policy both allow', async () => {
      const reply = await federate({ Policy: LIST_BUCKETS });
      expect(reply.FederatedUser).toEqual({
        FederatedUserId: '222222222222:bob',
        Arn: 'arn:aws:sts::222222222222:federated-user/bob',
      });
      expect(reply.PackedPolicySize).toBeGreaterThan(0);
      const keys = keysOf(reply.Credentials);
      expect(await whoami(keys)).toMatchObject({
        Arn: 'arn:aws:sts::222222222222:federated-user/bob',
        UserId: '222222222222:bob',
      });
      expect((await listBuckets(keys)).Buckets).toHaveLength(1);
    });

    it('gives nothing without a policy, but what resource policies give the federated user by name', async () => {
      const keys = keysOf((await federate()).Credentials);
      expect((await refusalOf(listBuckets(keys))).code).toBe('AccessDenied');
      const read = (Key: string) =>
        new S3Client(world.options(keys)).send(new GetObjectCommand({ Bucket: 'shared', Key }));
      expect(await (await read('of-bob')).Body?.transformToString()).toBe('bob');
      expect((await refusalOf(read('of-ada'))).code).toBe('AccessDenied');
    });

    it('can call neither IAM nor, but for one operation, STS', async () => {
      const keys = keysOf((await federate({ Policy: LIST_BUCKETS })).Credentials);
      const getUser = new IAMClient(world.options(keys)).send(new GetUserCommand({ UserName: 'ada' }));
      expect((await refusalOf(getUser)).code).toBe('InvalidClientTokenId');
      expect(await refusalOf(assume(ROLE, {}, keys))).toMatchObject({ code: 'AccessDenied', status: 403 });
    });

    it.each<[string, Partial<GetFederationTokenCommandInput>, 'ada' | 'eve', string, string]>([
      [
        'a user without the permission',
        {},
        'eve',
        'AccessDenied',
        'sts:GetFederationToken on resource: arn:aws:sts::222222222222:federated-user/bob',
      ],
      ['a name of one letter', { Name: 'b' }, 'ada', 'ValidationError', 'name'],
      ['a name of 33 letters', { Name: 'b'.repeat(33) }, 'ada', 'ValidationError', 'name'],
      ['a policy that is none', { Policy: '{}' }, 'ada', 'MalformedPolicyDocumentException', ''],
      ['too long a time', { DurationSeconds: 129_601 }, 'ada', 'ValidationError', 'durationSeconds'],
      [
        'the same tag twice',
        {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'A', Value: '2' },
          ],
        },
        'ada',
        'InvalidParameterValue',
        'case insensitive',
      ],
    ])('refuses %s', async (_what, input, ...[as, code, message]) => {
      const refusal = await refusalOf(federate(input, world.keys[as]));
      expect(refusal.code).toBe(code);
      expect(refusal.message).toContain(message);
    });
  });

  describe('GetAccessKeyInfo', () => {
    const ask = (AccessKeyId: string, as: StsKeys = world.keys.ada) =>
      world.sts(as).send(new GetAccessKeyInfoCommand({ AccessKeyId }));

    it('tells the account of long-lived and temporary keys, of other accounts too', async () => {
      expect((await ask(world.keys.boss.accessKeyId)).Account).toBe('111111111111');
      const { accessKeyId } = await assume();
      expect((await ask(accessKeyId)).Account).toBe('222222222222');
    });

    it('refuses what is no key, and those who may not ask', async () => {
      expect((await refusalOf(ask('short'))).code).toBe('ValidationError');
      expect((await refusalOf(ask('AKIA0000000000000000'))).code).toBe('ValidationError');
      expect((await refusalOf(ask(world.keys.ada.accessKeyId, world.keys.eve))).code).toBe('AccessDenied');
    });
  });

  describe('DecodeAuthorizationMessage', () => {
    const decode = (EncodedMessage: string, as: StsKeys = world.keys.ada) =>
      world.sts(as).send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));

    const encoded = () => {
      const { seal } = world.running.sandbox;
      const question = {
        action: 'ec2:TerminateInstances',
        resource: 'arn:aws:ec2:us-east-1:222222222222:instance/i-1',
        resourceAccountId: '222222222222',
      };
      const request = {
        principal: 'anonymous',
        action: question.action,
        resource: question.resource,
        context: { 'ec2:Region': 'us-east-1' },
      };
      const decision = {
        allowed: false,
        verdict: 'implicit-deny',
        reason: 'not-allowed',
        decidedBy: 'identity',
        layers: [],
        determining: [],
        isCrossAccount: false,
        policies: {},
      } as const;
      return encodeAuthorizationMessage(seal, {
        caller: { kind: 'anonymous' },
        question,
        decision: { ...decision, request },
      });
    };

    it('tells why a call was refused', async () => {
      const { DecodedMessage } = await decode(encoded());
      expect(JSON.parse(DecodedMessage ?? '')).toMatchObject({
        allowed: false,
        explicitDeny: false,
        context: {
          action: 'ec2:TerminateInstances',
          conditions: { items: [{ key: 'ec2:Region', values: { items: [{ value: 'us-east-1' }] } }] },
        },
      });
    });

    it('refuses other texts, and those who may not ask', async () => {
      expect(await refusalOf(decode('something'))).toMatchObject({
        code: 'InvalidAuthorizationMessageException',
        status: 400,
      });
      expect((await refusalOf(decode(encoded(), world.keys.eve))).code).toBe('AccessDenied');
    });
  });

  describe('what policies can ask of a session', () => {
    it.each<[string, string, Partial<AssumeRoleCommandInput>, Partial<AssumeRoleCommandInput>]>([
      [
        'tags of the role and of the session',
        'tagged',
        { Tags: [{ Key: 'cost', Value: '7' }] },
        {
          Tags: [
            { Key: 'cost', Value: '7' },
            { Key: 'team', Value: 'other' },
          ],
        },
      ],
      ['the source identity', 'sourced', { SourceIdentity: 'ada' }, { SourceIdentity: 'eve' }],
      ['the name of the session in the user id', 'named', {}, { RoleSessionName: 'eve@example.com' }],
    ])('is %s', async (_what, name, right, wrong) => {
      expect((await listBuckets(await assume(role(name), right))).Buckets).toHaveLength(1);
      expect((await refusalOf(listBuckets(await assume(role(name), wrong)))).code).toBe('AccessDenied');
    });

    it('is the organization of caller and resource', async () => {
      expect((await listBuckets(await assume(role('in-organization')))).Buckets).toHaveLength(1);
    });

    it('is the region', async () => {
      const keys = await assume(role('in-europe'));
      expect((await listBuckets(keys, 'eu-west-1')).Buckets).toHaveLength(1);
      expect((await refusalOf(listBuckets(keys, 'us-east-1'))).code).toBe('AccessDenied');
    });

    it('is when it was made: AWSRevokeOlderSessions ends the older ones only', async () => {
      const older = await assume();
      world.later(2);
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            Condition: { DateLessThan: { 'aws:TokenIssueTime': world.now().toISOString() } },
          },
        ],
      });
      const iam = new IAMClient(world.options(world.keys.ada));
      await iam.send(
        new PutRolePolicyCommand({ RoleName: 'operator', PolicyName: 'AWSRevokeOlderSessions', PolicyDocument }),
      );
      const newer = await assume();
      expect((await refusalOf(listBuckets(older))).message).toContain('explicit deny');
      expect((await listBuckets(newer)).Buckets).toHaveLength(1);
    });
  });

  describe('endpoints', () => {
    it.each(['us-east-1', 'eu-west-1', 'ap-southeast-2'])('answer in %s', async (region) => {
      expect((await whoami(world.keys.ada, region)).Account).toBe('222222222222');
    });

    it.each(['us-gov-west-1', 'cn-north-1'])('of another partition (%s) do not know the keys', async (region) => {
      expect(await refusalOf(whoami(world.keys.ada, region))).toMatchObject({
        code: 'InvalidClientTokenId',
        status: 403,
      });
      expect((await refusalOf(whoami(await assume(), region))).code).toBe('InvalidClientTokenId');
    });
  });
});

function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
