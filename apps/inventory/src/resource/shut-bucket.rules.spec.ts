import { describe, expect, it } from '@jest/globals';
import { evaluate, loadPolicySet } from '@gatehouse/iam-policy';
import { isShutToOthers, shuttingPolicy } from './shut-bucket.rules.js';

const bucket = { arn: 'arn:aws:s3:::exports', accountId: '111122223333' };
const policyFor = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `${bucket.arn}/*` },
  });
const everybody = policyFor('*');
const on = { restrictPublicBuckets: true, blockPublicPolicy: false };
const off = { restrictPublicBuckets: false, blockPublicPolicy: true };

describe(isShutToOthers, () => {
  it.each([
    [{ publicAccessBlock: on, accountPublicAccessBlock: null }, everybody, true],
    [{ publicAccessBlock: null, accountPublicAccessBlock: on }, everybody, true],
    [{ publicAccessBlock: off, accountPublicAccessBlock: off }, everybody, false],
    [{ publicAccessBlock: on }, policyFor({ AWS: '444455556666' }), false],
    [{ publicAccessBlock: on }, null, false],
    [{ publicAccessBlock: 'odd', accountPublicAccessBlock: 1 }, everybody, false],
    [{}, everybody, false],
  ])('%j with %s: %s', (settings, text, expected) => {
    expect(isShutToOthers({ settings }, text)).toBe(expected);
  });
});

describe(shuttingPolicy, () => {
  const isLetIn = (principal: string, context = {}) => {
    const [allow] = [JSON.parse(everybody) as { Statement: object }];
    const deny = JSON.parse(shuttingPolicy(bucket)) as { Statement: object };
    const document = { Version: '2012-10-17', Statement: [allow.Statement, deny.Statement] };
    const request = {
      principal,
      action: 's3:GetObject',
      resource: `${bucket.arn}/a`,
      context: {
        'aws:PrincipalAccount': principal.split(':')[4] ?? '',
        'aws:PrincipalIsAWSService': 'false',
        ...context,
      },
      resourceAccountId: bucket.accountId,
    };
    const own = {
      id: 'own',
      document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    };
    const policies = { identityPolicies: [own], resourcePolicy: { id: 'bucket', document } };
    return evaluate(request, loadPolicySet(policies).policies).allowed;
  };

  it('lets in the account of the bucket, and nobody of another one', () => {
    expect(isLetIn(`arn:aws:iam::${bucket.accountId}:role/reader`)).toBe(true);
    expect(isLetIn('arn:aws:iam::444455556666:role/reader')).toBe(false);
  });
});
