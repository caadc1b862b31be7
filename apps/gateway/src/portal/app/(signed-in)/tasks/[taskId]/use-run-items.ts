'use client';
import type { TaskItemState } from '@gatehouse/contracts';
import { useState } from 'react';
import { usePlace } from '../../../../components/lists/use-place';
import { usePolling } from '../../../../components/lists/use-polling';
import { isUnderWay, LIVE_MILLISECONDS, taskKey } from '../../../../components/tasks/task-states.rules';
import type { ApiProblem } from '../../../../gateway-api/api-problem';
import { gatewayApi, type TaskRef, type TaskRunItemPage } from '../../../../gateway-api/gateway-api';
import { useReply } from '../../../../gateway-api/use-reply';

export interface RunItems {
  /** What was asked for, or until it is there what was shown before: counts do not fall to nothing while one types. */
  readonly page: TaskRunItemPage | undefined;
  /** False while the page is of what was asked before. */
  readonly isSettled: boolean;
  readonly problem: ApiProblem | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
  readonly state: TaskItemState | '';
  readonly choose: (state: TaskItemState | '') => void;
  readonly search: string;
  readonly find: (search: string) => void;
  readonly pageNumber: number;
  readonly pagesCount: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
}

const PAGE_SIZE = 50;

/** The items of one run, a page of those that are asked for; asked again while the run is at work. */
export function useRunItems(task: TaskRef, runId: string): RunItems {
  const [state, choose] = useState<TaskItemState | ''>('');
  const [search, find] = useState('');
  const question = JSON.stringify([taskKey(task), runId, state, search]);
  const { place, cursor, turnTo } = usePlace(question);
  const { data, shown, problem, loading, reload } = useReply(`run items ${question} ${cursor ?? ''}`, (signal) =>
    gatewayApi.taskRunItems(
      { ...task, runId },
      { limit: PAGE_SIZE, cursor, state: state || undefined, search: search || undefined },
      signal,
    ),
  );
  usePolling(reload, loading, data === undefined || isUnderWay(data.run) ? LIVE_MILLISECONDS : null);
  return {
    page: shown,
    isSettled: data !== undefined,
    problem,
    loading,
    reload,
    state,
    choose,
    search,
    find,
    pageNumber: place.page,
    pagesCount: place.cursors.length,
    hasMore: place.page === place.cursors.length && data?.nextCursor !== undefined,
    goTo: (page) => turnTo(page, data?.nextCursor),
  };
}
