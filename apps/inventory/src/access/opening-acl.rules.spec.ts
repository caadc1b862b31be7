import { describe, expect, it } from '@jest/globals';
import { accountsGivenByAcl, isOpenedByAcl, policyOfAcl } from './opening-acl.rules.js';

const grant = (permission: string, name = 'global/AllUsers') => ({
  kind: 'group',
  grantee: `http://acs.amazonaws.com/groups/${name}`,
  permission,
});
const open = (...acl: unknown[]) => ({ publicThrough: ['acl'], acl });

describe(isOpenedByAcl, () => {
  it.each([
    ['s3:ListBucket', open(grant('READ')), true] as const,
    ['S3:listbucket', open(grant('READ', 'global/AuthenticatedUsers')), true] as const,
    ['s3:GetObject', open(grant('READ'), grant('FULL_CONTROL')), false] as const,
    ['s3:PutObject', open(grant('READ')), false] as const,
    ['s3:PutBucketAcl', open(grant('FULL_CONTROL')), true] as const,
    ['s3:PutObject', open(grant('WRITE', 's3/LogDelivery'), grant('READ')), false] as const,
    ['s3:PutObject', open({ kind: 'owner', grantee: 'a', permission: 'FULL_CONTROL' }), false] as const,
    ['s3:ListBucket', open(grant('constructor'), null, 'x'), false] as const,
    ['s3:ListBucket', { publicThrough: ['policy'], acl: [grant('READ')] }, false] as const,
    ['s3:ListBucket', { acl: [grant('READ')] }, false] as const,
    ['s3:ListBucket', {}, false] as const,
  ])('%s, by %j: %s', (action, settings, expected) => {
    expect(isOpenedByAcl(action, settings)).toBe(expected);
  });
});

describe(accountsGivenByAcl, () => {
  const to = (grantee: string, permission: string) => ({ kind: 'account', grantee, permission });
  const owner = { kind: 'owner', grantee: 'me', permission: 'FULL_CONTROL' };
  const acl = [to('a', 'READ'), to('b', 'FULL_CONTROL'), to('a', 'FULL_CONTROL'), owner, grant('READ'), null];

  it.each([
    ['s3:ListBucket', ['a', 'b']],
    ['s3:putobject', ['b', 'a']],
    ['s3:GetObject', []],
  ])('%s is given to %j', (action, expected) => {
    expect(accountsGivenByAcl(action, { acl })).toEqual(expected);
  });

  it('is nobody where no list counts', () => {
    expect(accountsGivenByAcl('s3:ListBucket', {})).toEqual([]);
    expect(accountsGivenByAcl('s3:ListBucket', { acl: 'odd' })).toEqual([]);
  });
});

describe(policyOfAcl, () => {
  it('names the accounts in the partition of the bucket', () => {
    expect(JSON.parse(policyOfAcl('s3:PutObject', 'arn:aws-cn:s3:::b', ['111122223333']))).toEqual({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws-cn:iam::111122223333:root'] },
        Action: 's3:PutObject',
        Resource: ['arn:aws-cn:s3:::b', 'arn:aws-cn:s3:::b/*'],
      },
    });
  });
});
