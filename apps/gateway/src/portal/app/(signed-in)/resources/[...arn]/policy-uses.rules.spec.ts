import { describe, expect, it } from '@jest/globals';
import type { PolicyUse } from '@gatehouse/contracts';
import { hasAsText, matchingUses, usesCounter } from './policy-uses.rules';

const use = (name: string, accountName: string): PolicyUse => ({
  arn: `arn:aws:iam::111122223333:role/people/${name}`,
  accountId: '111122223333',
  accountName,
  resourceType: 'AWS::IAM::Role',
  name,
  as: ['attached'],
});
const uses = [use('reader', 'payments'), use('writer', 'warehouse')];

describe(matchingUses, () => {
  it.each([
    ['', ['reader', 'writer']],
    ['  PEOPLE warehouse ', ['writer']],
    ['111122223333', ['reader', 'writer']],
    ['nobody', []],
  ])('finds by %j', (search, expected) => {
    expect(matchingUses(uses, search).map(({ name }) => name)).toEqual(expected);
  });
});

describe(hasAsText, () => {
  it.each([
    [['attached'], 'Attached'],
    [['boundary'], 'Permissions boundary'],
    [['attached', 'boundary'], 'Attached, and permissions boundary'],
  ] as const)('%j', (as, expected) => {
    expect(hasAsText({ as: [...as] })).toBe(expected);
  });
});

describe(usesCounter, () => {
  it('says when there are more than were counted', () => {
    expect(usesCounter(10_000, false)).toBe('(10,000+)');
    expect(usesCounter(3, true)).toBe('(3)');
    expect(usesCounter(undefined, true)).toBe('');
  });
});
