import { describe, expect, it } from '@jest/globals';
import { blockOf, publicThrough } from './public-access.rules.js';

const restricts = blockOf({ RestrictPublicBuckets: true });
const ignores = blockOf({ IgnorePublicAcls: true });
const refusesNew = blockOf({ BlockPublicPolicy: true, BlockPublicAcls: true });
const all = blockOf({ RestrictPublicBuckets: true, IgnorePublicAcls: true });

describe(publicThrough, () => {
  it.each([
    ['a public policy and no block', [null, null], ['policy']] as const,
    ['a public policy, restricted by the bucket', [restricts, null], []] as const,
    ['a public policy, restricted by the account', [null, restricts], []] as const,
    ['a public policy, restricted by the account against the bucket', [blockOf({}), restricts], []] as const,
    ['a public policy, restricted by both', [restricts, restricts], []] as const,
    ['a public policy from before policies were refused', [refusesNew, refusesNew], ['policy']] as const,
    ['a public policy where lists are ignored', [ignores, ignores], ['policy']] as const,
  ])('%s', (_what, [ofBucket, ofAccount], expected) => {
    expect(publicThrough({ isPolicyPublic: true, isAclPublic: false, ofBucket, ofAccount })).toEqual(expected);
  });

  it.each([
    ['a public list and no block', [null, null], ['acl']] as const,
    ['a public list, ignored by the bucket', [ignores, null], []] as const,
    ['a public list, ignored by the account', [null, ignores], []] as const,
    ['a public list, ignored by the account against the bucket', [blockOf({}), ignores], []] as const,
    ['a public list from before lists were refused', [refusesNew, refusesNew], ['acl']] as const,
    ['a public list where public policies are restricted', [restricts, restricts], ['acl']] as const,
  ])('%s', (_what, [ofBucket, ofAccount], expected) => {
    expect(publicThrough({ isPolicyPublic: null, isAclPublic: true, ofBucket, ofAccount })).toEqual(expected);
  });

  it('names both, and neither', () => {
    const open = { isPolicyPublic: true, isAclPublic: true, ofBucket: null, ofAccount: null };
    expect(publicThrough(open)).toEqual(['acl', 'policy']);
    expect(publicThrough({ ...open, ofBucket: ignores })).toEqual(['policy']);
    expect(publicThrough({ ...open, ofAccount: all })).toEqual([]);
    expect(publicThrough({ ...open, isPolicyPublic: false, isAclPublic: null })).toEqual([]);
    expect(publicThrough({ ...open, isPolicyPublic: null, isAclPublic: false })).toEqual([]);
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
