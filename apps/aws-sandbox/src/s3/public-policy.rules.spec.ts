import { describe, expect, it } from '@jest/globals';

import { strictestOf } from './public-access-block.rules.js';
import { isPublicPolicy } from './public-policy.rules.js';

const policy = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...statement },
    ],
  });
const where = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

describe('isPublicPolicy', () => {
  it.each<[string, object]>([
    ['everybody', {}],
    ['everybody, spelt out', { Principal: { AWS: '*' } }],
    ['everybody among others', { Principal: { AWS: ['111122223333', '*'] } }],
    ['all but one', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }],
    ['half of the internet', where('IpAddress', 'aws:SourceIp', '0.0.0.0/1')],
    ['one range that is wide among narrow ones', where('IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '0.0.0.0/2'])],
    ['a wide range of IPv6', where('IpAddress', 'aws:SourceIp', '2000::/3')],
    ['any VPC', where('StringLike', 'aws:SourceVpc', 'vpc-*')],
    ['a variable', where('StringEquals', 'aws:SourceVpc', '${aws:PrincipalTag/vpc}')],
    ['a key that fixes nobody', where('StringEquals', 'aws:UserAgent', 'me')],
    ['all but one VPC', where('StringNotEquals', 'aws:SourceVpc', 'vpc-91237329')],
    ['a key that may be missing', where('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-91237329')],
    ['sessions of a role by pattern', where('StringLike', 'aws:userid', 'AROAEXAMPLE:*')],
  ])('is public: %s', (_what, statement) => {
    expect(isPublicPolicy(policy(statement))).toBe(true);
  });

  it.each<[string, object]>([
    ['an account', { Principal: { AWS: '111122223333' } }],
    ['a service', { Principal: { Service: 'cloudtrail.amazonaws.com' } }],
    ['a deny of everybody', { Effect: 'Deny' }],
    ['an organization', where('StringEquals', 'aws:PrincipalOrgID', 'o-1234567890')],
    ['a VPC', where('StringEquals', 'aws:SourceVpc', 'vpc-91237329')],
    ['a VPC, by a pattern without wildcard', where('StringLike', 'aws:SourceVpc', 'vpc-91237329')],
    ['a network', where('IpAddress', 'aws:SourceIp', '203.0.113.0/24')],
    ['a private network', where('IpAddress', 'aws:SourceIp', '10.0.0.0/8')],
    ['an address of IPv6', where('IpAddress', 'aws:SourceIp', '2001:db8::/32')],
    [
      'access points of an account',
      where('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-east-1:111122223333:accesspoint/*'),
    ],
  ])('is not public: %s', (_what, statement) => {
    expect(isPublicPolicy(policy(statement))).toBe(false);
  });
});

describe('strictestOf', () => {
  it('takes what either blocks, and nothing when neither says anything', () => {
    const open = {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    expect(strictestOf(undefined, undefined)).toEqual(open);
    expect(strictestOf({ ...open, BlockPublicAcls: true }, { ...open, RestrictPublicBuckets: true })).toEqual({
      ...open,
      BlockPublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });
});
