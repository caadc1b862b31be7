'use client';
import type { TaskRun, TaskStatus } from '@gatehouse/contracts';
import { useCallback, useMemo } from 'react';
import { usePlace } from '../../../../components/lists/use-place';
import { usePolling } from '../../../../components/lists/use-polling';
import { CALM_MILLISECONDS, isUnderWay, LIVE_MILLISECONDS } from '../../../../components/tasks/task-states.rules';
import { ApiProblem } from '../../../../gateway-api/api-problem';
import { gatewayApi } from '../../../../gateway-api/gateway-api';
import { useReply } from '../../../../gateway-api/use-reply';

export interface TaskPicture {
  readonly task: TaskStatus | undefined;
  readonly problem: ApiProblem | undefined;
  readonly runs: {
    readonly rows: readonly TaskRun[];
    readonly loading: boolean;
    readonly problem: ApiProblem | undefined;
    readonly page: number;
    readonly pagesCount: number;
    readonly hasMore: boolean;
    readonly goTo: (page: number) => void;
  };
  readonly reload: () => void;
}

const PAGE_SIZE = 25;

/** One task and a page of its runs; both are asked again while the page is looked at. */
export function useTask(taskId: string): TaskPicture {
  const overview = useReply('tasks', gatewayApi.tasks);
  const { place, cursor, turnTo } = usePlace(taskId);
  const history = useReply(`task runs ${taskId} ${cursor ?? ''}`, (signal) =>
    gatewayApi.taskRuns({ taskId, limit: PAGE_SIZE, cursor }, signal),
  );
  const task = useMemo(() => overview.data?.items.find((one) => one.taskId === taskId), [overview.data, taskId]);
  const rows = history.data?.items ?? [];
  const nextCursor = history.data?.nextCursor;

  const { reload: reloadTask } = overview;
  const { reload: reloadRuns } = history;
  const reload = useCallback(() => {
    reloadTask();
    reloadRuns();
  }, [reloadTask, reloadRuns]);
  const isLive = isUnderWay(task?.lastRun ?? null) || rows.some(isUnderWay);
  usePolling(reload, overview.loading || history.loading, isLive ? LIVE_MILLISECONDS : CALM_MILLISECONDS);

  const isMissing = overview.data !== undefined && task === undefined;
  return {
    task,
    problem: overview.problem ?? (isMissing ? noSuchTask(taskId) : undefined),
    runs: {
      rows,
      loading: history.loading,
      problem: history.problem,
      page: place.page,
      pagesCount: place.cursors.length,
      hasMore: place.page === place.cursors.length && nextCursor !== undefined,
      goTo: (page) => turnTo(page, nextCursor),
    },
    reload,
  };
}

function noSuchTask(taskId: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: 'not_found',
    reason: 'TASK_UNKNOWN',
    message: `There is no task ${taskId.slice(0, 64)}.`,
  });
}
