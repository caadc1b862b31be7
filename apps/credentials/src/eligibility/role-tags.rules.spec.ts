import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identitiesIn, reasonsInTags } from './role-tags.rules.js';

const rules = {
  authorizedTags: ['gatehouse-authorized', 'consoleme-authorized'],
  cliOnlyTags: ['gatehouse-authorized-cli-only'],
  forceLowerCase: false,
};

describe(identitiesIn, () => {
  it.each([
    ['payments', ['payments']],
    ['payments:on-call', ['payments', 'on-call']],
    ['payments/on-call', ['payments', 'on-call']],
    [' payments : ada@example.com /on-call ', ['payments', 'ada@example.com', 'on-call']],
    ['Payments', ['Payments']],
    ['site reliability', ['site reliability']],
    [':/ : //', []],
    ['', []],
  ])('%j', (value, expected) => {
    expect(identitiesIn(value)).toEqual(expected);
  });

  it('never names an empty identity, which would be everybody', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 256, unit: 'grapheme' }), (value) => {
        expect(identitiesIn(value).every((identity) => identity.trim() === identity && identity !== '')).toBe(true);
      }),
    );
  });
});

describe(reasonsInTags, () => {
  it('tells for each identity which tag names it and what for', () => {
    const tags = { 'gatehouse-authorized': 'payments', 'gatehouse-authorized-cli-only': 'robots', team: 'payments' };
    expect(reasonsInTags(tags, rules)).toEqual([
      { source: 'role-tag', detail: 'gatehouse-authorized', identity: 'payments', cliOnly: false },
      { source: 'role-tag', detail: 'gatehouse-authorized-cli-only', identity: 'robots', cliOnly: true },
    ]);
  });

  it('compares tag keys exactly', () => {
    expect(reasonsInTags({ 'Gatehouse-Authorized': 'payments' }, rules)).toEqual([]);
  });

  it('takes case as written, unless told to force it', () => {
    const tags = { 'consoleme-authorized': 'Payments:payments' };
    expect(reasonsInTags(tags, rules).map(({ identity }) => identity)).toEqual(['Payments', 'payments']);
    expect(reasonsInTags(tags, { ...rules, forceLowerCase: true }).map(({ identity }) => identity)).toEqual([
      'payments',
    ]);
  });

  it('is not misled by a tag named like a property of every object', () => {
    expect(reasonsInTags({}, { ...rules, authorizedTags: ['constructor'] })).toEqual([]);
  });
});
