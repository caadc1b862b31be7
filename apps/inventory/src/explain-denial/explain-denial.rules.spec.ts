import { describe, expect, it } from '@jest/globals';
import type { Denial } from '@gatehouse/contracts';
import type { PolicySet, PolicySource } from '@gatehouse/iam-policy';
import { explainWith, type DenialPicture } from './explain-denial.rules.js';
import { guardrailsOf, type GuardrailAtLevel } from './guardrail-levels.rules.js';

const now = new Date('2026-11-22T12:00:00Z');
const denial: Denial = {
  denialId: 'd',
  principalArn: 'arn:aws:iam::111122223333:role/people/reader',
  accountId: '111122223333',
  action: 's3:GetObject',
  resourceArn: 'arn:aws:s3:::exports/a.csv',
  errorCode: 'AccessDenied',
  errorMessage: '… because no identity-based policy allows the s3:GetObject action',
  source: 'cloudtrail',
  sessionName: 'ada',
  region: null,
  count: 1,
  firstSeenAt: now.toISOString(),
  lastSeenAt: now.toISOString(),
};
const policy = (id: string, Effect: string, Action: string, more: object = {}): PolicySource => ({
  id,
  document: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*', ...more }] }),
});
const picture = (policies: PolicySet<PolicySource>, change: Partial<DenialPicture> = {}): DenialPicture => ({
  principal: { tags: {}, uniqueId: null, organizationId: null },
  resource: { accountId: '111122223333', tags: {} },
  policies,
  missing: [],
  ...change,
});
const all = policy('all', 'Allow', '*');
const least = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::exports/a.csv' };

