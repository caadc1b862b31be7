import { createHmac } from 'node:crypto';

import { type AccessKey, IAM, type IAMClient, ListUsersCommand, type User } from '@aws-sdk/client-iam';
import { STSClient, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const HOME = `
    policies: [{ name: boundary, document: { Statement: [{ Effect: Allow, Action: 'iam:*', Resource: '*' }] } }]
`;
const BOUNDARY = 'arn:aws:iam::222222222222:policy/boundary';
const LIST_USERS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }],
});
/** After RFC 3986, which `encodeURIComponent` is not quite. */
const ENCODED = encodeURIComponent(LIST_USERS).replaceAll('*', '%2A');
const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const SERVICE_POLICY = 'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy';

/** RFC 6238 without the code under test. */
function totp(base32Seed: string, step: number): string {
  const bits = [...base32Seed]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const seed = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(step, 4);
  const mac = createHmac('sha1', seed).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const signingWith = (key: AccessKey | undefined) => ({
  accessKeyId: key?.AccessKeyId ?? '',
  secretAccessKey: key?.SecretAccessKey ?? '',
});

const idOf = (user: User | undefined) => user?.UserId;

const stepNow = () => Math.floor(Date.now() / 30_000);

describe('identities of IAM', () => {
  let world: TwoAccounts;
  let iam: IAM;
  let nobody: IAM;
  let count = 0;
  let UserName = '';
  let GroupName = '';

  beforeAll(async () => {
    world = await TwoAccounts.start(HOME);
    iam = new IAM(world.options(world.owner));
    nobody = new IAM(world.options(world.nobody));
  });
  afterAll(() => world.stop());

  beforeEach(async () => {
    UserName = `user-${String(++count)}`;
    GroupName = `group-${String(count)}`;
    await iam.createUser({ UserName });
    await iam.createGroup({ GroupName });
  });

  it('users are made with everything, renamed with their keys and groups, and gone once deleted', async () => {
    const name = `${UserName}-full`;
    const made = await iam.createUser({
      UserName: name,
      Path: '/people/',
      PermissionsBoundary: BOUNDARY,
      Tags: [{ Key: 'team', Value: 'payments' }],
    });
    expect(made.User).toMatchObject({
      Arn: `arn:aws:iam::222222222222:user/people/${name}`,
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY },
    });
    await iam.addUserToGroup({ GroupName, UserName: name });
    await iam.putGroupPolicy({ GroupName, PolicyName: 'list', PolicyDocument: LIST_USERS });
    const { AccessKey: key } = await iam.createAccessKey({ UserName: name });
    await iam.updateUser({ UserName: name, NewUserName: `${name}-new`, NewPath: '/' });
    await iam.updateGroup({ GroupName, NewGroupName: `${GroupName}-new`, NewPath: '/teams/' });
    const renamed = { UserName: `${name}-new` };
    expect(await iam.getUser(renamed)).toMatchObject({ User: { UserId: idOf(made.User) } });
    expect(await iam.listGroupsForUser(renamed)).toMatchObject({
      Groups: [{ Arn: `arn:aws:iam::222222222222:group/teams/${GroupName}-new` }],
    });
    const credentials = signingWith(key);
    const AccessKeyId = credentials.accessKeyId;
    const asUser: IAMClient = new IAM(world.options(credentials));
    expect((await asUser.send(new ListUsersCommand({}))).Users).toBeInstanceOf(Array);
    expect(await refusalOf(iam.getUser({ UserName: name }))).toMatchObject({
      code: 'NoSuchEntityException',
      status: 404,
      message: `The user with name ${name} cannot be found.`,
    });

    const conflict = { code: 'DeleteConflictException', status: 409 };
    expect(await refusalOf(iam.deleteUser(renamed))).toMatchObject(conflict);
    await iam.removeUserFromGroup({ GroupName: `${GroupName}-new`, ...renamed });
    expect(await refusalOf(iam.deleteUser(renamed))).toMatchObject({
      ...conflict,
      message: 'Cannot delete entity, must delete access keys first.',
    });
    await iam.deleteAccessKey({ ...renamed, AccessKeyId });
    await iam.deleteUser(renamed);
    expect((await refusalOf(asUser.send(new ListUsersCommand({})))).code).toBe('InvalidClientTokenId');
  });

  it('users take policies, boundaries and tags, within their limits', async () => {
    const user = { UserName };
    await iam.putUserPolicy({ ...user, PolicyName: 'list', PolicyDocument: LIST_USERS });
    await iam.attachUserPolicy({ ...user, PolicyArn: READ_ONLY });
    await iam.putUserPermissionsBoundary({ ...user, PermissionsBoundary: BOUNDARY });
    await iam.tagUser({
      ...user,
      Tags: [
        { Key: 'Team', Value: 'a' },
        { Key: 'env', Value: 'b' },
      ],
    });
    await iam.untagUser({ ...user, TagKeys: ['ENV'] });
    expect((await iam.listUserTags(user)).Tags).toEqual([{ Key: 'Team', Value: 'a' }]);
    const details = await iam.getAccountAuthorizationDetails({ Filter: ['User'] });
    expect(details.UserDetailList?.find((each) => each.UserName === UserName)).toMatchObject({
      UserPolicyList: [{ PolicyName: 'list', PolicyDocument: ENCODED }],
      AttachedManagedPolicies: [{ PolicyArn: READ_ONLY }],
      PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY },
    });
    expect(details.GroupDetailList ?? []).toEqual([]);

    const tooLong = LIST_USERS.replace('"Effect"', `"Sid":"${'a'.repeat(2000)}","Effect"`);
    expect(await refusalOf(iam.putUserPolicy({ ...user, PolicyName: 'x', PolicyDocument: tooLong }))).toMatchObject({
      code: 'LimitExceededException',
      message: `Maximum policy size of 2048 bytes exceeded for user ${UserName}`,
    });
    const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${String(index)}`, Value: '' }));
    expect((await refusalOf(iam.tagUser({ ...user, Tags: many }))).code).toBe('LimitExceededException');
    expect((await refusalOf(iam.tagUser({ ...user, Tags: [{ Key: 'aws:x', Value: '' }] }))).code).toBe(
      'InvalidInputException',
    );
    expect((await refusalOf(iam.attachUserPolicy({ ...user, PolicyArn: SERVICE_POLICY }))).code).toBe(
      'PolicyNotAttachableException',
    );
    await iam.detachUserPolicy({ ...user, PolicyArn: READ_ONLY });
    await iam.deleteUserPermissionsBoundary(user);
    await iam.deleteUserPolicy({ ...user, PolicyName: 'list' });
    await iam.deleteUser(user);
  });

  it('groups take members and policies, and page both', async () => {
    const names = ['a', 'b', 'c'].map((name) => `${name}-${UserName}`);
    for (const name of names) {
      await iam.createUser({ UserName: name });
      await iam.addUserToGroup({ GroupName, UserName: name });
      await iam.putGroupPolicy({ GroupName, PolicyName: name, PolicyDocument: LIST_USERS });
    }
    const first = await iam.getGroup({ GroupName, MaxItems: 2 });
    const second = await iam.getGroup({ GroupName, MaxItems: 2, Marker: first.Marker });
    expect([...(first.Users ?? []), ...(second.Users ?? [])].map((each) => each.UserName)).toEqual(names);
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
    const policies = await iam.listGroupPolicies({ GroupName, MaxItems: 2 });
    expect(policies).toMatchObject({ PolicyNames: names.slice(0, 2), IsTruncated: true });
    expect((await refusalOf(iam.listGroupPolicies({ GroupName, Marker: 'made-up' }))).code).toBe('ValidationError');
    expect((await iam.getGroupPolicy({ GroupName, PolicyName: names[0] ?? '' })).PolicyDocument).toBe(ENCODED);
    await iam.attachGroupPolicy({ GroupName, PolicyArn: READ_ONLY });
    expect((await iam.listAttachedGroupPolicies({ GroupName })).AttachedPolicies).toHaveLength(1);
    expect((await refusalOf(iam.deleteGroup({ GroupName }))).code).toBe('DeleteConflictException');
    await iam.detachGroupPolicy({ GroupName, PolicyArn: READ_ONLY });
    for (const name of names) {
      await iam.removeUserFromGroup({ GroupName, UserName: name });
      await iam.deleteGroupPolicy({ GroupName, PolicyName: name });
    }
    await iam.deleteGroup({ GroupName });
    expect((await refusalOf(iam.getGroup({ GroupName }))).code).toBe('NoSuchEntityException');
  });

  it('a user is in ten groups at most', async () => {
    for (let index = 0; index < 10; index++) {
      await iam.createGroup({ GroupName: `${GroupName}-${String(index)}` });
      await iam.addUserToGroup({ GroupName: `${GroupName}-${String(index)}`, UserName });
    }
    expect(await refusalOf(iam.addUserToGroup({ GroupName, UserName }))).toMatchObject({
      code: 'LimitExceededException',
      message: 'Cannot exceed quota for GroupsPerUser: 10',
    });
  });

  it('access keys sign, rest, are two at most, and their last use is known', async () => {
    const { AccessKey: key } = await iam.createAccessKey({ UserName });
    const AccessKeyId = key?.AccessKeyId ?? '';
    expect(AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect((await iam.getAccessKeyLastUsed({ AccessKeyId })).AccessKeyLastUsed).toEqual({
      Region: 'N/A',
      ServiceName: 'N/A',
    });
    const sts = new STSClient(world.options(signingWith(key), 'eu-west-1'));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(`arn:aws:iam::222222222222:user/${UserName}`);
    expect(await iam.getAccessKeyLastUsed({ AccessKeyId })).toMatchObject({
      UserName,
      AccessKeyLastUsed: { ServiceName: 'sts', Region: 'eu-west-1', LastUsedDate: expect.any(Date) },
    });
    await iam.updateAccessKey({ UserName, AccessKeyId, Status: 'Inactive' });
    expect((await refusalOf(sts.send(new GetCallerIdentityCommand({})))).code).toBe('InvalidClientTokenId');
    await iam.createAccessKey({ UserName });
    expect(await refusalOf(iam.createAccessKey({ UserName }))).toMatchObject({
      code: 'LimitExceededException',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    expect((await iam.listAccessKeys({ UserName })).AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(
      expect.arrayContaining(['Active', 'Inactive']),
    );
    expect((await refusalOf(iam.deleteAccessKey({ UserName, AccessKeyId: 'AKIA0000000000000000' }))).code).toBe(
      'NoSuchEntityException',
    );
    expect((await iam.listAccessKeys({})).AccessKeyMetadata?.[0]?.UserName).toBe('owner');
  });

  it('passwords follow the policy of the account', async () => {
    const user = { UserName };
    expect((await refusalOf(iam.getLoginProfile(user))).code).toBe('NoSuchEntityException');
    expect((await refusalOf(iam.createLoginProfile({ ...user, Password: 'short' }))).code).toBe(
      'PasswordPolicyViolationException',
    );
    const made = await iam.createLoginProfile({ ...user, Password: 'Correct-horse-1', PasswordResetRequired: true });
    expect(made.LoginProfile).toMatchObject({ ...user, PasswordResetRequired: true });
    expect((await refusalOf(iam.createLoginProfile({ ...user, Password: 'Correct-horse-1' }))).code).toBe(
      'EntityAlreadyExistsException',
    );
    await iam.updateAccountPasswordPolicy({
      MinimumPasswordLength: 20,
      RequireNumbers: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 3,
    });
    expect(await refusalOf(iam.updateLoginProfile({ ...user, Password: 'Correct-horse-2' }))).toMatchObject({
      code: 'PasswordPolicyViolationException',
      message: 'Password should have a minimum length of 20',
    });
    const { AccessKey: key } = await iam.createAccessKey(user);
    const own = new IAM(world.options(signingWith(key)));
    const next = 'a-much-longer-password-1';
    expect((await refusalOf(own.changePassword({ OldPassword: 'wrong', NewPassword: next }))).code).toBe(
      'AccessDenied',
    );
    await own.changePassword({ OldPassword: 'Correct-horse-1', NewPassword: next });
    expect((await iam.getLoginProfile(user)).LoginProfile?.PasswordResetRequired).toBe(false);
    expect((await refusalOf(own.changePassword({ OldPassword: next, NewPassword: next }))).code).toBe(
      'PasswordPolicyViolationException',
    );
    expect((await iam.getAccountPasswordPolicy({})).PasswordPolicy).toMatchObject({
      MinimumPasswordLength: 20,
      RequireSymbols: false,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
    });
    await iam.deleteAccountPasswordPolicy({});
    expect((await refusalOf(iam.getAccountPasswordPolicy({}))).code).toBe('NoSuchEntityException');
    await iam.deleteLoginProfile(user);
    expect((await refusalOf(iam.deleteLoginProfile(user))).code).toBe('NoSuchEntityException');
  });

  it('virtual MFA devices check codes, and each code passes once', async () => {
    const { VirtualMFADevice: device } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: UserName });
    const SerialNumber = `arn:aws:iam::222222222222:mfa/${UserName}`;
    expect(device).toMatchObject({ SerialNumber });
    const seed = Buffer.from(device?.Base32StringSeed ?? []).toString();
    expect((await refusalOf(iam.createVirtualMFADevice({ VirtualMFADeviceName: UserName }))).code).toBe(
      'EntityAlreadyExistsException',
    );
    expect(
      await refusalOf(
        iam.enableMFADevice({ UserName, SerialNumber, AuthenticationCode1: '000000', AuthenticationCode2: '000000' }),
      ),
    ).toMatchObject({ code: 'InvalidAuthenticationCodeException', status: 403 });
    const codes = (step: number) => ({
      AuthenticationCode1: totp(seed, step),
      AuthenticationCode2: totp(seed, step + 1),
    });
    await iam.enableMFADevice({ UserName, SerialNumber, ...codes(stepNow() - 2) });
    expect((await iam.listMFADevices({ UserName })).MFADevices).toMatchObject([{ UserName, SerialNumber }]);
    expect((await iam.getMFADevice({ SerialNumber })).UserName).toBe(UserName);
    expect((await iam.listVirtualMFADevices({ AssignmentStatus: 'Assigned' })).VirtualMFADevices).toMatchObject([
      { SerialNumber, User: { UserName } },
    ]);
    expect((await refusalOf(iam.deleteVirtualMFADevice({ SerialNumber }))).code).toBe('DeleteConflictException');
    await iam.resyncMFADevice({ UserName, SerialNumber, ...codes(stepNow() - 1) });

    const { AccessKey: key } = await iam.createAccessKey({ UserName });
    const sts = new STSClient(world.options(signingWith(key)));
    const TokenCode = totp(seed, stepNow() + 1);
    expect((await sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode }))).Credentials).toBeDefined();
    expect((await refusalOf(sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode })))).code).toBe(
      'AccessDenied',
    );

    await iam.tagMFADevice({ SerialNumber, Tags: [{ Key: 'owner', Value: 'ada' }] });
    await iam.untagMFADevice({ SerialNumber, TagKeys: ['nothing'] });
    expect((await iam.listMFADeviceTags({ SerialNumber })).Tags).toHaveLength(1);
    await iam.deactivateMFADevice({ UserName, SerialNumber });
    expect((await refusalOf(iam.deactivateMFADevice({ UserName, SerialNumber }))).code).toBe('NoSuchEntityException');
    await iam.deleteVirtualMFADevice({ SerialNumber });
    expect((await iam.listVirtualMFADevices({})).VirtualMFADevices).toEqual([]);
  });

  const inputs: Readonly<Record<string, object>> = {
    createUser: { UserName: 'x' },
    updateUser: { UserName: 'x', NewUserName: 'y' },
    deleteUser: { UserName: 'x' },
    tagUser: { UserName: 'x', Tags: [] },
    putUserPolicy: { UserName: 'x', PolicyName: 'p', PolicyDocument: LIST_USERS },
    attachUserPolicy: { UserName: 'x', PolicyArn: READ_ONLY },
    putUserPermissionsBoundary: { UserName: 'x', PermissionsBoundary: BOUNDARY },
    createGroup: { GroupName: 'x' },
    updateGroup: { GroupName: 'x', NewGroupName: 'y' },
    deleteGroup: { GroupName: 'x' },
    addUserToGroup: { GroupName: 'x', UserName: 'x' },
    putGroupPolicy: { GroupName: 'x', PolicyName: 'p', PolicyDocument: LIST_USERS },
    attachGroupPolicy: { GroupName: 'x', PolicyArn: READ_ONLY },
    createAccessKey: { UserName: 'x' },
    listAccessKeys: { UserName: 'x' },
    updateAccessKey: { UserName: 'x', AccessKeyId: 'AKIA0000000000000000', Status: 'Active' },
    createLoginProfile: { UserName: 'x', Password: 'Correct-horse-1' },
    changePassword: { OldPassword: 'a', NewPassword: 'Correct-horse-1' },
    createVirtualMFADevice: { VirtualMFADeviceName: 'x' },
    enableMFADevice: {
      UserName: 'x',
      SerialNumber: 'arn:aws:iam::222222222222:mfa/x',
      AuthenticationCode1: '123456',
      AuthenticationCode2: '123456',
    },
  };
  const call = (client: IAM, name: string): Promise<unknown> => {
    const method = client[name as keyof IAM] as (input: object | undefined) => Promise<unknown>;
    return method.call(client, inputs[name]);
  };

  it.each(Object.keys(inputs))('%s needs permission', async (name) => {
    expect(await refusalOf(call(nobody, name))).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining('because no identity-based policy allows the iam:'),
    });
  });

  it.each(Object.keys(inputs).filter((name) => !/^create(User|Group|Virtual)|^changePassword/.test(name)))(
    '%s does not find what is not there',
    async (name) => {
      expect(await refusalOf(call(iam, name))).toMatchObject({ code: 'NoSuchEntityException', status: 404 });
    },
  );
});
