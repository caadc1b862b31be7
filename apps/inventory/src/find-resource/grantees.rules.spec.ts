import { describe, expect, it } from '@jest/globals';
import { granteesIn, withGrantees } from './grantees.rules.js';

const owner = { kind: 'owner', grantee: 'me', permission: 'FULL_CONTROL' };
const to = (grantee: string, permission = 'READ') => ({ kind: 'account', grantee, permission });

describe(granteesIn, () => {
  it.each([
    [{ acl: [owner, to('a'), to('b'), to('a', 'WRITE'), null, 'x'] }, ['a', 'b']],
    [{ acl: 'none' }, []],
    [{}, []],
  ])('%j', (settings, expected) => {
    expect(granteesIn(settings)).toEqual(expected);
  });
});

describe(withGrantees, () => {
  it('says which account each grant is to, and of which that is not known', () => {
    const accounts = new Map([['a', '111122223333']]);
    expect(withGrantees({ acl: [owner, to('a'), to('b')], versioning: 'Enabled' }, accounts)).toEqual({
      acl: [owner, { ...to('a'), accountId: '111122223333' }, { ...to('b'), accountId: null }],
      versioning: 'Enabled',
    });
  });

  it('leaves settings alone that name no account', () => {
    const settings = { acl: [owner, null] };
    expect(withGrantees(settings, new Map())).toBe(settings);
  });
});
