import { Account } from '@gatehouse/contracts';
import type { AccountSource } from '../extension-points/account-source.js';
import { must, type ConformanceCase } from './conformance-case.js';

const SourcedAccountSchema = Account.omit({ principalCount: true, freshness: true });

/**
 * What every account source promises.
 *
 * @example it.each(accountSourceConformance(mySource))('$promise', ({ check }) => check());
 */
export function accountSourceConformance(source: AccountSource): readonly ConformanceCase[] {
  const list = () => source.list(AbortSignal.timeout(30_000));
  return [
    {
      promise: 'gives accounts that the contracts can carry',
      check: async () => {
        for (const account of await list()) {
          const parsed = SourcedAccountSchema.safeParse(account);
          must(parsed.success, `${account.accountId}: ${parsed.error?.message ?? ''}`);
        }
      },
    },
    {
      promise: 'names each account once',
      check: async () => {
        const ids = (await list()).map(({ accountId }) => accountId);
        must(new Set(ids).size === ids.length, 'an account is there twice');
      },
    },
    {
      promise: 'gives up when it is told to',
      check: async () => {
        const outcome = await source.list(AbortSignal.abort()).then(
          () => 'a list',
          () => 'a rejection',
        );
        must(outcome === 'a rejection', 'it went on after the signal');
      },
    },
  ];
}
