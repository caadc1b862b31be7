'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toProblem, type ApiProblem } from '../../gateway-api/api-problem';

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
}

interface State<T> {
  readonly key: string | null;
  readonly items: readonly T[];
  readonly cursor: string | undefined;
  readonly complete: boolean;
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly totalCount: number | undefined;
}

/** A small first page is on the screen at once; the others follow in large ones, up to so many rows unasked. */
const FIRST_LIMIT = 100;
const NEXT_LIMIT = 500;
const ROWS_UNASKED = 2_000;

/** Lists of the session so far, so that going back to one shows it at once while it is asked again. */
const remembered = new Map<string, { items: readonly unknown[]; totalCount: number | undefined }>();

/** Loads a list page by page: by itself while it is short, then as far as it is asked for. */
export function usePages<T>({ key, load }: PagesOptions<T>): Pages<T> {
  const [state, setState] = useState<State<T>>(() => initial<T>(key));
  const [attempt, setAttempt] = useState(0);
  const [wanted, setWanted] = useState(ROWS_UNASKED);
  const latestLoad = useRef(load);
  latestLoad.current = load;

  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    setState((before) => (before.key === key ? { ...before, loading: true, problem: undefined } : initial<T>(key)));
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
  return { items, complete, loading, problem, totalCount, loadMore, reload };
}

interface Loading<T> extends PagesOptions<T> {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly publish: (state: State<T> | ((before: State<T>) => State<T>)) => void;
  readonly from?: { readonly items: readonly T[]; readonly cursor: string | undefined };
  readonly rows?: number;
}

async function loadAll<T>({ key, load, signal, publish, from, rows = ROWS_UNASKED }: Loading<T>): Promise<void> {
  let items = from?.items ?? [];
  let cursor = from?.cursor;
  try {
    for (;;) {
      const page = await load({ limit: items.length === 0 ? FIRST_LIMIT : NEXT_LIMIT, cursor }, signal);
      if (signal.aborted) return;
      items = [...items, ...page.items];
      cursor = page.nextCursor;
      const complete = cursor === undefined;
      const more = !complete && items.length < rows;
      const loaded = { key, items, cursor, complete, loading: more, problem: undefined, totalCount: page.totalCount };
      // While a list is asked again, what was there stays until at least as much of it is back.
      publish((before) => (more && before.key === key && before.items.length > loaded.items.length ? before : loaded));
      if (!more) break;
    }
    remembered.set(key, { items: items.slice(0, FIRST_LIMIT), totalCount: undefined });
  } catch (thrown) {
    if (!signal.aborted) publish((before) => ({ ...before, key, loading: false, problem: toProblem(thrown) }));
  }
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
