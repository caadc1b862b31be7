'use client';
import type { ResourceVersion } from '@gatehouse/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemAgain, type ApiProblem } from '../../../../gateway-api/api-problem';
import { resourcesApi } from '../../../../gateway-api/resources-api';
import { useRetry } from '../../../../gateway-api/use-retry';

export interface Versions {
  /** Newest first. */
  readonly versions: readonly ResourceVersion[];
  readonly complete: boolean;
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly loadMore: () => void;
}

interface State extends Omit<Versions, 'loadMore'> {
  readonly cursor: string | undefined;
}

const PAGE_SIZE = 10;
const BEGIN: State = { versions: [], complete: false, loading: true, problem: undefined, cursor: undefined };

/** The versions of a resource, a few at a time, because each is complete; a new revision begins anew. */
export function useVersions(arn: string, revision: number): Versions {
  const [state, setState] = useState(BEGIN);
  const controller = useRef(new AbortController());

  const load = useCallback(
    (from: State) => {
      const { signal } = controller.current;
      setState({ ...from, loading: true });
      resourcesApi.versions(arn, { limit: PAGE_SIZE, cursor: from.cursor }, signal).then(
        ({ items, nextCursor }) => {
          const versions = [...from.versions, ...items];
          const complete = nextCursor === undefined;
          if (!signal.aborted) setState({ versions, complete, cursor: nextCursor, loading: false, problem: undefined });
        },
        (thrown: unknown) => {
          if (!signal.aborted) setState({ ...from, loading: false, problem: problemAgain(from.problem, thrown) });
        },
      );
    },
    [arn],
  );

  useEffect(() => {
    controller.current = new AbortController();
    load(BEGIN);
    return () => controller.current.abort();
  }, [load, revision]);

  const loadMore = useCallback(() => load(state), [load, state]);
  useRetry({ ...state, showsOlder: state.versions.length > 0, retry: loadMore });
  return { ...state, loadMore };
}
