import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandInput,
  ListServerCertificatesCommand,
  GetGroupCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Keys, SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';

describe('reading IAM', () => {
  let under: SandboxUnderTest;
  let engineer: Keys;
  let bounded: Keys;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    engineer = await under.session('arn:aws:iam::333333333333:role/people/engineer');
    bounded = await under.session('arn:aws:iam::333333333333:role/bounded');
  });
  afterAll(() => under.stop());

  const details = (input: GetAccountAuthorizationDetailsCommandInput, keys = engineer) =>
    under.iam(keys).send(new GetAccountAuthorizationDetailsCommand(input));

  it('shows a role with everything GetRole shows', async () => {
    const { Role } = await under.iam(engineer).send(new GetRoleCommand({ RoleName: 'engineer' }));
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::333333333333:role/people/engineer',
      Path: '/people/',
      RoleName: 'engineer',
      Description: 'The role of the engineers.',
      MaxSessionDuration: 14_400,
      Tags: [
        { Key: 'gatehouse-authorized', Value: 'engineers' },
        { Key: 'team', Value: 'payments' },
      ],
    });
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22%3A%222012-10-17%22/);
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toHaveProperty('Statement');
    // The session that asks uses the role right now.
    expect(Date.now() - Number(Role?.RoleLastUsed?.LastUsedDate)).toBeLessThan(60_000);
  });

  it('tells a boundary, and that a role was never used', async () => {
    const iam = under.iam(engineer);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'bounded' }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(
      'arn:aws:iam::333333333333:policy/team/only-receipts',
    );
    const unused = await iam.send(new GetRoleCommand({ RoleName: 'never-used' }));
    expect(unused.Role?.RoleLastUsed).toEqual({});
  });

  it('finds roles without regard to case, and says when there is none', async () => {
    const { Role } = await under.iam(engineer).send(new GetRoleCommand({ RoleName: 'ENGINEER' }));
    expect(Role?.RoleName).toBe('engineer');
    expect(await refusalOf(under.iam(engineer).send(new GetRoleCommand({ RoleName: 'nobody' })))).toEqual({
      name: 'NoSuchEntityException',
      status: 404,
      message: 'The role with name nobody cannot be found.',
    });
  });

  it('refuses names that no role can have', async () => {
    const refusal = await refusalOf(under.iam(engineer).send(new GetRoleCommand({ RoleName: 'a/b' })));
    expect(refusal).toMatchObject({ name: 'ValidationError', status: 400 });
    expect(refusal.message).toContain(
      "at 'roleName' failed to satisfy constraint: Member must satisfy regular expression",
    );
  });

  it('names the layer that does not allow: here the boundary', async () => {
    expect(await refusalOf(under.iam(bounded).send(new GetRoleCommand({ RoleName: 'engineer' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message:
        'User: arn:aws:sts::333333333333:assumed-role/bounded/ada@example.com is not authorized to perform: iam:GetRole on resource: arn:aws:iam::333333333333:role/people/engineer because no permissions boundary allows the iam:GetRole action',
    });
  });

  it('lists roles by page, without what ListRoles leaves out', async () => {
    const iam = under.iam(engineer);
    const names: (string | undefined)[] = [];
    for (let Marker: string | undefined, more = true; more;) {
      const page = await iam.send(new ListRolesCommand({ MaxItems: 2, Marker }));
      expect(page.Roles?.length).toBeLessThanOrEqual(2);
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
      expect(page.Roles?.[0]).not.toHaveProperty('Tags');
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      Marker = page.Marker;
      more = page.IsTruncated === true;
    }
    expect(names).toEqual([
      'bounded',
      'engineer',
      'for-the-robot',
      'never-used',
      'plain',
      'unreachable',
      'with-external-id',
    ]);
  });

  it('lists roles below a path', async () => {
    const { Roles } = await under.iam(engineer).send(new ListRolesCommand({ PathPrefix: '/people/' }));
    expect(Roles?.map(({ RoleName }) => RoleName)).toEqual(['engineer']);
  });

  it('reads inline policies, attachments and tags of a role', async () => {
    const iam = under.iam(engineer);
    const RoleName = 'engineer';
    expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['work']);
    const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'work' }));
    expect(JSON.parse(decodeURIComponent(policy.PolicyDocument ?? ''))).toMatchObject({ Version: '2012-10-17' });
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
      { PolicyName: 'AmazonS3ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
    ]);
    expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toHaveLength(2);
    const missing = iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'nope' }));
    expect(await refusalOf(missing)).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });

  describe('GetAccountAuthorizationDetails', () => {
    it('gives users, groups, roles and the policies in use', async () => {
      const all = await details({});
      expect(all.IsTruncated).toBe(false);
      expect(all.UserDetailList).toMatchObject([{ UserName: 'robot', GroupList: ['robots'], Tags: [{ Key: 'kind' }] }]);
      expect(all.GroupDetailList).toMatchObject([{ GroupName: 'robots' }]);
      expect(all.RoleDetailList).toHaveLength(7);
      expect(
        all.Policies?.map(({ PolicyName, AttachmentCount, PermissionsBoundaryUsageCount }) => [
          PolicyName,
          AttachmentCount,
          PermissionsBoundaryUsageCount,
        ]),
      ).toEqual([
        ['only-receipts', 0, 1],
        ['AdministratorAccess', 3, 0],
        ['AmazonS3ReadOnlyAccess', 2, 0],
      ]);
      const engineerRole = all.RoleDetailList?.find(({ RoleName }) => RoleName === 'engineer');
      expect(engineerRole).toMatchObject({
        RolePolicyList: [{ PolicyName: 'work' }],
        AttachedManagedPolicies: [{ PolicyName: 'AmazonS3ReadOnlyAccess' }],
        Tags: [{ Key: 'gatehouse-authorized', Value: 'engineers' }, { Key: 'team' }],
        InstanceProfileList: [],
      });
      expect(engineerRole?.RolePolicyList?.[0]?.PolicyDocument).toContain('%2A');
    });

    it.each([1, 3, 5, 1000])('gives the same in pages of %d', async (MaxItems) => {
      const seen: (string | undefined)[] = [];
      for (let Marker: string | undefined, more = true; more;) {
        const page = await details({ MaxItems, Marker });
        const items = [
          ...(page.UserDetailList ?? []),
          ...(page.GroupDetailList ?? []),
          ...(page.RoleDetailList ?? []),
          ...(page.Policies ?? []),
        ];
        expect(items.length).toBeLessThanOrEqual(MaxItems);
        seen.push(...items.map(({ Arn }) => Arn));
        Marker = page.Marker;
        more = page.IsTruncated === true;
      }
      expect(seen).toHaveLength(12);
      expect(new Set(seen).size).toBe(12);
    });

    it('filters by kind', async () => {
      const roles = await details({ Filter: ['Role'] });
      expect([roles.UserDetailList, roles.GroupDetailList, roles.Policies]).toEqual([[], [], []]);
      const policies = await details({ Filter: ['AWSManagedPolicy'] });
      expect(policies.Policies).toHaveLength(2);
      expect(policies.RoleDetailList).toEqual([]);
    });

    it.each<[string, GetAccountAuthorizationDetailsCommandInput, string]>([
      ['no item', { MaxItems: 0 }, 'greater than or equal to 1'],
      ['1001 items', { MaxItems: 1001 }, 'less than or equal to 1000'],
      ['a marker nobody gave', { Marker: 'bm9wZQ==' }, 'Invalid Marker.'],
      ['a kind that is none', { Filter: ['Robot' as 'Role'] }, 'enum value set'],
    ])('refuses %s', async (_what, input, message) => {
      const refusal = await refusalOf(details(input));
      expect(refusal).toMatchObject({ name: 'ValidationError', status: 400 });
      expect(refusal.message).toContain(message);
    });

    it('is refused to those who may not', async () => {
      expect(await refusalOf(details({}, bounded))).toMatchObject({ name: 'AccessDenied', status: 403 });
    });
  });

  describe('users, groups and policies', () => {
    it('are told by name, by page, and by who has them', async () => {
      const iam = under.iam(engineer);
      const UserName = 'robot';
      expect((await iam.send(new GetUserCommand({ UserName }))).User).toMatchObject({
        UserName,
        Tags: [{ Key: 'kind' }],
      });
      expect((await iam.send(new ListGroupsForUserCommand({ UserName }))).Groups).toMatchObject([
        { GroupName: 'robots' },
      ]);
      expect((await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(['assume']);
      expect((await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: 'assume' }))).PolicyDocument).toContain(
        'sts%3A%2A',
      );
      expect((await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies).toEqual([]);
      expect((await iam.send(new ListGroupsCommand({}))).Groups).toHaveLength(1);
      const { Group, Users } = await iam.send(new GetGroupCommand({ GroupName: 'robots' }));
      expect([Group?.GroupName, Users?.map((user) => user.UserName)]).toEqual(['robots', ['robot']]);
      const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
      expect(Policies?.map(({ PolicyName }) => PolicyName)).toEqual(['only-receipts']);
      expect((await iam.send(new ListPoliciesCommand({ OnlyAttached: true }))).Policies).toHaveLength(2);
      const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
      const entities = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: arn }));
      expect(entities).toMatchObject({
        PolicyRoles: [{ RoleName: 'engineer' }],
        PolicyGroups: [{ GroupName: 'robots' }],
        PolicyUsers: [],
      });
    });

    it.each<[string, (client: IAMClient) => Promise<unknown>, string]>([
      ['a user that is not there', (c) => c.send(new GetUserCommand({ UserName: 'nobody' })), 'NoSuchEntityException'],
      [
        'a group that is not there',
        (c) => c.send(new GetGroupCommand({ GroupName: 'nobody' })),
        'NoSuchEntityException',
      ],
      [
        'a policy that is not there',
        (c) => c.send(new ListEntitiesForPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/Nope' })),
        'NoSuchEntityException',
      ],
      ['a role session without user name', (c) => c.send(new GetUserCommand({})), 'ValidationError'],
      ['a scope that is none', (c) => c.send(new ListPoliciesCommand({ Scope: 'Mine' as 'Local' })), 'ValidationError'],
      ['what a control policy denies', (c) => c.send(new ListUsersCommand({})), 'AccessDenied'],
    ])('are refused for %s', async (_what, call, name) => {
      expect(await refusalOf(call(under.iam(engineer)))).toMatchObject({ name });
    });
  });

  it('answers operations it does not have as AWS answers unknown ones', async () => {
    expect(await refusalOf(under.iam(engineer).send(new ListServerCertificatesCommand({})))).toEqual({
      name: 'InvalidAction',
      status: 400,
      message: 'Could not find operation ListServerCertificates for version 2010-05-08',
    });
  });
});
