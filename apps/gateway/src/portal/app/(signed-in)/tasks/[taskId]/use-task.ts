'use client';
import type { TaskRun, TaskStatus } from '@gatehouse/contracts';
import { useCallback, useMemo } from 'react';
import { usePlace } from '../../../../components/lists/use-place';
import { usePolling } from '../../../../components/lists/use-polling';
import {
  CALM_MILLISECONDS,
  isUnderWay,
  LIVE_MILLISECONDS,
  taskKey,
} from '../../../../components/tasks/task-states.rules';
import { useTaskList } from '../../../../components/tasks/use-task-list';
import { ApiProblem } from '../../../../gateway-api/api-problem';
import { gatewayApi, type TaskRef } from '../../../../gateway-api/gateway-api';
import { useReply } from '../../../../gateway-api/use-reply';

export interface TaskRuns {
  readonly rows: readonly TaskRun[];
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  readonly page: number;
  readonly pagesCount: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  readonly reload: () => void;
}

export interface TaskPicture {
  readonly task: TaskStatus | undefined;
  readonly problem: ApiProblem | undefined;
  readonly runs: TaskRuns;
  readonly reload: () => void;
}

const PAGE_SIZE = 25;

/** One task and a page of its runs; both are asked again while the page is looked at. */
export function useTask(ref: TaskRef): TaskPicture {
  const { data, problem, loading, reload: reloadTask } = useTaskList();
  const runs = useRuns(ref);
  const { reload: reloadRuns } = runs;
  const reload = useCallback(() => {
    reloadTask();
    reloadRuns();
  }, [reloadTask, reloadRuns]);

  const key = taskKey(ref);
  const task = useMemo(() => data?.items.find((one) => taskKey(one) === key), [data, key]);
  const isLive = isUnderWay(task?.lastRun ?? null) || runs.rows.some(isUnderWay);
  usePolling(reload, loading || runs.loading, isLive ? LIVE_MILLISECONDS : CALM_MILLISECONDS);

  return { task, problem: data && !task ? whyMissing(ref, data.unavailable) : problem, runs, reload };
}

function useRuns(ref: TaskRef): TaskRuns {
  const { place, cursor, turnTo } = usePlace(taskKey(ref));
  const { data, problem, loading, reload } = useReply(`task runs ${taskKey(ref)} ${cursor ?? ''}`, (signal) =>
    gatewayApi.taskRuns(ref, { limit: PAGE_SIZE, cursor }, signal),
  );
  return {
    rows: data?.items ?? [],
    loading,
    problem,
    page: place.page,
    pagesCount: place.cursors.length,
    hasMore: place.page === place.cursors.length && data?.nextCursor !== undefined,
    goTo: (page) => turnTo(page, data?.nextCursor),
    reload,
  };
}

function whyMissing({ taskId, service }: TaskRef, unavailable: readonly string[]): ApiProblem {
  if (unavailable.includes(service)) {
    const message = `${service} does not answer.`;
    return new ApiProblem({ status: 503, code: 'unavailable', reason: 'NO_RESPONDERS', message });
  }
  return new ApiProblem({
    status: 404,
    code: 'not_found',
    reason: 'TASK_UNKNOWN',
    message: `There is no task ${taskId.slice(0, 64)}.`,
  });
}
