import { AccountId } from '@gatehouse/contracts';
import { defineTask, type Task } from '@gatehouse/tasks';
import { z } from 'zod';
import { RefreshAccounts } from './refresh-accounts.use-case.js';

/** Id of the task that reads accounts. */
export const REFRESH_ACCOUNTS = 'refresh-accounts';

/** Time that reading one account may take, in seconds; some answer slowly, and some have ten thousand roles. */
export const ACCOUNT_LIMIT_SECONDS = 240;

/** Reads all accounts every so many seconds, or some of them on demand. */
export function refreshAccountsTask(everySeconds: number): Task {
  return defineTask({
    id: REFRESH_ACCOUNTS,
    summary: 'Asks the organizations which accounts there are, and reads what is in each of them.',
    every: everySeconds,
    // Tags of accounts that are not known yet are asked for one by one, at twenty a second.
    timeLimitSeconds: 600,
    input: z.strictObject({
      accountIds: z
        .array(AccountId)
        .max(1_000)
        .default([])
        .describe('Accounts to read; all of them when none is named.'),
    }),
    fanOut: {
      items: ({ accountIds }, context) => context.get(RefreshAccounts).itemsToRead(accountIds, context.signal),
      each: (accountId, { accountIds }, context) =>
        context.get(RefreshAccounts).read({
          accountId,
          runId: context.runId,
          signal: context.signal,
          waits: accountIds.length > 0,
          // A sweep may have to wait for the one before it; what that reads meanwhile is news enough.
          unlessReadSince: accountIds.length > 0 ? null : context.startedAt,
        }),
      // The next run is the next try: an account that denies us would deny us again.
      attempts: 1,
      timeLimitSeconds: ACCOUNT_LIMIT_SECONDS,
    },
    run: (_input, context) => context.get(RefreshAccounts).measure(),
  });
}
