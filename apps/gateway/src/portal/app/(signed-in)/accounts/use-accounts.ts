'use client';
import type { Account } from '@gatehouse/contracts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAccountList } from '../../../components/lists/use-account-list';
import type { Pages } from '../../../components/lists/use-pages';
import { useNotices } from '../../../components/shell/notices';
import { toProblem } from '../../../gateway-api/api-problem';
import { gatewayApi } from '../../../gateway-api/gateway-api';

export interface Accounts extends Pages<Account> {
  readonly refresh: (account: Account) => void;
  /** Accounts whose refresh was asked for and not yet answered. */
  readonly asking: ReadonlySet<string>;
}

const POLL_MILLISECONDS = 1_500;

/** The accounts; while one is being read, the list is asked again until it is done, and then says how it went. */
export function useAccounts(): Accounts {
  const pages = useAccountList();
  const { items, loading, reload } = pages;
  const [asking, setAsking] = useState<ReadonlySet<string>>(new Set());
  const [watched, setWatched] = useState<ReadonlyMap<string, string | null>>(new Map());
  const { notify, notifyProblem } = useNotices();

  const busy = watched.size > 0 || items.some(({ freshness }) => freshness.state === 'refreshing');
  useEffect(() => {
    if (!busy || loading) return;
    const timer = setTimeout(reload, POLL_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [busy, loading, reload, items]);

  useEffect(() => {
    const done = items.filter(({ accountId, freshness }) => isOver(freshness, watched.get(accountId)));
    if (done.length === 0) return;
    setWatched((before) => new Map([...before].filter(([id]) => !done.some(({ accountId }) => accountId === id))));
    for (const account of done) notify(outcomeOf(account));
  }, [items, watched, notify]);

  const refresh = useCallback(
    (account: Account) => {
      const { accountId, name } = account;
      setAsking((before) => new Set(before).add(accountId));
      gatewayApi
        .refreshAccount(accountId)
        .then(() => setWatched((before) => new Map(before).set(accountId, account.freshness.attemptedAt)))
        .catch((thrown: unknown) => notifyProblem(toProblem(thrown), `Refresh of ${name}`))
        .finally(() => {
          setAsking((before) => new Set([...before].filter((id) => id !== accountId)));
          reload();
        });
    },
    [reload, notifyProblem],
  );
  return useMemo(() => ({ ...pages, refresh, asking }), [pages, refresh, asking]);
}

/** `attemptedBefore` is undefined for accounts that nobody waits for. */
function isOver(freshness: Account['freshness'], attemptedBefore: string | null | undefined): boolean {
  if (attemptedBefore === undefined || freshness.state === 'refreshing') return false;
  return freshness.attemptedAt !== attemptedBefore;
}

function outcomeOf({ name, principalCount, freshness }: Account) {
  if (freshness.state === 'failed') {
    const { code, message } = freshness.failure ?? { code: 'Unknown', message: 'AWS gave no reason.' };
    return {
      type: 'error' as const,
      header: `${name} could not be read`,
      content: `${code}: ${message} The last good picture is kept.`,
    };
  }
  return { type: 'success' as const, header: `${name} is up to date`, content: `${principalCount} roles and users.` };
}
