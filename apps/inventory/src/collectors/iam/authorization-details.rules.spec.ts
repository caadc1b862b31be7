import { describe, expect, it } from '@jest/globals';
import { decodePolicy, observeManagedPolicy, observeRole, observeUser } from './authorization-details.rules.js';
import { plainResource } from '../../resource/observed-resource.js';

const accountId = '111122223333';
const createdAt = new Date('2026-01-02T03:04:05Z');
const trust = '{"Version":"2012-10-17","Statement":[]}';

describe(observeRole, () => {
  it('brings together what IAM tells in two answers', () => {
    const role = {
      Arn: 'arn:aws:iam::111122223333:role/team/payments-reader',
      Path: '/team/',
      RoleName: 'payments-reader',
      RoleId: 'AROA1',
      CreateDate: createdAt,
      AssumeRolePolicyDocument: encodeURIComponent(trust),
      RolePolicyList: [{ PolicyName: 'read', PolicyDocument: '%7B%7D' }],
      AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
      PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/edge' },
      Tags: [{ Key: 'gatehouse-authorized', Value: 'payments' }],
      RoleLastUsed: { LastUsedDate: createdAt, Region: 'eu-west-1' },
    };
    expect(observeRole(accountId, role, { description: 'reads', maxSessionSeconds: 7_200 })).toEqual(
      plainResource({
        arn: role.Arn,
        accountId,
        resourceType: 'AWS::IAM::Role',
        name: 'payments-reader',
        path: '/team/',
        tags: { 'gatehouse-authorized': 'payments' },
        settings: {
          id: 'AROA1',
          createdAt: '2026-01-02T03:04:05.000Z',
          description: 'reads',
          maxSessionSeconds: 7_200,
        },
        document: trust,
        inline: [{ name: 'read', text: '{}' }],
        attached: [{ name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
        boundary: 'arn:aws:iam::111122223333:policy/edge',
        usage: { lastUsedAt: createdAt, region: 'eu-west-1' },
      }),
    );
  });

  it("gives a role that was made between the two answers IAM's usual hour", () => {
    expect(observeRole(accountId, { Arn: 'arn', RoleName: 'new' }).settings['maxSessionSeconds']).toBe(3_600);
  });
});

describe(observeUser, () => {
  it('has neither trust policy nor longest session', () => {
    expect(observeUser(accountId, { Arn: 'arn', UserName: 'robot', UserId: 'AIDA1' })).toMatchObject({
      resourceType: 'AWS::IAM::User',
      name: 'robot',
      document: null,
      settings: { maxSessionSeconds: null },
    });
  });
});

describe(observeManagedPolicy, () => {
  const versions = [
    { Document: '%7B%22v%22%3A1%7D', IsDefaultVersion: false },
    { Document: '%7B%22v%22%3A2%7D', IsDefaultVersion: true },
  ];

  it('takes the version that is in force', () => {
    const policy = { Arn: `arn:aws:iam::${accountId}:policy/edge`, PolicyVersionList: versions };
    expect(observeManagedPolicy(accountId, policy)).toMatchObject({ accountId, document: '{"v":2}' });
  });

  it("leaves AWS's own policies to AWS", () => {
    const policy = { Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', PolicyVersionList: versions };
    expect(observeManagedPolicy(accountId, policy).accountId).toBe('aws');
  });
});

describe(decodePolicy, () => {
  it('keeps what does not decode', () => {
    expect(decodePolicy('100%')).toBe('100%');
  });
});
