import { describe, expect, it } from '@jest/globals';
import { isDecidedByTrust, ownersOf } from './asked-resource.rules.js';

describe(ownersOf, () => {
  it.each([
    ['arn:aws:s3:::reports/2026/q1.csv', 'arn:aws:s3:::reports'],
    ['arn:aws:lambda:eu-west-1:111122223333:function:pay:live', 'arn:aws:lambda:eu-west-1:111122223333:function:pay'],
    ['arn:aws:sqs:eu-west-1:111122223333:orders', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
    ['*', '*'],
  ])('of %s includes %s', (resource, owner) => {
    expect(ownersOf(resource)).toContain(owner);
  });
});

describe(isDecidedByTrust, () => {
  it.each([
    ['sts:AssumeRole', true],
    ['STS:TagSession', true],
    ['iam:GetRole', false],
  ])('%s: %s', (action, expected) => {
    expect(isDecidedByTrust(action)).toBe(expected);
  });
});
