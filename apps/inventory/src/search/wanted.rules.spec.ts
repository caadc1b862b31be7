import { describe, expect, it } from '@jest/globals';
import { Sight } from '../visibility/sight.js';
import { EVERYTHING } from './estate-for-specs.js';
import { offeredOf, wantedOf, withinSight } from './wanted.rules.js';

const accounts = [
  { accountId: '100000000001', name: 'Payments-production', ouPath: 'Root/Workloads/Production', owner: null },
  { accountId: '100000000002', name: 'billing', ouPath: 'Root/Workloads', owner: null },
  { accountId: '100000000003', name: 'sandbox', ouPath: 'Root/Workloads-old', owner: null },
];
const now = new Date('2026-11-22T12:00:00.000Z');
const wanted = (filter: Parameters<typeof wantedOf>[0]) => wantedOf(filter, accounts, now);

describe(wantedOf, () => {
  it('asks for nothing without a filter', () => {
    expect(wanted({})).toEqual(EVERYTHING);
  });

  it.each([
    ['payments', ['100000000001']],
    ['0002', ['100000000002']],
    ['queue', []],
  ])('knows which accounts are named as the word %s', (search, named) => {
    expect(wanted({ search }).words).toEqual([{ text: search, accounts: new Set(named) }]);
  });

  it.each([
    [{ ouPath: 'Root/Workloads' }, ['100000000001', '100000000002']],
    [{ ouPath: 'Root/Workloads', accountId: '100000000002' }, ['100000000002']],
    [{ ouPath: 'Root/Workloads', accountId: '100000000003' }, []],
    [{ ouPath: 'Root/Unknown' }, []],
    [{ accountId: '100000000009' }, ['100000000009']],
  ])('%j is of the accounts %j', (filter, expected) => {
    expect(wanted(filter).accounts).toEqual(new Set(expected));
  });

  it('counts days back from today', () => {
    expect(wanted({ unusedForDays: 1 }).unusedSince).toBe(Date.UTC(2026, 10, 21) / 86_400_000);
  });
});

describe(offeredOf, () => {
  it.each([
    ['beginning', [], 'pay'],
    ['containing', [{ text: 'pay', accounts: new Set() }], null],
  ] as const)('offers by %s', (how, words, nameBeginning) => {
    expect(offeredOf('pay', how, { region: 'eu-west-1' })).toMatchObject({
      words,
      nameBeginning,
      isArnOnly: true,
      region: 'eu-west-1',
    });
  });
});

describe(withinSight, () => {
  const seeing = (...accountIds: string[]) => new Sight(new Set(accountIds), async () => false);
  const within = (filter: Parameters<typeof wantedOf>[0], sight: Sight) => withinSight(wanted(filter), sight).accounts;

  it('leaves a search as it is for those who see everything', () => {
    expect(within({}, Sight.everything)).toBeNull();
    expect(within({ accountId: '100000000002' }, Sight.everything)).toEqual(new Set(['100000000002']));
  });

  it('keeps any search to the accounts that are seen, also one for an account that is not', () => {
    expect(within({}, seeing('100000000001'))).toEqual(new Set(['100000000001']));
    expect(within({ accountId: '100000000002' }, seeing('100000000001'))).toEqual(new Set());
    expect(within({ ouPath: 'Root/Workloads' }, seeing('100000000001', '100000000003'))).toEqual(
      new Set(['100000000001']),
    );
    expect(within({}, seeing())).toEqual(new Set());
  });
});
