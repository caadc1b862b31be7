'use client';
import { useCallback, useEffect, useState } from 'react';
import { usePolling } from '../../../../components/lists/use-polling';
import { useNotices, type Notice } from '../../../../components/shell/notices';
import { toProblem } from '../../../../gateway-api/api-problem';
import { gatewayApi, type AccountPicture } from '../../../../gateway-api/gateway-api';
import { useReply, type ReplyState } from '../../../../gateway-api/use-reply';
import { progressOf, type RefreshProgress } from './progress.rules';

export interface AccountView extends ReplyState<AccountPicture> {
  readonly refresh: () => void;
  readonly isRefreshing: boolean;
  /** How far the refresh is that was asked for here, or is under way; null when none is. */
  readonly progress: RefreshProgress | null;
}

const LIVE_MILLISECONDS = 1_000;
const CALM_MILLISECONDS = 30_000;

/** Everything about one account, asked again while it is looked at; a refresh is followed until it is over. */
export function useAccount(accountId: string): AccountView {
  const reply = useReply(`account ${accountId}`, (signal) => gatewayApi.account(accountId, signal));
  const { data, loading, reload } = reply;
  const [asking, setAsking] = useState(false);
  // When the account was last tried before the refresh that was asked for here; undefined when none was.
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const { notify, notifyProblem } = useNotices();

  const freshness = data?.account.freshness;
  const isOver = before !== undefined && freshness?.state !== 'refreshing' && freshness?.attemptedAt !== before;
  useEffect(() => {
    if (!isOver || data === undefined) return;
    setBefore(undefined);
    notify(outcomeOf(data));
  }, [isOver, data, notify]);

  const isRefreshing = asking || (before !== undefined && !isOver) || freshness?.state === 'refreshing';
  usePolling(reload, loading, isRefreshing ? LIVE_MILLISECONDS : CALM_MILLISECONDS);

  const attemptedAt = freshness?.attemptedAt ?? null;
  const refresh = useCallback(() => {
    setAsking(true);
    gatewayApi
      .refreshAccount(accountId)
      .then(() => setBefore(attemptedAt))
      .catch((thrown: unknown) => notifyProblem(toProblem(thrown), 'Refresh'))
      .finally(() => {
        setAsking(false);
        reload();
      });
  }, [accountId, attemptedAt, notifyProblem, reload]);

  const hasBegun = freshness?.state === 'refreshing' && attemptedAt !== null;
  const progress = hasBegun && data ? progressOf(data.collectors, attemptedAt) : null;
  return { ...reply, refresh, isRefreshing, progress };
}

function outcomeOf({ account: { name, freshness }, collectors }: AccountPicture): Notice {
  const failed = collectors.filter((collector) => collector.freshness.state === 'failed');
  if (freshness.state === 'failed' && failed.length === 0) {
    const { code, message } = freshness.failure ?? { code: 'Unknown', message: 'AWS gave no reason.' };
    return {
      type: 'error',
      header: `${name} could not be read`,
      content: `${code}: ${message} The last good picture is kept.`,
    };
  }
  if (failed.length > 0) {
    const names = failed.map(({ summary }) => summary).join('; ');
    return {
      type: 'warning',
      header: `${name} was read, but for ${failed.length} of ${collectors.length} parts`,
      content: `The last good picture is kept of: ${names}`,
    };
  }
  return { type: 'success', header: `${name} is up to date` };
}
