import { describe, expect, it } from '@jest/globals';
import { accountsSeen, openedTo } from './seen-accounts.rules.js';

const ada = { id: 'ada@example.com', groups: ['payments'] };
const accounts = [
  { accountId: '111111111111', ouPath: 'Root/Workloads/Production', owner: null },
  { accountId: '222222222222', ouPath: 'Root/Workloads', owner: 'Ada@Example.com' },
  { accountId: '333333333333', ouPath: 'Root/Workloads-old', owner: 'payments' },
  { accountId: '444444444444', ouPath: 'Root', owner: 'Payments' },
];
const seen = (shown: Partial<Parameters<typeof accountsSeen>[1]>) =>
  [...accountsSeen(ada, { accountIds: [], ouPaths: [], isShownToOwners: false, ...shown }, accounts)].sort();

describe(accountsSeen, () => {
  it('is nothing where nothing is shown', () => {
    expect(seen({})).toEqual([]);
  });

  it('is the accounts named, as far as there are such accounts', () => {
    expect(seen({ accountIds: ['444444444444', '999999999999'] })).toEqual(['444444444444']);
  });

  it('is the accounts below a unit at any depth, not those of one that is spelled alike', () => {
    expect(seen({ ouPaths: ['Root/Workloads'] })).toEqual(['111111111111', '222222222222']);
  });

  it('is the accounts that a person or one of their groups owns, groups spelled exactly', () => {
    expect(seen({ isShownToOwners: true })).toEqual(['222222222222', '333333333333']);
  });
});

describe(openedTo, () => {
  const opened = [
    { to: ['payments', 'risk'], accountIds: ['111111111111'], ouPaths: [] },
    { to: ['ADA@example.com'], accountIds: [], ouPaths: ['Root/Playground'] },
    { to: ['auditors'], accountIds: ['333333333333'], ouPaths: ['Root'] },
  ];

  it('is what is opened to a person or to one of their groups, beside the accounts in which they have roles', () => {
    expect(openedTo(ada, opened, ['222222222222'])).toEqual({
      accountIds: ['222222222222', '111111111111'],
      ouPaths: ['Root/Playground'],
      isShownToOwners: true,
    });
  });

  it('is nothing for somebody whom nothing names', () => {
    const grace = { id: 'grace@example.com', groups: [] };
    expect(openedTo(grace, opened, [])).toMatchObject({ accountIds: [], ouPaths: [] });
  });
});
