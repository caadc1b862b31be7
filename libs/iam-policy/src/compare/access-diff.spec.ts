import { describe, expect, it } from '@jest/globals';
import { loadPolicySet } from '../evaluate/policy-set.js';
import type { ComparedPolicies } from './access-formula.js';
import { accessDiff } from './access-diff.js';
import { neverAllows } from './never-allows.js';

function policies(...statements: Record<string, unknown>[]): ComparedPolicies {
  const document = { Version: '2012-10-17', Statement: statements.map((each) => ({ Effect: 'Allow', ...each })) };
  return loadPolicySet({ identityPolicies: [{ id: 'inline/reports', document }] }).policies;
}

const read = {
  Sid: 'Read',
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
};
const write = { Sid: 'Write', Action: 's3:PutObject', Resource: 'arn:aws:s3:::reports/*' };

describe(accessDiff, () => {
  it('says what becomes possible, by the statement that gives it', () => {
    const { changes, doubts } = accessDiff(policies(read), policies(read, write));
    expect(doubts).toEqual([]);
    expect(changes).toEqual([
      expect.objectContaining({
        change: 'becomes-possible',
        actions: ['s3:PutObject'],
        resources: ['arn:aws:s3:::reports/*'],
        extent: 'all',
        statement: expect.objectContaining({ policyId: 'inline/reports', sid: 'Write' }),
        witness: expect.objectContaining({ action: 's3:putobject', resource: 'arn:aws:s3:::reports/' }),
      }),
    ]);
  });

  it('says what no longer is', () => {
    const { changes } = accessDiff(policies(read, write), policies(read));
    expect(changes).toMatchObject([{ change: 'no-longer-possible', actions: ['s3:PutObject'] }]);
  });

  it('names conditions as people say them, and a part as a part', () => {
    const condition = { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } };
    const narrow = { ...write, Resource: 'arn:aws:s3:::reports/2026/*' };
    const { changes } = accessDiff(policies(narrow), policies({ ...write, Condition: condition }, narrow));
    expect(changes).toMatchObject([
      { extent: 'part', conditions: ['aws:RequestedRegion is "eu-west-1" or "us-east-1"'], actions: ['s3:PutObject'] },
    ]);
  });

  it('a rewritten policy that means the same has no changes', () => {
    const rewritten = policies(
      ...read.Action.flatMap((action) => read.Resource.map((resource) => ({ Action: action, Resource: resource }))),
    );
    expect(accessDiff(policies(read), rewritten)).toEqual({ changes: [], doubts: [] });
  });
});

describe(neverAllows, () => {
  const administration = [{ actions: ['iam:*', 'organizations:*'], resources: ['*'] }];

  it('proves that nothing of a list is allowed', () => {
    expect(neverAllows(policies(read, write), administration)).toEqual({ answer: 'never-allows' });
    const behindDeny = policies(
      { Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: ['iam:*', 'organizations:*'], Resource: '*' },
    );
    expect(neverAllows(behindDeny, administration)).toEqual({ answer: 'never-allows' });
  });

  it('shows a request that is', () => {
    expect(neverAllows(policies({ NotAction: 's3:*', Resource: '*' }), administration)).toMatchObject({
      answer: 'may-allow',
      witness: { action: expect.stringMatching(/^(iam|organizations):/) },
    });
  });
});
