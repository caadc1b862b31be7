import { describe, expect, it } from '@jest/globals';
import { isPublicPolicy } from './is-public-policy.js';

function allowing(principal: unknown, condition?: unknown): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sqs:SendMessage', Resource: '*' };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [condition === undefined ? statement : { ...statement, Condition: condition }],
  });
}

describe(isPublicPolicy, () => {
  it.each([
    ['anybody', allowing('*'), true],
    ['anybody, as an AWS principal', allowing({ AWS: '*' }), true],
    ['one account', allowing({ AWS: 'arn:aws:iam::111122223333:root' }), false],
    ['a service', allowing({ Service: 'sns.amazonaws.com' }), false],
    ['anybody of one organization', allowing('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-one' } }), false],
    ['anybody of any organization', allowing('*', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }), true],
    ['whoever comes from one topic', allowing('*', { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:x:1:t' } }), false],
    ['the whole internet', allowing('*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), true],
    ['one network', allowing('*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), false],
    ['nobody that could be read', '{"Statement":', false],
  ])('says whether %s is everybody', (_who, document, expected) => {
    expect(isPublicPolicy(document)).toBe(expected);
  });
});
