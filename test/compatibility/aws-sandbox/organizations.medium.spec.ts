import { GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CloseAccountCommand,
  CreateAccountCommand,
  type CreateAccountCommandInput,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  type CreatePolicyCommandInput,
  DeleteOrganizationalUnitCommand,
  DeletePolicyCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationalUnitCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  LeaveOrganizationCommand,
  ListCreateAccountStatusCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
  UpdateOrganizationalUnitCommand,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { reinstateAccount, suspendAccount } from '../../../apps/aws-sandbox/src/organizations/account-status.js';
import { type StsKeys, StsWorld, keysOf } from './sts-world.js';
import { refusalOf } from './two-accounts.js';

const HOME = `
    buckets:
      - name: shared-with-boss
        region: us-east-1
        objects: [{ key: a, text: a }]
        policy: { Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: s3:GetObject, Resource: 'arn:aws:s3:::shared-with-boss/*' }] }
`;

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const denyBuckets = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 's3:ListAllMyBuckets', Resource: '*' }],
});
const denyOutsiders = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalAccount': '222222222222' } },
    },
  ],
});

describe('changing an organization', () => {
  let world: StsWorld;
  let boss: OrganizationsClient;
  let member: OrganizationsClient;
  let root: string;
  let workloads: string;
  let emails = 0;

  beforeAll(async () => {
    world = await StsWorld.start(HOME);
    boss = client(world.keys.boss);
    member = client(world.keys.ada);
    root = (await boss.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? '';
    workloads = world.unitNamed('Workloads');
  });
  afterAll(() => world.stop());

  const client = (keys: StsKeys) => new OrganizationsClient(world.options(keys));

  /** A new account, and its id. */
  const newAccount = async (more: Partial<CreateAccountCommandInput> = {}) => {
    emails += 1;
    const Email = `account-${String(emails)}@example.com`;
    const asked = await boss.send(
      new CreateAccountCommand({ Email, AccountName: `account ${String(emails)}`, ...more }),
    );
    const CreateAccountRequestId = asked.CreateAccountStatus?.Id;
    const { CreateAccountStatus } = await boss.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }));
    return CreateAccountStatus?.AccountId ?? '';
  };

  const inside = async (account: string, role = 'OrganizationAccountAccessRole') => {
    const command = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName: 'boss' });
    return keysOf((await world.sts(world.keys.boss).send(command)).Credentials);
  };

  const listBuckets = (keys: StsKeys) => new S3Client(world.options(keys)).send(new ListBucketsCommand({}));

  const newUnit = async (ParentId: string, Name: string) =>
    (await boss.send(new CreateOrganizationalUnitCommand({ ParentId, Name }))).OrganizationalUnit?.Id ?? '';

  const newPolicy = async (Name: string, more: Partial<CreatePolicyCommandInput> = {}) =>
    (await boss.send(new CreatePolicyCommand({ Name, Description: '', Type: SCP, Content: denyBuckets, ...more })))
      .Policy?.PolicySummary?.Id ?? '';

  describe('accounts', () => {
    it('are made with a role for the management account, and then are like all others', async () => {
      const asked = await boss.send(
        new CreateAccountCommand({
          Email: 'new@example.com',
          AccountName: 'new',
          Tags: [{ Key: 'team', Value: 'payments' }],
        }),
      );
      expect(asked.CreateAccountStatus).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'new' });
      expect(asked.CreateAccountStatus?.Id).toMatch(/^car-[a-z0-9]{32}$/);
      const { CreateAccountStatuses } = await boss.send(new ListCreateAccountStatusCommand({ States: ['SUCCEEDED'] }));
      const id = CreateAccountStatuses?.at(-1)?.AccountId ?? '';
      const { Account } = await boss.send(new DescribeAccountCommand({ AccountId: id }));
      expect(Account).toMatchObject({ Name: 'new', Status: 'ACTIVE', State: 'ACTIVE', JoinedMethod: 'CREATED' });
      expect(Account?.Paths).toEqual([`o-stsforspecs/${root}/${id}/`]);
      const keys = await inside(id);
      expect((await world.sts(keys).send(new GetCallerIdentityCommand({}))).Account).toBe(id);
      const { Roles } = await new IAMClient(world.options(keys)).send(new ListRolesCommand({}));
      expect(Roles?.map(({ RoleName }) => RoleName).sort()).toEqual([
        'AWSServiceRoleForOrganizations',
        'OrganizationAccountAccessRole',
      ]);
      const { Tags } = await boss.send(new ListTagsForResourceCommand({ ResourceId: id }));
      expect(Tags).toEqual([{ Key: 'team', Value: 'payments' }]);
    });

    it('can have another name for that role', async () => {
      const id = await newAccount({ RoleName: 'Administrators' });
      const iam = new IAMClient(world.options(await inside(id, 'Administrators')));
      expect((await iam.send(new GetRoleCommand({ RoleName: 'Administrators' }))).Role?.Arn).toContain(id);
    });

    it('are not made twice for one address', async () => {
      const again = await boss.send(new CreateAccountCommand({ Email: 'home@example.com', AccountName: 'again' }));
      const CreateAccountRequestId = again.CreateAccountStatus?.Id;
      const { CreateAccountStatus } = await boss.send(
        new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }),
      );
      expect(CreateAccountStatus).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    });

    it('move between units, with what is attached there', async () => {
      const id = await newAccount();
      const policy = await newPolicy('no-buckets-in-moved');
      const unit = await newUnit(root, 'Moved');
      await boss.send(new AttachPolicyCommand({ PolicyId: policy, TargetId: unit }));
      const keys = await inside(id);
      expect((await listBuckets(keys)).Buckets).toEqual([]);
      await boss.send(new MoveAccountCommand({ AccountId: id, SourceParentId: root, DestinationParentId: unit }));
      expect((await refusalOf(listBuckets(keys))).message).toContain(
        'with an explicit deny in a service control policy',
      );
      const same = { AccountId: id, SourceParentId: unit, DestinationParentId: unit };
      expect((await refusalOf(boss.send(new MoveAccountCommand(same)))).code).toBe('DuplicateAccountException');
      const wrong = { AccountId: id, SourceParentId: root, DestinationParentId: unit };
      expect((await refusalOf(boss.send(new MoveAccountCommand(wrong)))).code).toBe('SourceParentNotFoundException');
      const nowhere = { AccountId: id, SourceParentId: unit, DestinationParentId: 'ou-0000-00000000' };
      expect((await refusalOf(boss.send(new MoveAccountCommand(nowhere)))).code).toBe(
        'DestinationParentNotFoundException',
      );
    });

    it('are closed, and nobody of theirs gets in any more', async () => {
      const id = await newAccount();
      const keys = await inside(id);
      await boss.send(new CloseAccountCommand({ AccountId: id }));
      const status = async () => (await boss.send(new DescribeAccountCommand({ AccountId: id }))).Account;
      expect(await status()).toMatchObject({ Status: 'PENDING_CLOSURE', State: 'PENDING_CLOSURE' });
      expect((await refusalOf(listBuckets(keys))).code).toBe('InvalidToken');
      expect((await refusalOf(inside(id))).code).toBe('AccessDenied');
      expect((await refusalOf(boss.send(new CloseAccountCommand({ AccountId: id })))).code).toBe('ConflictException');
      world.later(61);
      boss = client(world.keys.boss);
      expect(await status()).toMatchObject({ Status: 'SUSPENDED', State: 'CLOSED' });
      expect((await refusalOf(boss.send(new CloseAccountCommand({ AccountId: id })))).code).toBe(
        'AccountAlreadyClosedException',
      );
    });

    it('are suspended and reinstated by whoever runs the sandbox', async () => {
      const id = await newAccount();
      const keys = await inside(id);
      suspendAccount(world.running.sandbox.world, id);
      expect((await refusalOf(listBuckets(keys))).code).toBe('InvalidToken');
      reinstateAccount(world.running.sandbox.world, id);
      expect((await listBuckets(keys)).Buckets).toEqual([]);
    });

    it('leave after a week, and are on their own then', async () => {
      const id = await newAccount();
      const remove = () => client(world.keys.boss).send(new RemoveAccountFromOrganizationCommand({ AccountId: id }));
      expect(await refusalOf(remove())).toMatchObject({ code: 'ConstraintViolationException' });
      world.later(8 * 24 * 3600);
      const leaver = client(await inside(id));
      await remove();
      boss = client(world.keys.boss);
      member = client(world.keys.ada);
      expect((await refusalOf(boss.send(new DescribeAccountCommand({ AccountId: id })))).code).toBe(
        'AccountNotFoundException',
      );
      expect((await refusalOf(leaver.send(new ListRootsCommand({})))).code).toBe('AWSOrganizationsNotInUseException');
      expect((await refusalOf(boss.send(new LeaveOrganizationCommand({})))).code).toBe(
        'MasterCannotLeaveOrganizationException',
      );
    });

    it.each<[string, () => Promise<unknown>, string]>([
      ['an address that is none', () => newAccount({ Email: 'not an address' }), 'InvalidInputException'],
      ['a name of 51 letters', () => newAccount({ AccountName: 'a'.repeat(51) }), 'InvalidInputException'],
      ['a role name with a space', () => newAccount({ RoleName: 'a b' }), 'InvalidInputException'],
      ['a tag of AWS', () => newAccount({ Tags: [{ Key: 'aws:team', Value: 'a' }] }), 'InvalidInputException'],
      [
        'a request that nobody made',
        () => boss.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: 'car-00000000' })),
        'CreateAccountStatusNotFoundException',
      ],
      [
        'closing the management account',
        () => boss.send(new CloseAccountCommand({ AccountId: '111111111111' })),
        'ConstraintViolationException',
      ],
      [
        'closing an account that is not there',
        () => boss.send(new CloseAccountCommand({ AccountId: '999999999999' })),
        'AccountNotFoundException',
      ],
      [
        'removing the management account',
        () => boss.send(new RemoveAccountFromOrganizationCommand({ AccountId: '111111111111' })),
        'MasterCannotLeaveOrganizationException',
      ],
      [
        'a member that makes accounts',
        () => member.send(new CreateAccountCommand({ Email: 'x@example.com', AccountName: 'x' })),
        'AccessDeniedException',
      ],
      [
        'a member that closes accounts',
        () => member.send(new CloseAccountCommand({ AccountId: '111111111111' })),
        'AccessDeniedException',
      ],
      [
        'a user without permission',
        () => client(world.keys.eve).send(new CreateAccountCommand({ Email: 'x@example.com', AccountName: 'x' })),
        'AccessDeniedException',
      ],
    ])('refuse %s', async (_what, call, code) => {
      expect(await refusalOf(call())).toMatchObject({ code, status: 400 });
    });

    it('can be ten closed in thirty days', async () => {
      for (let count = 0; count < 9; count += 1)
        await boss.send(new CloseAccountCommand({ AccountId: await newAccount() }));
      const more = async () => boss.send(new CloseAccountCommand({ AccountId: await newAccount() }));
      expect(await refusalOf(more())).toMatchObject({
        code: 'ConstraintViolationException',
        message: expect.stringContaining('quota'),
      });
    });
  });

  describe('units', () => {
    it('are made, renamed, found and deleted', async () => {
      const id = await newUnit(workloads, 'Batch');
      await boss.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: id, Name: 'Nightly' }));
      const { OrganizationalUnit } = await boss.send(
        new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }),
      );
      expect(OrganizationalUnit).toMatchObject({ Name: 'Nightly', Path: `o-stsforspecs/${root}/${workloads}/${id}/` });
      const { Policies } = await boss.send(new ListPoliciesForTargetCommand({ TargetId: id, Filter: SCP }));
      expect(Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess']);
      await boss.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: id }));
      const gone = boss.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }));
      expect((await refusalOf(gone)).code).toBe('OrganizationalUnitNotFoundException');
    });

    it('refuse a second one of a name, a sixth level, and going while they are full', async () => {
      const first = await newUnit(root, 'One');
      expect((await refusalOf(newUnit(root, 'One'))).code).toBe('DuplicateOrganizationalUnitException');
      let id = first;
      for (const name of ['Two', 'Three', 'Four', 'Five']) id = await newUnit(id, name);
      expect((await refusalOf(newUnit(id, 'Six'))).code).toBe('ConstraintViolationException');
      const full = boss.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: first }));
      expect((await refusalOf(full)).code).toBe('OrganizationalUnitNotEmptyException');
      expect((await refusalOf(newUnit('r-0000', 'x'))).code).toBe('ParentNotFoundException');
      expect((await refusalOf(newUnit(root, 'x'.repeat(129)))).code).toBe('InvalidInputException');
    });
  });

  describe('policies', () => {
    it('are made, changed and deleted, and bind where they are attached', async () => {
      const id = await newPolicy('for-home', { Content: denyBuckets.replace('ListAllMyBuckets', 'GetObject') });
      await boss.send(new AttachPolicyCommand({ PolicyId: id, TargetId: '222222222222' }));
      expect((await listBuckets(world.keys.ada)).Buckets).toHaveLength(1);
      await boss.send(new UpdatePolicyCommand({ PolicyId: id, Content: denyBuckets, Name: 'no-buckets-at-home' }));
      expect((await boss.send(new DescribePolicyCommand({ PolicyId: id }))).Policy?.PolicySummary?.Name).toBe(
        'no-buckets-at-home',
      );
      expect((await refusalOf(listBuckets(world.keys.ada))).code).toBe('AccessDenied');
      expect((await refusalOf(boss.send(new DeletePolicyCommand({ PolicyId: id })))).code).toBe('PolicyInUseException');
      await boss.send(new DetachPolicyCommand({ PolicyId: id, TargetId: '222222222222' }));
      expect((await listBuckets(world.keys.ada)).Buckets).toHaveLength(1);
      await boss.send(new DeletePolicyCommand({ PolicyId: id }));
      expect((await refusalOf(boss.send(new DescribePolicyCommand({ PolicyId: id })))).code).toBe(
        'PolicyNotFoundException',
      );
    });

    it('leave nothing allowed where no SCP allows it', async () => {
      const unit = await newUnit(root, 'Closed');
      const id = await newAccount();
      await boss.send(new MoveAccountCommand({ AccountId: id, SourceParentId: root, DestinationParentId: unit }));
      const keys = await inside(id);
      const allowIam = denyBuckets.replace('Deny', 'Allow').replace('s3:ListAllMyBuckets', 'iam:*');
      await boss.send(
        new AttachPolicyCommand({ PolicyId: await newPolicy('only-iam', { Content: allowIam }), TargetId: unit }),
      );
      await boss.send(new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId: unit }));
      expect((await refusalOf(listBuckets(keys))).message).toContain('because no service control policy allows');
    });

    it('are at most ten SCPs at a node, of which one stays', async () => {
      const unit = await newUnit(root, 'Ten');
      for (let count = 1; count < 10; count += 1) {
        await boss.send(
          new AttachPolicyCommand({ PolicyId: await newPolicy(`of-ten-${String(count)}`), TargetId: unit }),
        );
      }
      const last = await newPolicy('of-ten-10');
      expect((await refusalOf(boss.send(new AttachPolicyCommand({ PolicyId: last, TargetId: unit })))).code).toBe(
        'ConstraintViolationException',
      );
      const lone = await newUnit(root, 'Lone');
      const detach = boss.send(new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId: lone }));
      expect((await refusalOf(detach)).code).toBe('ConstraintViolationException');
    });

    it.each<[string, () => Promise<unknown>, string]>([
      ['a text that is no policy', () => newPolicy('bad', { Content: '{}' }), 'MalformedPolicyDocumentException'],
      [
        'an SCP with a principal',
        () => newPolicy('bad', { Content: denyOutsiders }),
        'MalformedPolicyDocumentException',
      ],
      [
        'an RCP that allows',
        () => newPolicy('bad', { Type: RCP, Content: denyOutsiders.replace('Deny', 'Allow') }),
        'MalformedPolicyDocumentException',
      ],
      [
        'an RCP for one principal',
        () =>
          newPolicy('bad', {
            Type: RCP,
            Content: denyOutsiders.replace('"Principal":"*"', '"Principal":{"AWS":"111111111111"}'),
          }),
        'MalformedPolicyDocumentException',
      ],
      ['an RCP without principal', () => newPolicy('bad', { Type: RCP }), 'MalformedPolicyDocumentException'],
      [
        'an SCP of more than 10,240 characters',
        () => newPolicy('bad', { Content: denyBuckets + ' '.repeat(10_240) }),
        'ConstraintViolationException',
      ],
      [
        'an RCP of more than 5,120 characters',
        () => newPolicy('bad', { Type: RCP, Content: denyOutsiders + ' '.repeat(5_120) }),
        'ConstraintViolationException',
      ],
      [
        'a type that the organization cannot have',
        () => newPolicy('bad', { Type: 'TAG_POLICY' }),
        'PolicyTypeNotAvailableForOrganizationException',
      ],
      ['a type that is none', () => newPolicy('bad', { Type: 'NOPE' as 'TAG_POLICY' }), 'InvalidInputException'],
      ['the name of another', () => newPolicy('FullAWSAccess'), 'DuplicatePolicyException'],
      [
        'changing what AWS manages',
        () => boss.send(new UpdatePolicyCommand({ PolicyId: 'p-FullAWSAccess', Name: 'x' })),
        'InvalidInputException',
      ],
      [
        'attaching twice',
        () => boss.send(new AttachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId: root })),
        'DuplicatePolicyAttachmentException',
      ],
      [
        'attaching what is not there',
        () => boss.send(new AttachPolicyCommand({ PolicyId: 'p-00000000', TargetId: root })),
        'PolicyNotFoundException',
      ],
      [
        'attaching to what is not there',
        () => boss.send(new AttachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId: '999999999999' })),
        'TargetNotFoundException',
      ],
      [
        'detaching what is not attached',
        async () => boss.send(new DetachPolicyCommand({ PolicyId: await newPolicy('loose'), TargetId: root })),
        'PolicyNotAttachedException',
      ],
      [
        'a member that makes policies',
        () => member.send(new CreatePolicyCommand({ Name: 'x', Description: '', Type: SCP, Content: denyBuckets })),
        'AccessDeniedException',
      ],
    ])('refuse %s', async (_what, call, code) => {
      expect(await refusalOf(call())).toMatchObject({ code, status: 400 });
    });

    it('on resources bind whoever asks, once their type is enabled', async () => {
      const read = () =>
        new S3Client(world.options(world.keys.boss)).send(
          new GetObjectCommand({ Bucket: 'shared-with-boss', Key: 'a' }),
        );
      const PolicyId = await newPolicy('no-outsiders', { Type: RCP, Content: denyOutsiders });
      const attach = (TargetId: string) => boss.send(new AttachPolicyCommand({ PolicyId, TargetId }));
      expect((await refusalOf(attach(workloads))).code).toBe('PolicyTypeNotEnabledException');
      const enable = () => boss.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: RCP }));
      expect((await enable()).Root?.PolicyTypes).toContainEqual({ Type: RCP, Status: 'ENABLED' });
      expect((await refusalOf(enable())).code).toBe('PolicyTypeAlreadyEnabledException');
      expect(await (await read()).Body?.transformToString()).toBe('a');
      await attach(workloads);
      expect((await refusalOf(read())).message).toContain('with an explicit deny in a resource control policy');
      const { Policies } = await boss.send(new ListPoliciesForTargetCommand({ TargetId: workloads, Filter: RCP }));
      expect(Policies?.map(({ Name }) => Name)).toEqual(['RCPFullAWSAccess', 'no-outsiders']);
      const detach = boss.send(new DetachPolicyCommand({ PolicyId: 'p-RCPFullAWSAccess', TargetId: workloads }));
      expect((await refusalOf(detach)).code).toBe('InvalidInputException');
      const disable = () => boss.send(new DisablePolicyTypeCommand({ RootId: root, PolicyType: RCP }));
      expect((await disable()).Root?.PolicyTypes).toEqual([{ Type: SCP, Status: 'ENABLED' }]);
      expect(await (await read()).Body?.transformToString()).toBe('a');
      expect((await refusalOf(disable())).code).toBe('PolicyTypeNotEnabledException');
    });
  });
});
