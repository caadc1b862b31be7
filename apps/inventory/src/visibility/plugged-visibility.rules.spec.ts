import { describe, expect, it } from '@jest/globals';
import { misfitOf, shownByPlugin } from './plugged-visibility.rules.js';

describe(shownByPlugin, () => {
  it('understands everything, and some accounts and units', () => {
    expect(shownByPlugin('by-team', { everything: true })).toBeNull();
    expect(shownByPlugin('by-team', { accountIds: ['111122223333'], ouPaths: ['Root/Workloads'] })).toEqual({
      accountIds: ['111122223333'],
      ouPaths: ['Root/Workloads'],
      isShownToOwners: false,
    });
    expect(shownByPlugin('by-team', { accountIds: [] })).toMatchObject({ accountIds: [], ouPaths: [] });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', ['111122223333']],
    ['everything that is false', { everything: false }],
    ['everything as a text', { everything: 'true' }],
    ['everything and some accounts', { everything: true, accountIds: [] }],
    ['accounts that are none', { accountIds: ['payments'] }],
    ['more accounts than anybody has', { accountIds: Array.from({ length: 50_001 }, () => '111122223333') }],
    ['a word that nobody knows', { accountIds: [], regions: ['eu-west-1'] }],
  ])('understands nothing of %s', (_what, answer) => {
    expect(() => shownByPlugin('by-team', answer)).toThrow('by-team gave no answer that can be understood');
  });
});

describe(misfitOf, () => {
  const [one, other] = [{ id: 'by-team' }, { id: 'by-moon' }];

  it('is null where rule and plugins fit', () => {
    expect([misfitOf('everybody', []), misfitOf('by-account', []), misfitOf('by-plugin', [one])]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    ['no plugin to ask', misfitOf('by-plugin', []), 'Add one'],
    ['a plugin that nobody asks', misfitOf('everybody', [one]), 'by-team would say what people see'],
    ['two plugins', misfitOf('by-plugin', [one, other]), 'by-team and by-moon all say'],
  ])('says what to do about %s', (_what, misfit, sentence) => {
    expect(misfit).toContain(sentence);
  });
});
