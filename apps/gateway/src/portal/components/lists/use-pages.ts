'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemAgain, type ApiProblem } from '../../gateway-api/api-problem';
import { firstData, forgetFirstAnswer } from '../../gateway-api/first-answers';
import { useRetry } from '../../gateway-api/use-retry';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
  readonly totalCount?: number | undefined;
}

export interface Pages<T> {
  readonly items: readonly T[];
  /** True when nothing is left to load: only then do sorting and filtering here see every row. */
  readonly complete: boolean;
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly totalCount: number | undefined;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

export interface PagesOptions<T> {
  /** Names the question; another one starts anew, `null` asks nothing. */
  readonly key: string | null;
  readonly load: (page: { limit: number; cursor?: string | undefined }, signal: AbortSignal) => Promise<Page<T>>;
  /** Address of the first page, where it may have been asked for before the screen was there. */
  readonly first?: string;
}

interface State<T> {
  readonly key: string | null;
  readonly items: readonly T[];
  readonly cursor: string | undefined;
  readonly complete: boolean;
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly totalCount: number | undefined;
  /** True when the items were there before the screen. */
  readonly isEarly?: true;
}

/** A small first page is on the screen at once; the others follow in large ones, up to so many rows unasked. */
const FIRST_LIMIT = 100;
const NEXT_LIMIT = 500;
const ROWS_UNASKED = 2_000;

/** Lists of the session so far, so that going back to one shows it at once while it is asked again. */
const remembered = new Map<string, { items: readonly unknown[]; totalCount: number | undefined }>();

/** Loads a list page by page: by itself while it is short, then as far as it is asked for. */
export function usePages<T>({ key, load, first }: PagesOptions<T>): Pages<T> {
  const [state, setState] = useState<State<T>>(() => early<T>(key, first) ?? initial<T>(key));
  const [attempt, setAttempt] = useState(0);
  const [wanted, setWanted] = useState(ROWS_UNASKED);
  const latestLoad = useRef(load);
  latestLoad.current = load;

  const isAnswered = state.isEarly === true && state.key === key && attempt === 0;
  useEffect(() => {
    if (key === null) return;
    if (isAnswered) {
      forgetFirstAnswer(first);
      remember(key, state);
      return;
    }
    const controller = new AbortController();
    setState((before) => (before.key === key ? { ...before, loading: true } : initial<T>(key)));
    setWanted(ROWS_UNASKED);
    void loadAll({ key, load: latestLoad.current, signal: controller.signal, publish: setState });
    return () => controller.abort();
  }, [key, attempt]);

  const current = state.key === key ? state : initial<T>(key);
  useEffect(() => {
    if (wanted <= ROWS_UNASKED || current.complete || current.loading || key === null) return;
    const controller = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    const from = { items: current.items, cursor: current.cursor };
    void loadAll({ key, load: latestLoad.current, signal: controller.signal, publish: setState, from, rows: wanted });
    return () => controller.abort();
    // Only a wish for more starts this; its own progress must not start it again.
  }, [wanted]);

  const { items, complete, loading, problem, totalCount } = current;
  const loadMore = useCallback(() => setWanted(items.length + ROWS_UNASKED), [items.length]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  useRetry({ problem, loading, showsOlder: items.length > 0, retry: reload });
  return { items, complete, loading, problem, totalCount, loadMore, reload };
}

interface Loading<T> extends PagesOptions<T> {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly publish: (change: (before: State<T>) => State<T>) => void;
  readonly from?: { readonly items: readonly T[]; readonly cursor: string | undefined };
  readonly rows?: number;
}

async function loadAll<T>(loading: Loading<T>): Promise<void> {
  const { key, signal, publish } = loading;
  try {
    let place = loading.from ?? { items: [], cursor: undefined };
    for (let more = true; more;) {
      const page = await loading.load(askFor(place), signal);
      if (signal.aborted) return;
      place = { items: [...place.items, ...page.items], cursor: page.nextCursor };
      more = place.cursor !== undefined && place.items.length < (loading.rows ?? ROWS_UNASKED);
      const complete = place.cursor === undefined;
      publish(keepingMore({ ...place, key, complete, loading: more, problem: undefined, totalCount: page.totalCount }));
    }
    remember(key, place);
  } catch (thrown) {
    if (signal.aborted) return;
    publish((before) => ({ ...before, key, loading: false, problem: problemAgain(before.problem, thrown) }));
  }
}

type Place<T> = NonNullable<Loading<T>['from']>;

function askFor<T>({ items, cursor }: Place<T>): { limit: number; cursor?: string | undefined } {
  return { limit: items.length === 0 ? FIRST_LIMIT : NEXT_LIMIT, cursor };
}

/** While a list is asked again, what was there stays until at least as much of it is back. */
function keepingMore<T>(loaded: State<T>): (before: State<T>) => State<T> {
  return (before) => {
    const shrinks = loaded.loading && before.key === loaded.key && before.items.length > loaded.items.length;
    return shrinks ? before : loaded;
  };
}

function remember(key: string, { items }: { readonly items: readonly unknown[] }): void {
  remembered.set(key, { items: items.slice(0, FIRST_LIMIT), totalCount: undefined });
}

/** A list that was there whole before the screen. Of a longer one only its beginning was, and that is asked for again. */
function early<T>(key: string | null, first: string | undefined): State<T> | undefined {
  const page = key === null || remembered.has(key) ? undefined : firstData<Page<T>>(first);
  if (page === undefined || page.nextCursor !== undefined) return undefined;
  const { items, totalCount } = page;
  return {
    key,
    items,
    cursor: undefined,
    complete: true,
    loading: false,
    problem: undefined,
    totalCount,
    isEarly: true,
  };
}

function initial<T>(key: string | null): State<T> {
  const kept = key === null ? undefined : remembered.get(key);
  return {
    key,
    items: (kept?.items as readonly T[] | undefined) ?? [],
    cursor: undefined,
    complete: false,
    loading: key !== null,
    problem: undefined,
    totalCount: kept?.totalCount,
  };
}
