import { describe, expect, it } from '@jest/globals';
import { readRemembered, withFavouriteToggled, withRecent, type RememberedRole } from './remembered-roles.rules';

const role = (name: string) => ({
  roleArn: `arn:aws:iam::123456789012:role/${name}`,
  roleName: name,
  accountId: '123456789012',
  accountName: null,
  cliOnly: false,
  maxSessionSeconds: 3_600,
});

describe(withRecent, () => {
  it('puts the latest first, each once, and lets the oldest go', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c'];
    const recents = names.reduce<readonly RememberedRole[]>((before, name) => withRecent(before, role(name)), []);
    expect(recents.map(({ roleName }) => roleName)).toEqual(['c', 'g', 'f', 'e', 'd', 'b']);
  });

  it('keeps nothing of a row but what is shown', () => {
    const row = { ...role('a'), secretAccessKey: 'never' };
    expect(JSON.stringify(withRecent([], row))).not.toContain('never');
  });
});

describe(withFavouriteToggled, () => {
  it('adds at the end and takes away again', () => {
    const both = withFavouriteToggled(withFavouriteToggled([], role('a')), role('b'));
    expect(both.map(({ roleName }) => roleName)).toEqual(['a', 'b']);
    expect(withFavouriteToggled(both, role('a'))).toEqual([role('b')]);
  });
});

describe(readRemembered, () => {
  it('reads what it wrote', () => {
    expect(readRemembered(JSON.stringify([role('a')]))).toEqual([role('a')]);
  });

  it.each([null, '', 'no json', '{}', '[1, null, {"roleArn": 3}]'])('reads %j as none', (stored) => {
    expect(readRemembered(stored)).toEqual([]);
  });
});
