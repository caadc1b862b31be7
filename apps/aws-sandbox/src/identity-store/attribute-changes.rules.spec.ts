import { describe, expect, it } from '@jest/globals';

import { changed } from './attribute-changes.rules.js';

const USER = { UserName: 'ada', Name: { GivenName: 'Ada', FamilyName: 'Osei' }, Title: 'Engineer' };
const PATHS = ['displayName', 'name.givenName', 'title'];

describe('changes of attributes', () => {
  it('set, replace and take away, inside others too', () => {
    const changes = [
      { AttributePath: 'displayName', AttributeValue: 'Ada Osei' },
      { AttributePath: 'NAME.givenname', AttributeValue: 'A.' },
      { AttributePath: 'title' },
    ];
    expect(changed(USER, changes, PATHS)).toEqual({
      UserName: 'ada',
      DisplayName: 'Ada Osei',
      Name: { GivenName: 'A.', FamilyName: 'Osei' },
      Title: undefined,
    });
    expect(USER.Title).toBe('Engineer');
  });

  it('are refused for anything else', () => {
    expect(() => changed(USER, [{ AttributePath: 'userId', AttributeValue: 'x' }], PATHS)).toThrow('userId');
  });
});
