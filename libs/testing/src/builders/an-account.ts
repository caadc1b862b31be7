import { Account } from '@gatehouse/contracts';

/** An active, freshly read account; `payments-production` unless told otherwise. Throws when the fields do not fit. */
export function anAccount(fields: Partial<Account> = {}): Account {
  return Account.parse({
    accountId: '100000000003',
    name: 'payments-production',
    email: 'aws+payments-production@example.com',
    status: 'active',
    organizationId: 'o-gatehousedemo',
    ouPath: 'Root/Workloads/Production',
    partition: 'aws',
    principalCount: 1,
    freshness: freshNow,
    ...fields,
  } satisfies Account);
}

/** What freshness looks like when all is well. */
export const freshNow: Account['freshness'] = {
  refreshedAt: '2026-01-15T09:00:00.000Z',
  attemptedAt: '2026-01-15T09:00:00.000Z',
  state: 'fresh',
  failure: null,
};
