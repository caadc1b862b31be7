import { describe, expect, it } from '@jest/globals';
import type { SourcedAccount } from '@gatehouse/plugin-sdk';
import { accountStatusOf, claimAccounts, isReadable, settleAccount } from './account.rules.js';

const payments: SourcedAccount = {
  accountId: '111122223333',
  name: 'payments',
  email: null,
  status: 'active',
  organizationId: 'o-one',
  ouPath: 'Root',
  partition: 'aws',
};

describe(accountStatusOf, () => {
  it.each([
    ['ACTIVE', 'active'],
    ['SUSPENDED', 'suspended'],
    ['PENDING_CLOSURE', 'closed'],
    ['CLOSED', 'closed'],
    ['PENDING_ACTIVATION', 'suspended'],
    [undefined, 'suspended'],
  ])('%s is %s', (word, status) => {
    expect(accountStatusOf(word)).toBe(status);
  });
});

describe(isReadable, () => {
  it.each([
    ['active', true],
    ['suspended', false],
    ['closed', false],
  ] as const)('%s: %s', (status, expected) => {
    expect(isReadable({ status })).toBe(expected);
  });
});

describe(claimAccounts, () => {
  const other = { ...payments, accountId: '444455556666' };

  it('believes the first source that names an account', () => {
    const sources = [
      { sourceId: 'one', accounts: [payments] },
      { sourceId: 'two', accounts: [{ ...payments, name: 'another name' }, other] },
    ];
    expect(claimAccounts(sources, new Map())).toEqual([
      { sourceId: 'one', accounts: [payments] },
      { sourceId: 'two', accounts: [other] },
    ]);
  });

  it('leaves a source that could not be asked what it had', () => {
    const sources = [
      { sourceId: 'one', accounts: null },
      { sourceId: 'two', accounts: [payments, other] },
    ];
    expect(claimAccounts(sources, new Map([['one', [payments.accountId]]]))).toEqual([
      { sourceId: 'two', accounts: [other] },
    ]);
  });
});

describe(settleAccount, () => {
  const settings = { aliases: ['pay'], environment: 'staging', owner: 'payments@example.com', regions: ['eu-west-1'] };

  it('believes the configuration before the source, field by field', () => {
    const configured = {
      accountId: payments.accountId,
      name: 'Payments',
      environment: 'production',
      isSensitive: true,
    };
    expect(settleAccount({ ...payments, settings }, configured)).toEqual({
      ...payments,
      name: 'Payments',
      aliases: ['pay'],
      environment: 'production',
      isSensitive: true,
      isSyncEnabled: true,
      owner: 'payments@example.com',
      regions: ['eu-west-1'],
    });
  });

  it('takes what is usual where nobody says anything', () => {
    expect(settleAccount(payments, undefined)).toMatchObject({
      aliases: [],
      environment: null,
      isSensitive: false,
      isSyncEnabled: true,
      owner: null,
      regions: null,
    });
  });
});
