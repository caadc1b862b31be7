import { describe, expect, it } from '@jest/globals';
import { isDecidedByTrust, ownersOf, regionContext } from './asked-resource.rules.js';

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

describe(regionContext, () => {
  it.each([
    ['arn:aws:sqs:eu-west-1:111122223333:inbox', 'eu-west-1', 'eu-west-1'],
    ['arn:aws:sqs:eu-west-1:111122223333:inbox', undefined, 'eu-west-1'],
    ['arn:aws:s3:::reports/2026/q1.csv', 'eu-central-1', 'eu-central-1'],
  ])('%s, known to be in %s, is called in %s', (arn, known, region) => {
    expect(regionContext(arn, known)).toEqual({ 'aws:RequestedRegion': region });
  });

  it.each([
    ['arn:aws:iam::111122223333:role/app', 'global'],
    ['arn:aws:s3:::nobodys', undefined],
    ['arn:aws:sqs:*:111122223333:inbox', undefined],
    ['*', undefined],
  ])('%s, known to be in %s, may be called anywhere', (arn, known) => {
    expect(regionContext(arn, known)).toEqual({});
  });
});
