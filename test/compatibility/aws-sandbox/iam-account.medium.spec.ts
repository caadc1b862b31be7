import { IAM } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const TRUST_EC2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const METADATA = `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com" validUntil="2030-01-01T00:00:00Z">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <!-- ${'filler '.repeat(150)} -->
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
const THUMBPRINT = 'a'.repeat(40);

describe('an account of IAM', () => {
  let world: TwoAccounts;
  let iam: IAM;
  let nobody: IAM;

  beforeAll(async () => {
    world = await TwoAccounts.start();
    iam = new IAM(world.options(world.owner));
    nobody = new IAM(world.options(world.nobody));
  });
  afterAll(() => world.stop());

  it('instance profiles hold one role, which they keep from being deleted', async () => {
    const InstanceProfileName = 'web';
    const RoleName = 'web-servers';
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST_EC2 });
    await iam.createRole({ RoleName: 'other', AssumeRolePolicyDocument: TRUST_EC2 });
    const { InstanceProfile: made } = await iam.createInstanceProfile({
      InstanceProfileName,
      Path: '/servers/',
      Tags: [{ Key: 'team', Value: 'web' }],
    });
    expect(made).toMatchObject({
      Arn: 'arn:aws:iam::222222222222:instance-profile/servers/web',
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      Roles: [],
    });
    expect((await refusalOf(iam.createInstanceProfile({ InstanceProfileName: 'WEB' }))).code).toBe(
      'EntityAlreadyExistsException',
    );
    await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
    expect(await refusalOf(iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: 'other' }))).toMatchObject({
      code: 'LimitExceededException',
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    });
    expect((await iam.listInstanceProfilesForRole({ RoleName })).InstanceProfiles).toMatchObject([
      { InstanceProfileName, Roles: [{ RoleName }] },
    ]);
    const details = await iam.getAccountAuthorizationDetails({ Filter: ['Role'] });
    expect(details.RoleDetailList?.find((role) => role.RoleName === RoleName)?.InstanceProfileList).toMatchObject([
      { InstanceProfileName },
    ]);
    expect((await refusalOf(iam.deleteRole({ RoleName }))).code).toBe('DeleteConflictException');
    expect((await refusalOf(iam.deleteInstanceProfile({ InstanceProfileName }))).code).toBe('DeleteConflictException');
    await iam.createInstanceProfile({ InstanceProfileName: 'api' });
    const page = await iam.listInstanceProfiles({ MaxItems: 1 });
    expect(page).toMatchObject({ InstanceProfiles: [{ InstanceProfileName: 'api' }], IsTruncated: true });
    expect((await iam.listInstanceProfiles({ PathPrefix: '/servers/' })).InstanceProfiles).toHaveLength(1);
    await iam.tagInstanceProfile({ InstanceProfileName, Tags: [{ Key: 'env', Value: 'test' }] });
    await iam.untagInstanceProfile({ InstanceProfileName, TagKeys: ['team'] });
    expect((await iam.listInstanceProfileTags({ InstanceProfileName })).Tags).toEqual([{ Key: 'env', Value: 'test' }]);
    await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName });
    expect((await refusalOf(iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName }))).code).toBe(
      'NoSuchEntityException',
    );
    await iam.deleteInstanceProfile({ InstanceProfileName });
    expect(await refusalOf(iam.getInstanceProfile({ InstanceProfileName }))).toMatchObject({
      code: 'NoSuchEntityException',
      message: 'Instance Profile web cannot be found.',
    });
    await iam.deleteRole({ RoleName });
  });

  it('service-linked roles are AWS’s to change, and go by a task', async () => {
    const AWSServiceName = 'autoscaling.amazonaws.com';
    const { Role: role } = await iam.createServiceLinkedRole({ AWSServiceName, CustomSuffix: 'blue' });
    const RoleName = 'AWSServiceRoleForAutoScaling_blue';
    expect(role).toMatchObject({ RoleName, Path: `/aws-service-role/${AWSServiceName}/` });
    expect((await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies).toMatchObject([
      { PolicyName: 'AutoScalingServiceRolePolicy' },
    ]);
    expect((await refusalOf(iam.createServiceLinkedRole({ AWSServiceName, CustomSuffix: 'blue' }))).code).toBe(
      'InvalidInputException',
    );
    expect((await refusalOf(iam.createServiceLinkedRole({ AWSServiceName: 'nope.amazonaws.com' }))).code).toBe(
      'InvalidInputException',
    );
    expect((await refusalOf(iam.deleteRole({ RoleName }))).code).toBe('UnmodifiableEntityException');
    expect((await refusalOf(iam.updateRole({ RoleName, MaxSessionDuration: 7200 }))).code).toBe(
      'UnmodifiableEntityException',
    );
    await iam.updateRole({ RoleName, Description: 'Blue.' });
    expect((await iam.updateRoleDescription({ RoleName, Description: 'Bluer.' })).Role?.Description).toBe('Bluer.');
    const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName });
    expect(DeletionTaskId).toMatch(/^task\/aws-service-role\/autoscaling.amazonaws.com\/AWSServiceRoleForAutoScaling/);
    expect((await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId })).Status).toBe('SUCCEEDED');
    expect((await refusalOf(iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId: 'task/x' }))).code).toBe(
      'NoSuchEntityException',
    );
    expect((await refusalOf(iam.getRole({ RoleName }))).code).toBe('NoSuchEntityException');
  });

  it('an account has one alias, which no other has', async () => {
    const neighbour = new IAM(world.options(world.neighbour));
    await iam.createAccountAlias({ AccountAlias: 'home-old' });
    await iam.createAccountAlias({ AccountAlias: 'home' });
    expect((await iam.listAccountAliases({})).AccountAliases).toEqual(['home']);
    expect((await refusalOf(neighbour.createAccountAlias({ AccountAlias: 'home' }))).code).toBe(
      'EntityAlreadyExistsException',
    );
    await neighbour.createAccountAlias({ AccountAlias: 'home-old' });
    expect((await refusalOf(iam.createAccountAlias({ AccountAlias: 'Not--valid' }))).code).toBe('ValidationError');
    expect((await refusalOf(iam.deleteAccountAlias({ AccountAlias: 'home-old' }))).code).toBe('NoSuchEntityException');
    await iam.deleteAccountAlias({ AccountAlias: 'home' });
    expect((await iam.listAccountAliases({})).AccountAliases).toEqual([]);
  });

  it('the summary counts what is there beside the quotas', async () => {
    const before = (await iam.getAccountSummary({})).SummaryMap;
    await iam.createUser({ UserName: 'counted' });
    const after = (await iam.getAccountSummary({})).SummaryMap;
    expect((after?.Users ?? 0) - (before?.Users ?? 0)).toBe(1);
    expect(after).toMatchObject({
      UsersQuota: 5000,
      RolesQuota: 1000,
      AttachedPoliciesPerRoleQuota: 10,
      MFADevices: 0,
    });
  });

  it('OpenID Connect providers have clients, thumbprints and tags', async () => {
    const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [THUMBPRINT],
    });
    const named = { OpenIDConnectProviderArn };
    expect(OpenIDConnectProviderArn).toBe(
      'arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com',
    );
    await iam.addClientIDToOpenIDConnectProvider({ ...named, ClientID: 'other' });
    await iam.removeClientIDFromOpenIDConnectProvider({ ...named, ClientID: 'sts.amazonaws.com' });
    await iam.updateOpenIDConnectProviderThumbprint({ ...named, ThumbprintList: ['b'.repeat(40)] });
    await iam.tagOpenIDConnectProvider({ ...named, Tags: [{ Key: 'a', Value: '1' }] });
    await iam.untagOpenIDConnectProvider({ ...named, TagKeys: ['b'] });
    expect((await iam.listOpenIDConnectProviderTags(named)).Tags).toHaveLength(1);
    expect(await iam.getOpenIDConnectProvider(named)).toMatchObject({
      Url: 'token.actions.githubusercontent.com',
      ClientIDList: ['other'],
      ThumbprintList: ['b'.repeat(40)],
      Tags: [{ Key: 'a' }],
    });
    const again = iam.createOpenIDConnectProvider({ Url: 'https://token.actions.githubusercontent.com/' });
    expect((await refusalOf(again)).code).toBe('EntityAlreadyExistsException');
    expect((await refusalOf(iam.createOpenIDConnectProvider({ Url: 'http://plain.example.com' }))).code).toBe(
      'ValidationError',
    );
    expect((await iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList).toEqual([
      { Arn: OpenIDConnectProviderArn },
    ]);
    await iam.deleteOpenIDConnectProvider(named);
    await iam.deleteOpenIDConnectProvider(named);
    expect((await refusalOf(iam.getOpenIDConnectProvider(named))).code).toBe('NoSuchEntityException');
  });

  it('SAML providers keep metadata, keys and tags', async () => {
    const { SAMLProviderArn } = await iam.createSAMLProvider({ Name: 'corp', SAMLMetadataDocument: METADATA });
    const named = { SAMLProviderArn };
    expect(await iam.getSAMLProvider(named)).toMatchObject({
      SAMLMetadataDocument: METADATA,
      ValidUntil: new Date('2030-01-01T00:00:00Z'),
    });
    const pem = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
    await iam.updateSAMLProvider({ ...named, AssertionEncryptionMode: 'Required', AddPrivateKey: pem });
    const { PrivateKeyList, AssertionEncryptionMode } = await iam.getSAMLProvider(named);
    expect([PrivateKeyList?.length, AssertionEncryptionMode]).toEqual([1, 'Required']);
    await iam.updateSAMLProvider({ ...named, RemovePrivateKey: PrivateKeyList?.[0]?.KeyId });
    await iam.tagSAMLProvider({ ...named, Tags: [{ Key: 'a', Value: '1' }] });
    await iam.untagSAMLProvider({ ...named, TagKeys: ['a'] });
    expect((await iam.listSAMLProviderTags(named)).Tags).toEqual([]);
    expect((await refusalOf(iam.createSAMLProvider({ Name: 'corp', SAMLMetadataDocument: METADATA }))).code).toBe(
      'EntityAlreadyExistsException',
    );
    const nonsense = 'x'.repeat(2000);
    expect((await refusalOf(iam.createSAMLProvider({ Name: 'other', SAMLMetadataDocument: nonsense }))).code).toBe(
      'InvalidInputException',
    );
    expect((await iam.listSAMLProviders({})).SAMLProviderList).toMatchObject([{ Arn: SAMLProviderArn }]);
    await iam.deleteSAMLProvider(named);
    expect((await refusalOf(iam.deleteSAMLProvider(named))).code).toBe('NoSuchEntityException');
  });

  it('policies and roles page their tags', async () => {
    const { Policy: policy } = await iam.createPolicy({
      PolicyName: 'tagged',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      }),
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
        { Key: 'c', Value: '3' },
      ],
    });
    const PolicyArn = policy?.Arn;
    const first = await iam.listPolicyTags({ PolicyArn, MaxItems: 2 });
    const rest = await iam.listPolicyTags({ PolicyArn, MaxItems: 2, Marker: first.Marker });
    expect([...(first.Tags ?? []), ...(rest.Tags ?? [])].map(({ Key }) => Key)).toEqual(['a', 'b', 'c']);
    await iam.tagPolicy({ PolicyArn, Tags: [{ Key: 'A', Value: '9' }] });
    await iam.untagPolicy({ PolicyArn, TagKeys: ['b', 'c'] });
    expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual([{ Key: 'A', Value: '9' }]);
    const ofAws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect((await refusalOf(iam.tagPolicy({ PolicyArn: ofAws, Tags: [] }))).code).toBe('AccessDenied');
    expect((await refusalOf(iam.listPolicyTags({ PolicyArn: `${PolicyArn ?? ''}-not` }))).code).toBe(
      'NoSuchEntityException',
    );
  });

  it('the credential report is made once in four hours, one row for each user and for root', async () => {
    expect(await refusalOf(iam.getCredentialReport({}))).toMatchObject({
      code: 'CredentialReportNotPresentException',
      status: 410,
    });
    expect((await iam.generateCredentialReport({})).State).toBe('STARTED');
    expect((await iam.generateCredentialReport({})).State).toBe('COMPLETE');
    const { Content, ReportFormat } = await iam.getCredentialReport({});
    expect(ReportFormat).toBe('text/csv');
    const [header = '', root = '', ...users] = Buffer.from(Content ?? [])
      .toString()
      .split('\n');
    expect(header.split(',')).toHaveLength(22);
    expect(root).toMatch(/^<root_account>,arn:aws:iam::222222222222:root,[\d-]+T[\d:]+\+00:00,not_supported,/);
    const owner = users.find((row) => row.startsWith('owner,'))?.split(',');
    expect(owner?.slice(3, 9)).toEqual(['false', 'N/A', 'N/A', 'N/A', 'false', 'true']);
    expect(owner?.slice(10, 13)).toEqual([expect.stringMatching(/\+00:00$/), 'us-east-1', 'iam']);
  });

  const inputs: Readonly<Record<string, object>> = {
    createInstanceProfile: { InstanceProfileName: 'x' },
    addRoleToInstanceProfile: { InstanceProfileName: 'x', RoleName: 'x' },
    listInstanceProfiles: {},
    createServiceLinkedRole: { AWSServiceName: 'autoscaling.amazonaws.com' },
    createAccountAlias: { AccountAlias: 'mine' },
    getAccountSummary: {},
    updateAccountPasswordPolicy: {},
    createOpenIDConnectProvider: { Url: 'https://idp.example.com' },
    createSAMLProvider: { Name: 'x', SAMLMetadataDocument: METADATA },
    tagPolicy: { PolicyArn: 'arn:aws:iam::222222222222:policy/x', Tags: [] },
    generateCredentialReport: {},
    simulatePrincipalPolicy: { PolicySourceArn: 'arn:aws:iam::222222222222:user/owner', ActionNames: ['s3:GetObject'] },
    simulateCustomPolicy: { PolicyInputList: [], ActionNames: ['s3:GetObject'] },
    generateServiceLastAccessedDetails: { Arn: 'arn:aws:iam::222222222222:user/owner' },
  };

  it.each(Object.keys(inputs))('%s needs permission', async (name) => {
    const method = nobody[name as keyof IAM] as (input: object | undefined) => Promise<unknown>;
    expect(await refusalOf(method.call(nobody, inputs[name]))).toMatchObject({ code: 'AccessDenied', status: 403 });
  });
});
