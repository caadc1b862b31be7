import { describe, expect, it } from '@jest/globals';
import { countsText, matchingHolders, nameOfPrincipal, unknownGranteesText } from './holders.rules';

const holder = (name: string, accountName: string, verdict: 'allowed' | 'conditional' = 'allowed') => ({
  principalArn: `arn:aws:iam::100000000003:role/${name}`,
  accountId: accountName === 'payments' ? '100000000003' : '100000000004',
  accountName,
  verdict,
});
const holders = [holder('app/Reader', 'payments'), holder('writer', 'data'), holder('auditor', 'data', 'conditional')];

describe(matchingHolders, () => {
  it.each([
    ['', 3],
    ['reader', 1],
    ['DATA', 2],
    ['data writer', 1],
    ['100000000004', 2],
    ['nobody', 0],
  ])('"%s" finds %s', (search, count) => {
    expect(matchingHolders(holders, search)).toHaveLength(count);
  });
});

describe(unknownGranteesText, () => {
  it.each([
    [[], undefined],
    [['a'], 'Its access control list lets in an account not known here, of which nobody is listed: canonical id a.'],
    [
      ['a', 'b'],
      'Its access control list lets in 2 accounts not known here, of which nobody is listed: canonical ids a, b.',
    ],
  ])('%j', (canonicalIds, text) => {
    expect(unknownGranteesText(canonicalIds)).toBe(text);
  });
});

describe(countsText, () => {
  it('tells who can outright, who under conditions, and from where', () => {
    expect(countsText(holders, true)).toBe('2 outright, 1 only under conditions, from 2 accounts.');
    expect(countsText(holders.slice(0, 1), false)).toBe('1 outright, from one account so far.');
  });
});

describe(nameOfPrincipal, () => {
  it.each([
    ['arn:aws:iam::1:role/app/team/Reader', 'Reader', '/app/team/'],
    ['arn:aws:iam::1:user/ada', 'ada', ''],
    ['arn:aws:iam::1:root', 'arn:aws:iam::1:root', ''],
  ])('of %s is %s', (arn, name, path) => {
    expect(nameOfPrincipal(arn)).toEqual({ name, path });
  });
});
