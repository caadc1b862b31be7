import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';

const trusting = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
  });
const allowing = (action: string, filler = '') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: `S${filler}`, Effect: 'Allow', Action: action, Resource: '*' }],
  });

const BROKER = 'arn:aws:iam::222222222222:role/broker';
const READ_S3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const BOUNDARY = 'arn:aws:iam::333333333333:policy/team/only-receipts';

describe('changing IAM', () => {
  let under: SandboxUnderTest;
  let iam: IAMClient;
  let reader: IAMClient;
  let count = 0;
  let RoleName = '';

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    iam = under.iam(await under.session('arn:aws:iam::333333333333:role/plain'));
    reader = under.iam(await under.session('arn:aws:iam::333333333333:role/people/engineer'));
  });
  afterAll(() => under.stop());

  beforeEach(async () => {
    RoleName = `made-${String(++count)}`;
    await create({});
  });

  const create = (input: Partial<CreateRoleCommandInput>) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(BROKER), ...input }));
  const role = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role;

  describe('roles', () => {
    it('are made, can be assumed, and are gone once deleted', async () => {
      RoleName = 'made-with-everything';
      const { Role } = await create({
        Path: '/people/',
        Description: 'Made in a test.',
        MaxSessionDuration: 7200,
        PermissionsBoundary: BOUNDARY,
        Tags: [{ Key: 'team', Value: 'payments' }],
      });
      expect(Role).toMatchObject({
        Arn: 'arn:aws:iam::333333333333:role/people/made-with-everything',
        Tags: [{ Key: 'team' }],
      });
      await under.session(Role?.Arn ?? '');
      await iam.send(new UpdateRoleCommand({ RoleName, Description: 'Changed.', MaxSessionDuration: 3600 }));
      expect(await role()).toMatchObject({ Description: 'Changed.', MaxSessionDuration: 3600 });
      await iam.send(new DeleteRoleCommand({ RoleName }));
      expect(await refusalOf(role())).toMatchObject({ name: 'NoSuchEntityException' });
    });

    it('made again under an old name do not inherit sessions', async () => {
      const arn = `arn:aws:iam::333333333333:role/${RoleName}`;
      const keys = await under.session(arn);
      await iam.send(new DeleteRoleCommand({ RoleName }));
      await create({});
      expect(await refusalOf(under.s3(keys).send(new ListBucketsCommand({})))).toMatchObject({ name: 'InvalidToken' });
    });

    it.each<[string, Partial<CreateRoleCommandInput>, string]>([
      ['a name that is taken, in whatever case', { RoleName: 'ENGINEER' }, 'EntityAlreadyExistsException'],
      [
        'a trust policy that is not JSON',
        { RoleName: 'x', AssumeRolePolicyDocument: '{' },
        'MalformedPolicyDocumentException',
      ],
      [
        'a trust policy with a resource',
        { RoleName: 'x', AssumeRolePolicyDocument: allowing('sts:AssumeRole') },
        'MalformedPolicyDocumentException',
      ],
      [
        'a principal that is not there',
        { RoleName: 'x', AssumeRolePolicyDocument: trusting('arn:aws:iam::222222222222:role/nobody') },
        'MalformedPolicyDocumentException',
      ],
      [
        'an account that is not there',
        { RoleName: 'x', AssumeRolePolicyDocument: trusting('999999999999') },
        'MalformedPolicyDocumentException',
      ],
      [
        'a trust policy that is too long',
        {
          RoleName: 'x',
          AssumeRolePolicyDocument: trusting(BROKER).replace('"Effect"', `"Sid":"${'a'.repeat(2048)}","Effect"`),
        },
        'LimitExceededException',
      ],
      [
        'a boundary that is not there',
        { RoleName: 'x', PermissionsBoundary: 'arn:aws:iam::333333333333:policy/nope' },
        'NoSuchEntityException',
      ],
      ['a tag of AWS', { RoleName: 'x', Tags: [{ Key: 'aws:team', Value: 'x' }] }, 'InvalidInputException'],
      [
        'one tag twice',
        {
          RoleName: 'x',
          Tags: [
            { Key: 'Team', Value: 'x' },
            { Key: 'team', Value: 'y' },
          ],
        },
        'InvalidInputException',
      ],
      ['a name with a slash', { RoleName: 'a/b' }, 'ValidationError'],
      ['a path without end', { RoleName: 'x', Path: '/people' }, 'ValidationError'],
      ['a session of 13 hours', { RoleName: 'x', MaxSessionDuration: 46_800 }, 'ValidationError'],
    ])('are refused with %s', async (_what, input, name) => {
      expect(await refusalOf(create(input))).toMatchObject({ name });
    });

    it('are not deleted while policies hang on them', async () => {
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'a', PolicyDocument: allowing('s3:*') }));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_S3 }));
      const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
      expect(await refusalOf(remove())).toEqual({
        name: 'DeleteConflictException',
        status: 409,
        message: 'Cannot delete entity, must detach all policies first.',
      });
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: READ_S3 }));
      expect((await refusalOf(remove())).message).toBe('Cannot delete entity, must delete policies first.');
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'a' }));
      await remove();
    });

    it('take a new trust policy, which counts at once', async () => {
      const arn = `arn:aws:iam::333333333333:role/${RoleName}`;
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting('444444444444') }));
      expect(await refusalOf(under.session(arn))).toMatchObject({ name: 'AccessDenied' });
      const unknown = new UpdateAssumeRolePolicyCommand({
        RoleName,
        PolicyDocument: trusting('arn:aws:iam::444444444444:user/nobody'),
      });
      expect((await refusalOf(iam.send(unknown))).message).toBe(
        'Invalid principal in policy: "AWS":"arn:aws:iam::444444444444:user/nobody"',
      );
    });
  });

  describe('permissions of roles', () => {
    it('change what sessions may do, at once', async () => {
      const s3 = under.s3(await under.session(`arn:aws:iam::333333333333:role/${RoleName}`));
      const works = () =>
        s3.send(new ListBucketsCommand({})).then(
          () => true,
          () => false,
        );
      expect(await works()).toBe(false);
      await iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: 'list', PolicyDocument: allowing('s3:ListAllMyBuckets') }),
      );
      expect(await works()).toBe(true);
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: BOUNDARY }));
      expect(await works()).toBe(false);
      await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
      expect(await works()).toBe(true);
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'list' }));
      expect(await works()).toBe(false);
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_S3 }));
      expect(await works()).toBe(true);
    });

    it('revoke the sessions issued so far, and no later one', async () => {
      const arn = `arn:aws:iam::333333333333:role/${RoleName}`;
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_S3 }));
      const before = await under.session(arn);
      under.later(2);
      const revoked = new Date(under.sandbox.now()).toISOString();
      const deny = {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': revoked } },
      };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'AWSRevokeOlderSessions', PolicyDocument }));
      under.later(2);
      const after = await under.session(arn);
      expect((await refusalOf(under.s3(before).send(new ListBucketsCommand({})))).message).toContain(
        'with an explicit deny in an identity-based policy',
      );
      expect((await under.s3(after).send(new ListBucketsCommand({}))).Buckets).toHaveLength(3);
    });

    it('have limits', async () => {
      const put = (PolicyName: string, size: number) =>
        iam.send(
          new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allowing('s3:*', 'a'.repeat(size)) }),
        );
      await put('first', 5000);
      await put('second', 5000);
      expect(await refusalOf(put('third', 300))).toEqual({
        name: 'LimitExceededException',
        status: 409,
        message: `Maximum policy size of 10240 bytes exceeded for role ${RoleName}`,
      });
      await put('second', 100);
      const attach = async (index: number) => {
        const PolicyName = `p-${RoleName}-${String(index)}`;
        const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: allowing('s3:*') }));
        return iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
      };
      for (let index = 0; index < 10; index += 1) await attach(index);
      expect((await refusalOf(attach(10))).message).toBe('Cannot exceed quota for PoliciesPerRole: 10');
    });

    it.each<[string, (client: IAMClient, role: string) => Promise<unknown>, string]>([
      [
        'a document that is no policy',
        (c, r) => c.send(new PutRolePolicyCommand({ RoleName: r, PolicyName: 'a', PolicyDocument: '[]' })),
        'MalformedPolicyDocumentException',
      ],
      [
        'a policy name with a slash',
        (c, r) => c.send(new PutRolePolicyCommand({ RoleName: r, PolicyName: 'a/b', PolicyDocument: '{}' })),
        'ValidationError',
      ],
      [
        'an inline policy that is not there',
        (c, r) => c.send(new DeleteRolePolicyCommand({ RoleName: r, PolicyName: 'nope' })),
        'NoSuchEntityException',
      ],
      [
        'a managed policy that is not there',
        (c, r) => c.send(new AttachRolePolicyCommand({ RoleName: r, PolicyArn: 'arn:aws:iam::aws:policy/Nope' })),
        'NoSuchEntityException',
      ],
      [
        'a managed policy of another account',
        (c, r) =>
          c.send(new AttachRolePolicyCommand({ RoleName: r, PolicyArn: 'arn:aws:iam::444444444444:policy/only' })),
        'NoSuchEntityException',
      ],
      [
        'a policy that is not attached',
        (c, r) => c.send(new DetachRolePolicyCommand({ RoleName: r, PolicyArn: READ_S3 })),
        'NoSuchEntityException',
      ],
      [
        'a boundary that is not set',
        (c, r) => c.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: r })),
        'NoSuchEntityException',
      ],
      [
        'a role that is not there',
        (c) => c.send(new TagRoleCommand({ RoleName: 'nobody', Tags: [] })),
        'NoSuchEntityException',
      ],
    ])('refuse %s', async (_what, call, name) => {
      expect(await refusalOf(call(iam, RoleName))).toMatchObject({ name });
    });

    it('are refused to those who may only read', async () => {
      const put = new PutRolePolicyCommand({ RoleName, PolicyName: 'a', PolicyDocument: allowing('*') });
      expect((await refusalOf(reader.send(put))).message).toContain(
        'because no identity-based policy allows the iam:PutRolePolicy action',
      );
    });
  });

  it('tags are replaced whatever their case, and taken away', async () => {
    await iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: 'Team', Value: 'a' },
          { Key: 'cost', Value: '1' },
        ],
      }),
    );
    await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'b' }] }));
    expect((await role())?.Tags).toEqual([
      { Key: 'cost', Value: '1' },
      { Key: 'team', Value: 'b' },
    ]);
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['COST', 'never-there'] }));
    expect((await role())?.Tags).toEqual([{ Key: 'team', Value: 'b' }]);
    const many = Array.from({ length: 50 }, (_value, index) => ({ Key: `k${String(index)}`, Value: '' }));
    expect(await refusalOf(iam.send(new TagRoleCommand({ RoleName, Tags: many })))).toMatchObject({
      name: 'LimitExceededException',
      status: 409,
    });
  });

  describe('managed policies', () => {
    it('have five versions at most, one of them the default', async () => {
      const { Policy } = await iam.send(
        new CreatePolicyCommand({
          PolicyName: 'versioned',
          Path: '/team/',
          PolicyDocument: allowing('s3:Get*'),
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      );
      const PolicyArn = Policy?.Arn;
      expect(PolicyArn).toBe('arn:aws:iam::333333333333:policy/team/versioned');
      const add = (SetAsDefault: boolean) =>
        iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('s3:List*'), SetAsDefault }));
      for (const asDefault of [true, false, false, false]) await add(asDefault);
      expect((await refusalOf(add(false))).message).toContain('A managed policy can have up to 5 versions');
      expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy).toMatchObject({
        DefaultVersionId: 'v2',
        AttachmentCount: 0,
      });
      expect(await refusalOf(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' })))).toMatchObject({
        name: 'DeleteConflictException',
      });
      await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
      const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
        ['v1', false],
        ['v3', false],
        ['v4', false],
        ['v5', true],
      ]);
      expect((await add(false)).PolicyVersion?.VersionId).toBe('v6');
      const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
      expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toContain('s3:List*');
    });

    it('are deleted when nothing uses them and one version is left', async () => {
      const PolicyName = 'short-lived';
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: allowing('s3:Get*') }));
      const PolicyArn = Policy?.Arn;
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      expect((await refusalOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).message).toContain(
        'attached to entities',
      );
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeletePolicyCommand({ PolicyArn }));
      expect(await refusalOf(iam.send(new GetPolicyCommand({ PolicyArn })))).toMatchObject({
        name: 'NoSuchEntityException',
        status: 404,
      });
    });

    it.each<[string, (client: IAMClient) => Promise<unknown>, string]>([
      [
        'a name that is taken',
        (c) => c.send(new CreatePolicyCommand({ PolicyName: 'Only-Receipts', PolicyDocument: allowing('s3:*') })),
        'EntityAlreadyExistsException',
      ],
      [
        'a document that is too long',
        (c) => c.send(new CreatePolicyCommand({ PolicyName: 'x', PolicyDocument: allowing('s3:*', 'a'.repeat(6144)) })),
        'LimitExceededException',
      ],
      [
        'a document with a principal',
        (c) => c.send(new CreatePolicyCommand({ PolicyName: 'x', PolicyDocument: trusting(BROKER) })),
        'MalformedPolicyDocumentException',
      ],
      [
        "a change of AWS's own",
        (c) => c.send(new CreatePolicyVersionCommand({ PolicyArn: READ_S3, PolicyDocument: allowing('*') })),
        'AccessDenied',
      ],
      [
        'a version that is not there',
        (c) => c.send(new GetPolicyVersionCommand({ PolicyArn: READ_S3, VersionId: 'v9' })),
        'NoSuchEntityException',
      ],
    ])('refuse %s', async (_what, call, name) => {
      expect(await refusalOf(call(iam))).toMatchObject({ name });
    });
  });
});
