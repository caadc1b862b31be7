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
  const { refresh, isAsked } = useRefresh(accountId, data, reload);
  const progress = progressUnderWay(data);
  const isRefreshing = isAsked || progress !== null;
  usePolling(reload, loading, isRefreshing ? LIVE_MILLISECONDS : CALM_MILLISECONDS);
  return { ...reply, refresh, isRefreshing, progress };
}

function progressUnderWay(picture: AccountPicture | undefined): RefreshProgress | null {
  if (picture === undefined) return null;
  const { state, attemptedAt } = picture.account.freshness;
  return state === 'refreshing' && attemptedAt !== null ? progressOf(picture.collectors, attemptedAt) : null;
}

/** Asks for a refresh, and tells how the one that was asked for here ended. */
function useRefresh(accountId: string, picture: AccountPicture | undefined, reload: () => void) {
  const [asking, setAsking] = useState(false);
  // When the account was last tried before; undefined when no refresh was asked for.
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const { notify, notifyProblem } = useNotices();
  useEffect(() => {
    if (before === undefined || picture === undefined || !wasTriedSince(before, picture)) return;
    setBefore(undefined);
    notify(outcomeOf(picture));
  }, [before, picture, notify]);

  const attemptedAt = picture?.account.freshness.attemptedAt ?? null;
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
  return { refresh, isAsked: asking || before !== undefined };
}

function wasTriedSince(before: string | null, { account: { freshness } }: AccountPicture): boolean {
  return freshness.state !== 'refreshing' && freshness.attemptedAt !== before;
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
