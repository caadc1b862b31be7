import {
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  DescribeGroupCommand,
  DescribeGroupMembershipCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetGroupMembershipIdCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  IsMemberInGroupsCommand,
  ListGroupMembershipsCommand,
  ListGroupMembershipsForMemberCommand,
  ListGroupsCommand,
  ListUsersCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
  paginateListUsers,
} from '@aws-sdk/client-identitystore';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionSetCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribeInstanceCommand,
  DescribePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  DetachCustomerManagedPolicyReferenceFromPermissionSetCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListApplicationsCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ListTagsForResourceCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const CENTER = `, identityCenter: { region: us-east-1, groups: [{ name: auditors }], people: [{ userName: audrey@example.com, givenName: Audrey, familyName: Bell, email: audrey@example.com, groups: [auditors] }], permissionSets: [{ name: Auditor, managed: ['aws:AdministratorAccess'], assignments: [{ accounts: ['333333333333'], groups: [auditors] }] }] }`;
const HOME_ACCOUNT = '222222222222';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

describe('Identity Center', () => {
  let sandbox: TwoAccounts;
  let sso: SSOAdminClient;
  let people: IdentitystoreClient;
  let InstanceArn: string;
  let IdentityStoreId: string;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start('', CENTER);
    sso = new SSOAdminClient(sandbox.options(sandbox.manager));
    people = new IdentitystoreClient(sandbox.options(sandbox.manager));
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    InstanceArn = Instances?.[0]?.InstanceArn ?? '';
    IdentityStoreId = Instances?.[0]?.IdentityStoreId ?? '';
  });

  afterAll(() => sandbox.stop());

  describe('the identity store', () => {
    const name = { GivenName: 'Ada', FamilyName: 'Osei' };
    const ada = (more = {}) =>
      new CreateUserCommand({
        IdentityStoreId,
        UserName: 'ada@example.com',
        DisplayName: 'Ada Osei',
        Name: name,
        ...more,
      });

    it('keeps people', async () => {
      const { UserId = '' } = await people.send(ada({ Emails: [{ Value: 'Ada@Example.com', Primary: true }] }));
      expect(await refusalOf(people.send(ada({ UserName: 'ADA@example.com' })))).toMatchObject({
        code: 'ConflictException',
      });
      const byMail = { UniqueAttribute: { AttributePath: 'emails.value', AttributeValue: 'ada@example.com' } };
      const found = await people.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: byMail }));
      expect(found.UserId).toBe(UserId);
      const Operations = [
        { AttributePath: 'title', AttributeValue: 'Engineer' },
        { AttributePath: 'name.givenName', AttributeValue: 'A.' },
      ];
      await people.send(new UpdateUserCommand({ IdentityStoreId, UserId, Operations }));
      expect(await people.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).toMatchObject({
        UserName: 'ada@example.com',
        Title: 'Engineer',
        Name: { GivenName: 'A.', FamilyName: 'Osei' },
      });
    });

    it('lists them page by page, or one by name', async () => {
      const seen: (string | undefined)[] = [];
      for await (const { Users = [] } of paginateListUsers({ client: people, pageSize: 1 }, { IdentityStoreId })) {
        expect(Users.length).toBeLessThan(2);
        seen.push(...Users.map(({ UserName }) => UserName));
      }
      expect(seen.sort()).toEqual(['ada@example.com', 'audrey@example.com']);
      const Filters = [{ AttributePath: 'UserName', AttributeValue: 'audrey@example.com' }];
      const { Users } = await people.send(new ListUsersCommand({ IdentityStoreId, Filters }));
      expect(Users?.map(({ DisplayName }) => DisplayName)).toEqual(['Audrey Bell']);
    });

    it('keeps groups and who is in them', async () => {
      const { GroupId = '' } = await people.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: 'payments' }));
      const again = people.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: 'Payments' }));
      expect((await refusalOf(again)).code).toBe('ConflictException');
      const byName = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'ada@example.com' } };
      const { UserId = '' } = await people.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier: byName }));
      const member = { IdentityStoreId, GroupId, MemberId: { UserId } };
      const { MembershipId } = await people.send(new CreateGroupMembershipCommand(member));
      expect((await refusalOf(people.send(new CreateGroupMembershipCommand(member)))).code).toBe('ConflictException');
      expect((await people.send(new GetGroupMembershipIdCommand(member))).MembershipId).toBe(MembershipId);
      const { GroupMemberships } = await people.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      expect(GroupMemberships?.map((each) => each.MemberId)).toEqual([{ UserId }]);
      const mine = await people.send(new ListGroupMembershipsForMemberCommand(member));
      expect(mine.GroupMemberships?.map((each) => each.GroupId)).toEqual([GroupId]);
      const asked = {
        IdentityStoreId,
        MemberId: { UserId },
        GroupIds: [GroupId, '00000000-0000-4000-a000-000000000000'],
      };
      const { Results } = await people.send(new IsMemberInGroupsCommand(asked));
      expect(Results?.map(({ MembershipExists }) => MembershipExists)).toEqual([true, false]);
      await people.send(new DescribeGroupMembershipCommand({ IdentityStoreId, MembershipId }));
      await people.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
      const gone = people.send(new DescribeGroupMembershipCommand({ IdentityStoreId, MembershipId }));
      expect((await refusalOf(gone)).code).toBe('ResourceNotFoundException');
      await people.send(new CreateGroupMembershipCommand(member));
      const Operations = [{ AttributePath: 'displayName', AttributeValue: 'payments-engineers' }];
      await people.send(new UpdateGroupCommand({ IdentityStoreId, GroupId, Operations }));
      const renamed = { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'payments-engineers' } };
      const found = await people.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier: renamed }));
      expect(found.GroupId).toBe(GroupId);
      const { Groups } = await people.send(new ListGroupsCommand({ IdentityStoreId }));
      expect(Groups?.map(({ DisplayName }) => DisplayName).sort()).toEqual(['auditors', 'payments-engineers']);
      await people.send(new DeleteUserCommand({ IdentityStoreId, UserId }));
      const left = await people.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      expect(left.GroupMemberships).toEqual([]);
      await people.send(new DeleteGroupCommand({ IdentityStoreId, GroupId }));
      const noGroup = people.send(new DescribeGroupCommand({ IdentityStoreId, GroupId }));
      expect((await refusalOf(noGroup)).code).toBe('ResourceNotFoundException');
    });

    it('refuses what is wrong, not there, or not for the caller', async () => {
      const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
      expect(await code(people.send(ada({ Name: { GivenName: 'Ada' } })))).toBe('ValidationException');
      expect(await code(people.send(ada({ UserName: 'Administrator' })))).toBe('ValidationException');
      expect(await code(people.send(new ListUsersCommand({ IdentityStoreId, MaxResults: 101 })))).toBe(
        'ValidationException',
      );
      expect(await code(people.send(new ListUsersCommand({ IdentityStoreId, NextToken: 'x' })))).toBe(
        'ValidationException',
      );
      expect(await code(people.send(new ListUsersCommand({ IdentityStoreId: 'd-0000000000' })))).toBe(
        'ResourceNotFoundException',
      );
      const member = new IdentitystoreClient(sandbox.options(sandbox.owner));
      expect(await code(member.send(new ListUsersCommand({ IdentityStoreId })))).toBe('AccessDeniedException');
    });
  });

  describe('permission sets', () => {
    let PermissionSetArn: string;
    const on = <T extends object>(more?: T) => ({ InstanceArn, PermissionSetArn, ...(more as T) });

    it('are made, described and changed', async () => {
      const settings = { Description: 'Reads', SessionDuration: 'PT4H', Tags: [{ Key: 'team', Value: 'x' }] };
      const { PermissionSet } = await sso.send(
        new CreatePermissionSetCommand({ InstanceArn, Name: 'Reader', ...settings }),
      );
      PermissionSetArn = PermissionSet?.PermissionSetArn ?? '';
      expect(PermissionSetArn).toMatch(/^arn:aws:sso:::permissionSet\/ssoins-[0-9a-f]{16}\/ps-[0-9a-f]{16}$/);
      await sso.send(new UpdatePermissionSetCommand(on({ Description: 'Reads everything' })));
      const described = await sso.send(new DescribePermissionSetCommand(on()));
      expect(described.PermissionSet).toMatchObject({ Description: 'Reads everything', SessionDuration: 'PT4H' });
      const { PermissionSets } = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
      expect(PermissionSets).toHaveLength(2);
      await sso.send(
        new TagResourceCommand({ InstanceArn, ResourceArn: PermissionSetArn, Tags: [{ Key: 'a', Value: 'b' }] }),
      );
      await sso.send(new UntagResourceCommand({ InstanceArn, ResourceArn: PermissionSetArn, TagKeys: ['team'] }));
      const { Tags } = await sso.send(new ListTagsForResourceCommand({ InstanceArn, ResourceArn: PermissionSetArn }));
      expect(Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    });

    it('hold policies', async () => {
      const InlinePolicy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
      await sso.send(new PutInlinePolicyToPermissionSetCommand(on({ InlinePolicy })));
      expect((await sso.send(new GetInlinePolicyForPermissionSetCommand(on()))).InlinePolicy).toBe(InlinePolicy);
      const attach = new AttachManagedPolicyToPermissionSetCommand(on({ ManagedPolicyArn: ADMINISTRATOR }));
      await sso.send(attach);
      expect((await refusalOf(sso.send(attach))).code).toBe('ConflictException');
      const { AttachedManagedPolicies } = await sso.send(new ListManagedPoliciesInPermissionSetCommand(on()));
      expect(AttachedManagedPolicies).toEqual([{ Name: 'AdministratorAccess', Arn: ADMINISTRATOR }]);
      const reference = on({ CustomerManagedPolicyReference: { Name: 'nowhere' } });
      await sso.send(new AttachCustomerManagedPolicyReferenceToPermissionSetCommand(reference));
      const listed = await sso.send(new ListCustomerManagedPolicyReferencesInPermissionSetCommand(on()));
      expect(listed.CustomerManagedPolicyReferences).toEqual([{ Name: 'nowhere', Path: '/' }]);
      const PermissionsBoundary = { ManagedPolicyArn: ADMINISTRATOR };
      await sso.send(new PutPermissionsBoundaryToPermissionSetCommand(on({ PermissionsBoundary })));
      const boundary = await sso.send(new GetPermissionsBoundaryForPermissionSetCommand(on()));
      expect(boundary.PermissionsBoundary).toEqual(PermissionsBoundary);
      await sso.send(new DeletePermissionsBoundaryFromPermissionSetCommand(on()));
      const none = sso.send(new GetPermissionsBoundaryForPermissionSetCommand(on()));
      expect((await refusalOf(none)).code).toBe('ResourceNotFoundException');
    });

    describe('that are assigned', () => {
      let iam: IAMClient;
      let assignment: never;

      beforeAll(async () => {
        iam = new IAMClient(sandbox.options(sandbox.owner));
        const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: 'auditors' } };
        const { GroupId } = await people.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier }));
        const principal = { PrincipalType: 'GROUP', PrincipalId: GroupId };
        assignment = on({ TargetId: HOME_ACCOUNT, TargetType: 'AWS_ACCOUNT', ...principal }) as never;
      });

      const assign = async () => {
        const reply = await sso.send(new CreateAccountAssignmentCommand(assignment));
        const { Status, RequestId } = reply.AccountAssignmentCreationStatus ?? {};
        expect(Status).toBe('IN_PROGRESS');
        const request = { InstanceArn, AccountAssignmentCreationRequestId: RequestId };
        return (await sso.send(new DescribeAccountAssignmentCreationStatusCommand(request)))
          .AccountAssignmentCreationStatus;
      };
      const reserved = async () => {
        const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/aws-reserved/sso.amazonaws.com/' }));
        return Roles.map(({ RoleName = '' }) => RoleName);
      };
      const attachedTo = async (RoleName: string) => {
        const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
        return AttachedPolicies.map(({ PolicyArn }) => PolicyArn);
      };

      it('become roles, as far as the policies are there', async () => {
        const failed = await assign();
        expect(failed).toMatchObject({ Status: 'FAILED', FailureReason: expect.stringContaining('nowhere') });
        expect(await reserved()).toEqual([]);
        const reference = on({ CustomerManagedPolicyReference: { Name: 'nowhere' } });
        await sso.send(new DetachCustomerManagedPolicyReferenceFromPermissionSetCommand(reference));
        expect(await assign()).toMatchObject({ Status: 'SUCCEEDED', TargetId: HOME_ACCOUNT });
        expect((await refusalOf(assign())).code).toBe('ConflictException');
        const [role = ''] = await reserved();
        expect(role).toMatch(/^AWSReservedSSO_Reader_[0-9a-f]{16}$/);
        expect(await attachedTo(role)).toEqual([ADMINISTRATOR]);
        const byHand = iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: ADMINISTRATOR }));
        expect((await refusalOf(byHand)).code).toBe('UnmodifiableEntityException');
      });

      it('change their roles when they are provisioned again, and not before', async () => {
        const [role = ''] = await reserved();
        await sso.send(new DetachManagedPolicyFromPermissionSetCommand(on({ ManagedPolicyArn: ADMINISTRATOR })));
        await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(on()));
        expect(await attachedTo(role)).toEqual([ADMINISTRATOR]);
        const everywhere = on({ TargetType: 'ALL_PROVISIONED_ACCOUNTS' }) as never;
        const again = await sso.send(new ProvisionPermissionSetCommand(everywhere));
        const ProvisionPermissionSetRequestId = again.PermissionSetProvisioningStatus?.RequestId;
        const request = { InstanceArn, ProvisionPermissionSetRequestId };
        const status = await sso.send(new DescribePermissionSetProvisioningStatusCommand(request));
        expect(status.PermissionSetProvisioningStatus).toMatchObject({ Status: 'SUCCEEDED' });
        expect(await attachedTo(role)).toEqual([]);
      });

      it('lose their roles with the last assignment', async () => {
        const [RoleName = ''] = await reserved();
        expect((await refusalOf(sso.send(new DeletePermissionSetCommand(on())))).code).toBe('ConflictException');
        const ended = await sso.send(new DeleteAccountAssignmentCommand(assignment));
        const AccountAssignmentDeletionRequestId = ended.AccountAssignmentDeletionStatus?.RequestId;
        const request = { InstanceArn, AccountAssignmentDeletionRequestId };
        const over = await sso.send(new DescribeAccountAssignmentDeletionStatusCommand(request));
        expect(over.AccountAssignmentDeletionStatus).toMatchObject({ Status: 'SUCCEEDED' });
        expect(await reserved()).toEqual([]);
        expect((await refusalOf(iam.send(new GetRoleCommand({ RoleName })))).code).toBe('NoSuchEntityException');
        await sso.send(new DeletePermissionSetCommand(on()));
      });
    });

    it('are refused with what does not fit', async () => {
      const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;
      const make = (more: object) => sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'Wrong', ...more }));
      expect(await code(make({ Name: 'a b' }))).toBe('ValidationException');
      expect(await code(make({ SessionDuration: 'PT13H' }))).toBe('ValidationException');
      expect(await code(make({ Name: 'Auditor' }))).toBe('ConflictException');
      expect(await code(make({ InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000' }))).toBe(
        'ResourceNotFoundException',
      );
      const { PermissionSets = [] } = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
      const auditor = { InstanceArn, PermissionSetArn: PermissionSets[0] ?? '' };
      const wrongPolicy = new PutInlinePolicyToPermissionSetCommand({ ...auditor, InlinePolicy: '{}' });
      expect(await code(sso.send(wrongPolicy))).toBe('ValidationException');
      const ManagedPolicyArn = 'arn:aws:iam::aws:policy/Nothing';
      const missing = new AttachManagedPolicyToPermissionSetCommand({ ...auditor, ManagedPolicyArn });
      expect(await code(sso.send(missing))).toBe('ResourceNotFoundException');
      const stranger = { TargetType: 'AWS_ACCOUNT', PrincipalType: 'USER', PrincipalId: 'nobody' } as const;
      const assign = (TargetId: string) =>
        sso.send(new CreateAccountAssignmentCommand({ ...auditor, ...stranger, TargetId }));
      expect(await code(assign(HOME_ACCOUNT))).toBe('ResourceNotFoundException');
      expect(await code(assign('999999999999'))).toBe('ResourceNotFoundException');
      expect(await code(assign('12'))).toBe('ValidationException');
      expect(await code(sso.send(new ListApplicationsCommand({ InstanceArn })))).toBe('UnknownOperationException');
    });
  });

  it('shows what the seed assigned, from every side', async () => {
    const { PermissionSets = [] } = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    const auditor = { InstanceArn, PermissionSetArn: PermissionSets[0] ?? '' };
    const accounts = await sso.send(new ListAccountsForProvisionedPermissionSetCommand(auditor));
    expect(accounts.AccountIds).toEqual(['333333333333']);
    const AccountId = '333333333333';
    const sets = await sso.send(new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId }));
    expect(sets.PermissionSets).toEqual([auditor.PermissionSetArn]);
    const { AccountAssignments } = await sso.send(new ListAccountAssignmentsCommand({ ...auditor, AccountId }));
    expect(AccountAssignments?.map(({ PrincipalType }) => PrincipalType)).toEqual(['GROUP']);
    const { Users = [] } = await people.send(new ListUsersCommand({ IdentityStoreId }));
    const audrey = { InstanceArn, PrincipalType: 'USER', PrincipalId: Users[0]?.UserId } as const;
    const hers = await sso.send(new ListAccountAssignmentsForPrincipalCommand(audrey));
    expect(hers.AccountAssignments).toMatchObject([{ AccountId, PrincipalType: 'GROUP' }]);
    expect((await sso.send(new DescribeInstanceCommand({ InstanceArn }))).Status).toBe('ACTIVE');
  });

  it('is seen from member accounts, and managed from its own', async () => {
    const member = new SSOAdminClient(sandbox.options(sandbox.owner));
    const { Instances } = await member.send(new ListInstancesCommand({}));
    expect(Instances?.map(({ OwnerAccountId }) => OwnerAccountId)).toEqual(['111111111111']);
    const list = member.send(new ListPermissionSetsCommand({ InstanceArn }));
    expect((await refusalOf(list)).code).toBe('AccessDeniedException');
    const nobody = new SSOAdminClient(sandbox.options(sandbox.nobody));
    expect((await refusalOf(nobody.send(new ListInstancesCommand({})))).code).toBe('AccessDeniedException');
    const elsewhere = new SSOAdminClient(sandbox.options(sandbox.manager, 'eu-west-1'));
    expect((await elsewhere.send(new ListInstancesCommand({}))).Instances).toEqual([]);
  });
});
