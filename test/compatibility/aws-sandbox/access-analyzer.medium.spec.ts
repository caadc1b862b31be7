import {
  AccessAnalyzerClient,
  CheckAccessNotGrantedCommand,
  type CheckAccessNotGrantedCommandInput,
  CheckNoNewAccessCommand,
  CheckNoPublicAccessCommand,
  type CheckNoPublicAccessCommandInput,
  ListAnalyzersCommand,
  ValidatePolicyCommand,
  type ValidatePolicyCommandInput,
} from '@aws-sdk/client-accessanalyzer';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const READ_ALL = document(allow('s3:GetObject', 'arn:aws:s3:::bucket/*'));
const READ_SOME = document(allow('s3:GetObject', 'arn:aws:s3:::bucket/public/*'));
const granted = (Principal: unknown, Action = 's3:GetObject', more: object = {}) =>
  allow(Action, 'arn:aws:s3:::bucket/*', { Principal, ...more });
const ADA = { AWS: 'arn:aws:iam::333333333333:role/ada' };

describe('Access Analyzer', () => {
  let accounts: TwoAccounts;
  let owner: AccessAnalyzerClient;

  beforeAll(async () => {
    accounts = await TwoAccounts.start();
    owner = new AccessAnalyzerClient(accounts.options(accounts.owner));
  });

  afterAll(() => accounts.stop());

  describe('ValidatePolicy', () => {
    const validate = async (policyDocument: string, more: Partial<ValidatePolicyCommandInput> = {}) =>
      owner.send(new ValidatePolicyCommand({ policyDocument, policyType: 'IDENTITY_POLICY', ...more }));
    const codes = async (policyDocument: string, more: Partial<ValidatePolicyCommandInput> = {}) =>
      (await validate(policyDocument, more)).findings?.map(
        ({ findingType, issueCode }) => `${findingType} ${issueCode}`,
      );

    it('has nothing to say about a good policy', async () => {
      expect(await codes(READ_ALL)).toEqual([]);
    });

    it('tells what is wrong, where, and where to read more', async () => {
      const policy = document(allow('s3:GetObjekt', 'arn:aws:s3:::bucket/*'));
      const [finding] = (await validate(policy)).findings ?? [];
      expect(finding).toMatchObject({
        findingType: 'ERROR',
        issueCode: 'INVALID_ACTION',
        learnMoreLink: expect.stringMatching(/policy-checks-error-invalid-action$/) as unknown,
        locations: [{ path: [{ value: 'Statement' }, { index: 0 }, { value: 'Action' }] }],
      });
      const offset = policy.indexOf('"s3:GetObjekt"');
      const end = offset + '"s3:GetObjekt"'.length;
      expect(finding?.locations?.[0]?.span).toEqual({
        start: { line: 1, column: offset, offset },
        end: { line: 1, column: end, offset: end },
      });
    });

    it.each<[string, Partial<ValidatePolicyCommandInput>, string]>([
      [document(allow('nosuch:Thing')), {}, 'ERROR INVALID_SERVICE_IN_ACTION'],
      [document(allow('iam:PassRole')), {}, 'SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE'],
      [document(allow(['s3:*', 's3:GetObject'])), {}, 'SUGGESTION REDUNDANT_ACTION'],
      [JSON.stringify({ Statement: [allow('s3:GetObject')] }), {}, 'WARNING MISSING_VERSION'],
      ['{', {}, 'ERROR JSON_SYNTAX_ERROR'],
      [document(allow('s3:GetObject')), { policyType: 'RESOURCE_POLICY' }, 'ERROR MISSING_PRINCIPAL'],
      [document(granted(ADA)), { policyType: 'IDENTITY_POLICY' }, 'ERROR UNSUPPORTED_PRINCIPAL'],
      [
        document({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 's3:GetObject' }),
        { policyType: 'RESOURCE_POLICY', validatePolicyResourceType: 'AWS::IAM::AssumeRolePolicyDocument' },
        'ERROR UNSUPPORTED_ACTION_IN_POLICY',
      ],
    ])('of %s %j: %s', async (policy, more, code) => {
      expect(await codes(policy, more)).toContain(code);
    });

    it('pages', async () => {
      const policy = document(allow(['nosuch:A', 'nosuch:B', 'nosuch:C']));
      const first = await validate(policy, { maxResults: 2 });
      expect(first.findings).toHaveLength(2);
      const second = await validate(policy, {
        maxResults: 2,
        ...(first.nextToken ? { nextToken: first.nextToken } : {}),
      });
      expect(second.findings).toHaveLength(1);
      expect(second.nextToken).toBeUndefined();
      expect(await refusalOf(validate(policy, { nextToken: 'abc' }))).toMatchObject({ code: 'ValidationException' });
    });

    it('refuses types that do not go together', async () => {
      const trust = { validatePolicyResourceType: 'AWS::IAM::AssumeRolePolicyDocument' } as const;
      expect(await refusalOf(validate(READ_ALL, trust))).toMatchObject({ code: 'ValidationException', status: 400 });
      const unknown = { policyType: 'OTHER' as 'IDENTITY_POLICY' };
      expect(await refusalOf(validate(READ_ALL, unknown))).toMatchObject({ code: 'ValidationException' });
    });

    it('needs permission', async () => {
      const nobody = new AccessAnalyzerClient(accounts.options(accounts.nobody));
      const call = nobody.send(new ValidatePolicyCommand({ policyDocument: READ_ALL, policyType: 'IDENTITY_POLICY' }));
      expect(await refusalOf(call)).toMatchObject({ code: 'AccessDeniedException', status: 403 });
    });
  });

  describe('CheckNoNewAccess', () => {
    const check = (existingPolicyDocument: string, newPolicyDocument: string, policyType = 'IDENTITY_POLICY') =>
      owner.send(
        new CheckNoNewAccessCommand({
          existingPolicyDocument,
          newPolicyDocument,
          policyType: policyType as 'IDENTITY_POLICY',
        }),
      );

    it('proves that less is nothing new', async () => {
      expect((await check(READ_ALL, READ_SOME)).result).toBe('PASS');
    });

    it('names the statement that gives more', async () => {
      const after = document(
        allow('s3:GetObject', 'arn:aws:s3:::bucket/public/*'),
        allow('s3:PutObject', 'arn:aws:s3:::bucket/*', { Sid: 'Writing' }),
      );
      expect(await check(READ_ALL, after)).toMatchObject({
        result: 'FAIL',
        reasons: [
          { statementIndex: 1, statementId: 'Writing', description: expect.stringContaining('Writing') as unknown },
        ],
      });
    });

    it.each<[string, object[], object[], string]>([
      ['the same', [granted(ADA)], [granted(ADA)], 'PASS'],
      ['another principal', [granted(ADA)], [granted({ AWS: 'arn:aws:iam::333333333333:role/bob' })], 'FAIL'],
      ['one of everybody', [granted('*')], [granted(ADA)], 'PASS'],
      ['everybody', [granted(ADA)], [granted('*')], 'FAIL'],
      ['another action', [granted(ADA)], [granted(ADA, 's3:PutObject')], 'FAIL'],
      [
        'what a Deny takes back',
        [granted(ADA)],
        [granted(ADA), granted(ADA, 's3:PutObject'), granted('*', 's3:PutObject', { Effect: 'Deny' })],
        'PASS',
      ],
    ])('compares resource policies: %s', async (_what, before, after, result) => {
      expect((await check(document(...before), document(...after), 'RESOURCE_POLICY')).result).toBe(result);
    });

    it('refuses documents that are no policies', async () => {
      expect(await refusalOf(check('{', READ_ALL))).toMatchObject({ code: 'InvalidParameterException' });
      expect(await refusalOf(check(READ_ALL, READ_ALL, 'OTHER'))).toMatchObject({ code: 'ValidationException' });
    });
  });

  describe('CheckAccessNotGranted', () => {
    const check = (policyDocument: string, access: CheckAccessNotGrantedCommandInput['access']) =>
      owner.send(new CheckAccessNotGrantedCommand({ policyDocument, access, policyType: 'IDENTITY_POLICY' }));

    it('proves that nothing of a list is granted', async () => {
      expect((await check(READ_ALL, [{ actions: ['s3:PutObject', 'iam:PassRole'] }])).result).toBe('PASS');
      expect((await check(READ_ALL, [{ resources: ['arn:aws:s3:::other/*'] }])).result).toBe('PASS');
    });

    it('names the statement that grants something of it', async () => {
      const policy = document(allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:*', 'arn:aws:s3:::b/*'));
      expect(await check(policy, [{ actions: ['s3:DeleteObject'] }])).toMatchObject({
        result: 'FAIL',
        reasons: [{ statementIndex: 1 }],
      });
      const both = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/secret'] }];
      expect(await check(policy, both)).toMatchObject({ result: 'FAIL', reasons: [{ statementIndex: 0 }] });
    });

    it.each<[string, CheckAccessNotGrantedCommandInput['access']]>([
      ['no list', []],
      ['an empty entry', [{}]],
      ['too many actions', [{ actions: Array<string>(101).fill('s3:GetObject') }]],
    ])('refuses %s', async (_what, access) => {
      expect(await refusalOf(check(READ_ALL, access))).toMatchObject({ code: 'ValidationException' });
    });
  });

  describe('CheckNoPublicAccess', () => {
    const check = (policyDocument: string, resourceType = 'AWS::S3::Bucket') =>
      owner.send(
        new CheckNoPublicAccessCommand({
          policyDocument,
          resourceType: resourceType as CheckNoPublicAccessCommandInput['resourceType'],
        }),
      );

    it('tells whether everybody is let in, and by what', async () => {
      expect((await check(document(granted(ADA)))).result).toBe('PASS');
      expect(await check(document(granted(ADA), granted('*')))).toMatchObject({
        result: 'FAIL',
        reasons: [{ statementIndex: 1 }],
      });
      const ours = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-twoaccounts' } } };
      expect((await check(document(granted('*', 's3:GetObject', ours)))).result).toBe('PASS');
      const trust = document({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
      expect((await check(trust, 'AWS::IAM::AssumeRolePolicyDocument')).result).toBe('FAIL');
    });

    it('refuses what is no resource policy', async () => {
      expect(await refusalOf(check(READ_ALL))).toMatchObject({ code: 'InvalidParameterException' });
    });
  });

  it('answers an operation that it does not have as an unknown one', async () => {
    expect(await refusalOf(owner.send(new ListAnalyzersCommand({})))).toMatchObject({
      code: 'UnknownOperationException',
      status: 404,
    });
  });
});
