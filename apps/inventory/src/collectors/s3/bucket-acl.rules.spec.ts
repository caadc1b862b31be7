import { describe, expect, it } from '@jest/globals';
import { aclOf, hasAcl } from './bucket-acl.rules.js';

const groups = 'http://acs.amazonaws.com/groups';
const owner = { Grantee: { ID: 'me' }, Permission: 'FULL_CONTROL' };
const group = (name: string, Permission = 'READ') => ({ Grantee: { URI: `${groups}/${name}` }, Permission });

describe(aclOf, () => {
  it('tells who may do what, groups first', () => {
    const other = { Grantee: { ID: 'they' }, Permission: 'WRITE' };
    const mail = { Grantee: { EmailAddress: 'ada@example.com' }, Permission: 'READ_ACP' };
    expect(aclOf({ Owner: { ID: 'me' }, Grants: [owner, mail, other, group('s3/LogDelivery', 'WRITE')] })).toEqual({
      grants: [
        { kind: 'group', grantee: `${groups}/s3/LogDelivery`, permission: 'WRITE' },
        { kind: 'account', grantee: 'they', permission: 'WRITE' },
        { kind: 'email', grantee: 'ada@example.com', permission: 'READ_ACP' },
        { kind: 'owner', grantee: 'me', permission: 'FULL_CONTROL' },
      ],
      leftOut: 0,
      isPublic: false,
    });
  });

  it.each([
    ['everybody', [owner, group('global/AllUsers')], true] as const,
    ['everybody with an account', [owner, group('global/AuthenticatedUsers', 'WRITE_ACP')], true] as const,
    ['the delivery of logs', [owner, group('s3/LogDelivery')], false] as const,
    ['nobody but the owner', [owner], false] as const,
    ['an account that calls itself everybody', [{ Grantee: { ID: `${groups}/global/AllUsers` } }], false] as const,
    ['nobody at all', [], false] as const,
  ])('of %s', (_whom, Grants, isPublic) => {
    expect(aclOf({ Owner: { ID: 'me' }, Grants }).isPublic).toBe(isPublic);
  });

  it('is the same in whatever order S3 answers', () => {
    const Grants = [owner, group('global/AllUsers', 'WRITE'), group('global/AllUsers')];
    expect(aclOf({ Grants: [...Grants].reverse() })).toEqual(aclOf({ Grants }));
  });

  it('keeps a hundred lines, with those of everybody among them, and counts the rest', () => {
    const accounts = Array.from({ length: 150 }, (_, at) => ({ Grantee: { ID: String(at) }, Permission: 'READ' }));
    const { grants, leftOut, isPublic } = aclOf({ Grants: [...accounts, group('global/AllUsers')] });
    expect([grants.length, leftOut, isPublic, grants[0]?.kind]).toEqual([100, 51, true, 'group']);
  });

  it('cuts what is longer than S3 ever says, and lives with nothing', () => {
    const [grant] = aclOf({ Grants: [{ Grantee: { ID: 'x'.repeat(9_000) } }] }).grants;
    expect([grant?.grantee.length, grant?.permission]).toEqual([256, '']);
    expect(aclOf({})).toEqual({ grants: [], leftOut: 0, isPublic: false });
    expect(aclOf({ Grants: [{}] }).grants).toEqual([{ kind: 'account', grantee: '', permission: '' }]);
  });
});

describe(hasAcl, () => {
  it.each([
    ['BucketOwnerEnforced', false],
    ['BucketOwnerPreferred', true],
    ['ObjectWriter', true],
    [null, true],
    [undefined, true],
  ])('%s', (ownership, expected) => {
    expect(hasAcl(ownership)).toBe(expected);
  });
});
