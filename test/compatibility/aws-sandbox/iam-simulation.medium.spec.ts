import { type AccessKey, type EvaluationResult, IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | string[], Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string) => ({ Effect: 'Deny', Action, Resource });

const signingWith = (key: AccessKey | undefined) => ({
  accessKeyId: key?.AccessKeyId ?? '',
  secretAccessKey: key?.SecretAccessKey ?? '',
});

const HOME = `
    policies: [{ name: only-s3, document: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } }]
    groups: [{ name: readers, attached: ['aws:AmazonS3ReadOnlyAccess'] }]
    roles:
      - name: bounded
        trust: { Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }] }
        attached: ['aws:AdministratorAccess']
        boundary: only-s3
      - name: tagged
        trust: { Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }] }
        tags: { team: payments }
        inline:
          by-team: { Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/\${aws:PrincipalTag/team}/*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } } }] }
`;
const ROLE = 'arn:aws:iam::222222222222:role';

describe('the policy simulator', () => {
  let world: TwoAccounts;
  let iam: IAM;

  beforeAll(async () => {
    world = await TwoAccounts.start(HOME);
    iam = new IAM(world.options(world.owner));
  });
  afterAll(() => world.stop());

  const one = (results: readonly EvaluationResult[] | undefined) => results?.[0];

  it('decides for each action, the strictest of its resources first, and says which statements did', async () => {
    const PolicyInputList = [
      policy(allow('s3:GetObject', 'arn:aws:s3:::data/*'), deny('s3:*', 'arn:aws:s3:::data/secret/*')),
    ];
    const { EvaluationResults } = await iam.simulateCustomPolicy({
      PolicyInputList,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/secret/b'],
    });
    expect(EvaluationResults).toHaveLength(2);
    expect(one(EvaluationResults)).toMatchObject({
      EvalActionName: 's3:GetObject',
      EvalResourceName: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
      EvalDecision: 'explicitDeny',
      EvalDecisionDetails: {},
      ResourceSpecificResults: [
        { EvalResourceName: 'arn:aws:s3:::data/a', EvalResourceDecision: 'allowed' },
        { EvalResourceName: 'arn:aws:s3:::data/secret/b', EvalResourceDecision: 'explicitDeny' },
      ],
    });
    const from = '{"Version":"2012-10-17","Statement":['.length + 1;
    const to = from + JSON.stringify(allow('s3:GetObject', 'arn:aws:s3:::data/*')).length;
    expect(one(EvaluationResults)?.ResourceSpecificResults?.[0]).toMatchObject({
      MatchedStatements: [
        {
          SourcePolicyId: 'PolicyInputList.1',
          SourcePolicyType: 'none',
          StartPosition: { Line: 1, Column: from },
          EndPosition: { Line: 1, Column: to },
        },
      ],
    });
    expect(EvaluationResults?.[1]).toMatchObject({ EvalActionName: 's3:PutObject', EvalDecision: 'explicitDeny' });
  });

  it('asks for the context keys it was not given', async () => {
    const PolicyInputList = [
      policy(
        allow('s3:ListBucket', 'arn:aws:s3:::${aws:username}', { Condition: { StringLike: { 's3:prefix': 'a*' } } }),
      ),
    ];
    const input = { PolicyInputList, ActionNames: ['s3:ListBucket'] };
    expect((await iam.getContextKeysForCustomPolicy({ PolicyInputList })).ContextKeyNames?.sort()).toEqual([
      'aws:username',
      's3:prefix',
    ]);
    const blind = one((await iam.simulateCustomPolicy(input)).EvaluationResults);
    expect(blind).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalResourceName: 'arn:${Partition}:s3:::${BucketName}',
    });
    expect(blind?.MissingContextValues?.sort()).toEqual(['aws:username', 's3:prefix']);
    const seeing = await iam.simulateCustomPolicy({
      ...input,
      ResourceArns: ['arn:aws:s3:::ada'],
      ContextEntries: [
        { ContextKeyName: 'aws:username', ContextKeyType: 'string', ContextKeyValues: ['ada'] },
        { ContextKeyName: 's3:prefix', ContextKeyType: 'string', ContextKeyValues: ['abc'] },
      ],
    });
    expect(one(seeing.EvaluationResults)).toMatchObject({ EvalDecision: 'allowed', MissingContextValues: [] });
  });

  it('simulates a principal with its boundary, groups, tags and what comes on top', async () => {
    const bounded = await iam.simulatePrincipalPolicy({
      PolicySourceArn: `${ROLE}/bounded`,
      ActionNames: ['sqs:SendMessage', 's3:GetObject', 'sts:AssumeRole'],
    });
    expect(bounded.EvaluationResults).toMatchObject([
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
      {
        EvalDecision: 'allowed',
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
        OrganizationsDecisionDetail: { AllowedByOrganizations: true },
        MatchedStatements: [{ SourcePolicyId: 'AdministratorAccess', SourcePolicyType: 'aws-managed' }],
      },
      { EvalDecision: 'implicitDeny' },
    ]);
    const tagged = {
      PolicySourceArn: `${ROLE}/tagged`,
      ActionNames: ['s3:GetObject'],
      ResourceArns: ['arn:aws:s3:::data/payments/x'],
    };
    expect((await iam.getContextKeysForPrincipalPolicy(tagged)).ContextKeyNames).toEqual([
      'aws:MultiFactorAuthPresent',
      'aws:PrincipalTag/team',
    ]);
    expect(one((await iam.simulatePrincipalPolicy(tagged)).EvaluationResults)).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:MultiFactorAuthPresent'],
    });
    const ContextEntries = [
      { ContextKeyName: 'aws:MultiFactorAuthPresent', ContextKeyType: 'boolean' as const, ContextKeyValues: ['true'] },
    ];
    expect(one((await iam.simulatePrincipalPolicy({ ...tagged, ContextEntries })).EvaluationResults)).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'role_tagged_by-team', SourcePolicyType: 'role' }],
    });
    await iam.createUser({ UserName: 'member' });
    await iam.addUserToGroup({ UserName: 'member', GroupName: 'readers' });
    const member = await iam.simulatePrincipalPolicy({
      PolicySourceArn: 'arn:aws:iam::222222222222:user/member',
      PolicyInputList: [policy(deny('s3:GetObject', '*'))],
      ActionNames: ['s3:ListBucket', 's3:GetObject'],
    });
    expect(member.EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'explicitDeny']);
  });

  it('knows levels of control policies and policies of resources of other accounts', async () => {
    const PolicyInputList = [policy(allow('s3:*', '*'))];
    const closed = await iam.simulateCustomPolicy({
      PolicyInputList,
      ActionNames: ['s3:GetObject'],
      OrderedOrganizationPolicyInputList: [
        { ServiceControlPolicyInputList: [policy(allow('*', '*'))] },
        { ServiceControlPolicyInputList: [policy(allow('sqs:*', '*'))] },
      ],
    });
    expect(one(closed.EvaluationResults)).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    const across = (Principal: object) =>
      iam.simulateCustomPolicy({
        PolicyInputList,
        ActionNames: ['s3:GetObject'],
        ResourceArns: ['arn:aws:s3:::theirs/x'],
        ResourceOwner: '333333333333',
        CallerArn: 'arn:aws:iam::222222222222:user/owner',
        ResourcePolicy: policy({ ...allow('s3:GetObject', 'arn:aws:s3:::theirs/*'), Principal }),
      });
    expect(one((await across({ AWS: '444444444444' })).EvaluationResults)).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'implicitDeny' },
    });
    expect(one((await across({ AWS: '222222222222' })).EvaluationResults)?.EvalDecision).toBe('allowed');
  });

  it('pages, and refuses what makes no sense', async () => {
    const PolicyInputList = [policy(allow('*', '*'))];
    const ActionNames = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'];
    const first = await iam.simulateCustomPolicy({ PolicyInputList, ActionNames, MaxItems: 2 });
    const second = await iam.simulateCustomPolicy({ PolicyInputList, ActionNames, MaxItems: 2, Marker: first.Marker });
    const names = [...(first.EvaluationResults ?? []), ...(second.EvaluationResults ?? [])];
    expect(names.map(({ EvalActionName }) => EvalActionName)).toEqual(ActionNames);
    const invalid = { code: 'InvalidInputException', status: 400 };
    expect(await refusalOf(iam.simulateCustomPolicy({ PolicyInputList, ActionNames: ['s3:*'] }))).toMatchObject(
      invalid,
    );
    expect(await refusalOf(iam.simulateCustomPolicy({ PolicyInputList: ['{'], ActionNames }))).toMatchObject(invalid);
    expect(
      await refusalOf(iam.simulateCustomPolicy({ PolicyInputList, ActionNames, ResourceArns: ['data'] })),
    ).toMatchObject(invalid);
    const nobody = { PolicySourceArn: `${ROLE}/nobody-there`, ActionNames };
    expect((await refusalOf(iam.simulatePrincipalPolicy(nobody))).code).toBe('NoSuchEntityException');
  });

  it('tells who used which service from the calls that were made', async () => {
    const Arn = 'arn:aws:iam::222222222222:user/nobody';
    await iam.attachUserPolicy({ UserName: 'nobody', PolicyArn: 'arn:aws:iam::222222222222:policy/only-s3' });
    const { AccessKey: key } = await iam.createAccessKey({ UserName: 'nobody' });
    const s3 = new S3({
      ...world.options(signingWith(key), 'eu-west-1'),
      forcePathStyle: true,
    });
    expect(await refusalOf(s3.getObject({ Bucket: 'not-there', Key: 'x' }))).toMatchObject({ code: 'NoSuchBucket' });
    const { JobId } = await iam.generateServiceLastAccessedDetails({ Arn, Granularity: 'ACTION_LEVEL' });
    const report = await iam.getServiceLastAccessedDetails({ JobId });
    expect(report).toMatchObject({ JobStatus: 'COMPLETED', JobType: 'ACTION_LEVEL', IsTruncated: false });
    expect(report.ServicesLastAccessed?.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(['s3']);
    const used = report.ServicesLastAccessed?.[0];
    expect(used).toMatchObject({
      ServiceName: 'Amazon S3',
      LastAuthenticatedEntity: Arn,
      LastAuthenticatedRegion: 'eu-west-1',
      TotalAuthenticatedEntities: 1,
    });
    const actions = new Map(used?.TrackedActionsLastAccessed?.map((each) => [each.ActionName, each.LastAccessedTime]));
    expect(actions.get('GetObject')).toBeInstanceOf(Date);
    expect(actions.has('PutBucketPolicy')).toBe(true);
    expect(actions.get('PutBucketPolicy')).toBeUndefined();

    const policyArn = 'arn:aws:iam::222222222222:policy/only-s3';
    const { JobId: byPolicy } = await iam.generateServiceLastAccessedDetails({ Arn: policyArn });
    const entities = await iam.getServiceLastAccessedDetailsWithEntities({ JobId: byPolicy, ServiceNamespace: 's3' });
    expect(entities.EntityDetailsList).toMatchObject([
      { EntityInfo: { Arn, Type: 'USER', Name: 'nobody' }, LastAuthenticated: expect.any(Date) },
    ]);
    const granting = await iam.listPoliciesGrantingServiceAccess({ Arn, ServiceNamespaces: ['s3', 'sqs'] });
    expect(granting.PoliciesGrantingServiceAccess).toMatchObject([
      { ServiceNamespace: 's3', Policies: [{ PolicyName: 'only-s3', PolicyType: 'MANAGED', PolicyArn: policyArn }] },
      { ServiceNamespace: 'sqs', Policies: [] },
    ]);
    expect(
      (await refusalOf(iam.getServiceLastAccessedDetails({ JobId: '00000000-0000-0000-0000-000000000000' }))).code,
    ).toBe('NoSuchEntityException');
  });
});
