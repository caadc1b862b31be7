'use client';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ApiProblem } from './api-problem';
import { retryAfter } from './retry.rules';

export interface Asked {
  readonly problem: ApiProblem | undefined;
  readonly loading: boolean;
  /** True when older answers are on the screen meanwhile. */
  readonly showsOlder: boolean;
  readonly retry: () => void;
}

/** Asks again after what passes by itself, while somebody looks at the page, and at once when the network is back. */
export function useRetry({ problem, loading, showsOlder, retry }: Asked): void {
  const attempts = useRef(0);
  const wait = problem && !loading ? retryAfter(problem.facts, attempts.current) : null;
  if (!problem && !loading) attempts.current = 0;

  useEffect(() => {
    if (wait === null) return;
    const again = () => {
      if (document.visibilityState !== 'visible') return;
      attempts.current += 1;
      retry();
    };
    const timer = setTimeout(again, wait);
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [wait, problem, retry]);

  // Who is not signed in any more is told so by a dialog, whatever else is on the screen.
  const outdates = showsOlder && problem?.facts.status !== 401 ? problem : undefined;
  useEffect(() => {
    if (outdates === undefined) return;
    outdating.add(outdates);
    publish();
    return () => {
      outdating.delete(outdates);
      publish();
    };
  }, [outdates]);
}

/** Why what is on the screen is older than it should be: one of the answers that failed, if any. */
const outdating = new Set<ApiProblem>();
const listeners = new Set<() => void>();
let reason: ApiProblem | undefined;

function publish(): void {
  reason = [...outdating][0];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Why something on this screen is older than it should be; undefined while all of it is up to date. */
export function useOutdatedReason(): ApiProblem | undefined {
  return useSyncExternalStore(
    subscribe,
    () => reason,
    () => undefined,
  );
}