describe(explainWith, () => {
  it('suggests exactly the call where no identity policy allows it', () => {
    const told = explainWith(denial, picture({ identityPolicies: [] }), now);
    expect(told).toMatchObject({ wouldBeAllowedNow: false, layer: 'identity' });
    expect(JSON.parse(told.suggestedStatement ?? '')).toEqual(least);
  });

  it('says that S3 keeps the account out, whatever the policies allow', () => {
    const resource = { accountId: '444455556666', isShut: true, tags: {} };
    const policies = { identityPolicies: [all], resourcePolicy: policy('open', 'Allow', 's3:*', { Principal: '*' }) };
    expect(explainWith(denial, picture(policies, { resource: { ...resource, isShut: false } }), now)).toMatchObject({
      wouldBeAllowedNow: true,
    });
    expect(explainWith(denial, picture(policies, { resource }), now)).toMatchObject({
      wouldBeAllowedNow: false,
      layer: 'resource-policy',
      explanation: expect.stringContaining('RestrictPublicBuckets'),
      suggestedStatement: null,
    });
  });

  it('judges a guardrail about regions by where the resource is, which the ARN of a bucket does not tell', () => {
    const Condition = { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } };
    const scps = [{ id: 'r-1', policies: [all, policy('regions', 'Deny', 's3:*', { Condition })] }];
    const told = (region: string) => {
      const resource = { accountId: '111122223333', region, tags: {} };
      return explainWith(denial, picture({ identityPolicies: [], scps }, { resource }), now);
    };
    expect(told('eu-west-1').layer).toBe('identity');
    expect(JSON.parse(told('eu-west-1').suggestedStatement ?? '')).toEqual(least);
    expect(told('ap-south-1')).toMatchObject({ layer: 'service-control-policy', suggestedStatement: null });
  });

  it('judges a guardrail about regions by where the call went, also when there is no such resource', () => {
    const Condition = { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } };
    const scps = [{ id: 'r-1', policies: [all, policy('regions', 'Deny', '*', { Condition })] }];
    const resource = { accountId: null, tags: {} };
    const layerIn = (region: string | null, resourceArn: string) =>
      explainWith({ ...denial, region, resourceArn }, picture({ identityPolicies: [], scps }, { resource }), now).layer;
    expect(layerIn('ap-south-1', 'arn:aws:s3:::not-there')).toBe('service-control-policy');
    expect(layerIn('eu-west-1', 'arn:aws:s3:::not-there')).toBe('identity');
    expect(layerIn('ap-south-1', '*')).toBe('service-control-policy');
    expect(layerIn(null, 'arn:aws:sqs:ap-south-1:111122223333:not-there')).toBe('service-control-policy');
  });

  it('says that a boundary has to allow it as well', () => {
    const boundary = policy('edge', 'Allow', 'sqs:*');
    const told = explainWith(denial, picture({ identityPolicies: [all], permissionsBoundary: boundary }), now);
    expect(told.layer).toBe('permissions-boundary');
    expect(told.explanation).toContain('permissions boundary');
    expect(JSON.parse(told.suggestedStatement ?? '')).toEqual(least);
  });

  it.each<[string, PolicySet<PolicySource>]>([
    [
      'service-control-policy',
      { identityPolicies: [], scps: [{ id: 'r-1', policies: [policy('no', 'Deny', 's3:*')] }] },
    ],
    [
      'service-control-policy',
      { identityPolicies: [all], scps: [{ id: 'r-1', policies: [policy('x', 'Allow', 'sqs:*')] }] },
    ],
    [
      'resource-control-policy',
      { identityPolicies: [all], rcps: [{ id: 'r-1', policies: [policy('no', 'Deny', 's3:*', { Principal: '*' })] }] },
    ],
    ['identity', { identityPolicies: [all, policy('never', 'Deny', 's3:Get*')] }],
  ])('suggests nothing that a %s would make pointless', (layer, policies) => {
    expect(explainWith(denial, picture(policies), now)).toMatchObject({
      wouldBeAllowedNow: false,
      layer,
      suggestedStatement: null,
    });
  });

  it("asks the resource's policy of another account for its part, and names who may", () => {
    const foreign = {
      identityPolicies: [all],
      resourcePolicy: policy('exports', 'Allow', 's3:PutObject', { Principal: '*' }),
    };
    const told = explainWith(denial, picture(foreign, { resource: { accountId: '444455556666', tags: {} } }), now);
    expect(told.layer).toBe('resource-policy');
    expect(JSON.parse(told.suggestedStatement ?? '')).toEqual({ ...least, Principal: { AWS: denial.principalArn } });
  });

  it('says when it would be allowed today', () => {
    expect(explainWith(denial, picture({ identityPolicies: [all] }), now)).toMatchObject({
      wouldBeAllowedNow: true,
      suggestedStatement: null,
    });
  });

  it('believes AWS about a layer that is not known here', () => {
    const errorMessage = '… with an explicit deny in a service control policy';
    const blind = picture({ identityPolicies: [all] }, { missing: ['the service control policies'] });
    expect(explainWith({ ...denial, errorMessage }, blind, now)).toMatchObject({
      wouldBeAllowedNow: false,
      layer: 'service-control-policy',
      suggestedStatement: null,
    });
  });

  it('says when the principal is gone', () => {
    expect(explainWith(denial, picture({}, { principal: null }), now)).toMatchObject({
      wouldBeAllowedNow: false,
      explanation: expect.stringContaining('is not there'),
    });
  });
});

describe(guardrailsOf, () => {
  const row = (nodeId: string, change: Partial<GuardrailAtLevel> = {}): GuardrailAtLevel => ({
    nodeId,
    managementAccountId: '100000000001',
    isRead: true,
    kind: null,
    name: null,
    document: null,
    ...change,
  });
  const scp = { kind: 'service-control-policy', name: 'FullAWSAccess', document: '{}' } as const;

  it('keeps levels that have none, which deny everything', () => {
    expect(guardrailsOf([row('r-1', scp), row('111122223333')])).toMatchObject({
      serviceControlPolicies: [
        { id: 'r-1', policies: [{ id: 'FullAWSAccess', document: '{}' }] },
        { id: '111122223333', policies: [] },
      ],
      resourceControlPolicies: [],
    });
  });

  it('knows nothing before the organization was read, and no limits outside of one', () => {
    expect(guardrailsOf([row('r-1', { isRead: false })]).serviceControlPolicies).toBeNull();
    expect(guardrailsOf([]).serviceControlPolicies).toEqual([]);
  });
});
