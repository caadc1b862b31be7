import { describe, expect, it } from '@jest/globals';
import { isOpenedByAcl } from './opening-acl.rules.js';

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
