import { describe, expect, it } from '@jest/globals';
import { blockOf, isOpen } from './public-access.rules.js';

const restricts = blockOf({ RestrictPublicBuckets: true });
const refusesPolicies = blockOf({ BlockPublicPolicy: true, BlockPublicAcls: true, IgnorePublicAcls: true });

describe(isOpen, () => {
  it.each([
    ['a public policy and no block', [true, null, null], true] as const,
    ['a public policy, restricted by the bucket', [true, restricts, null], false] as const,
    ['a public policy, restricted by the account', [true, null, restricts], false] as const,
    ['a public policy, restricted by the account against the bucket', [true, blockOf({}), restricts], false] as const,
    ['a public policy, restricted by both', [true, restricts, restricts], false] as const,
    ['a public policy from before policies were refused', [true, refusesPolicies, refusesPolicies], true] as const,
    ['a policy that is not public', [false, null, null], false] as const,
    ['no policy', [null, null, null], false] as const,
    ['no policy and every block', [null, restricts, restricts], false] as const,
  ])('%s', (_what, [isPolicyPublic, ofBucket, ofAccount], expected) => {
    expect(isOpen({ isPolicyPublic, ofBucket, ofAccount })).toBe(expected);
  });
});

describe(blockOf, () => {
  it('takes what is left out for off', () => {
    expect(blockOf({ IgnorePublicAcls: true })).toEqual({
      blockPublicAcls: false,
      ignorePublicAcls: true,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    });
    expect(blockOf(null)).toBeNull();
  });
});
