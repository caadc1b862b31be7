'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemAgain, type ApiProblem } from './api-problem';
import { firstData, forgetFirstAnswer } from './first-answers';
import { useRetry } from './use-retry';

export interface ReplyState<T> {
  readonly data: T | undefined;
  /** The data, or until they are there the last ones of whatever key: rows do not vanish from under a pointer. */
  readonly shown: T | undefined;
  readonly problem: ApiProblem | undefined;
  readonly loading: boolean;
  /** Asks again; what is shown stays until the answer is there. */
  readonly reload: () => void;
}

/** Last good answers, so that going back to a screen shows it at once while it is asked again. Never secrets. */
const remembered = new Map<string, unknown>();
const MOST_REMEMBERED = 100;

function remember(key: string, data: unknown): void {
  remembered.delete(key);
  remembered.set(key, data);
  const oldest = remembered.keys().next();
  if (remembered.size > MOST_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
}

interface State<T> {
  readonly key: string | null;
  readonly data?: T;
  readonly problem?: ApiProblem;
  readonly loading: boolean;
  /** True when the data were there before the screen. */
  readonly isEarly?: true;
}

/**
 * Asks for what `key` names when the screen appears or the key changes; `null` asks for nothing. What failed in a way
 * that passes is asked again by itself. `first` is the address, where it may have been asked before the screen was there.
 */
export function useReply<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  first?: string,
): ReplyState<T> {
  const [state, setState] = useState<State<T>>(() => early<T>(key, first) ?? initial<T>(key));
  const [attempt, setAttempt] = useState(0);
  const latestLoad = useRef(load);
  latestLoad.current = load;

  const isAnswered = state.isEarly === true && state.key === key && attempt === 0;
  useEffect(() => {
    if (key === null) return;
    if (isAnswered) {
      forgetFirstAnswer(first);
      remember(key, state.data);
      return;
    }
    const controller = new AbortController();
    setState((before) => (before.key === key ? { ...before, loading: true } : initial<T>(key)));
    latestLoad.current(controller.signal).then(
      (data) => {
        if (controller.signal.aborted) return;
        remember(key, data);
        setState({ key, data, loading: false });
      },
      (thrown: unknown) => {
        if (controller.signal.aborted) return;
        setState((before) => ({ ...before, key, problem: problemAgain(before.problem, thrown), loading: false }));
      },
    );
    return () => controller.abort();
  }, [key, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const { data, problem, loading } = state.key === key ? state : initial<T>(key);
  useRetry({ problem, loading, showsOlder: data !== undefined, retry: reload });
  const last = useRef(data);
  if (data !== undefined) last.current = data;
  return { data, shown: problem ? data : last.current, problem, loading, reload };
}

function early<T>(key: string | null, first: string | undefined): State<T> | undefined {
  const data = key === null || remembered.has(key) ? undefined : firstData<T>(first);
  return data === undefined ? undefined : { key, data, loading: false, isEarly: true };
}

function initial<T>(key: string | null): State<T> {
  const data = key === null ? undefined : (remembered.get(key) as T | undefined);
  return { key, loading: key !== null, ...(data !== undefined && { data }) };
}
