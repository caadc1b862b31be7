'use client';
import type { TaskStatus } from '@gatehouse/contracts';
import { useMemo } from 'react';
import { usePolling } from '../../../components/lists/use-polling';
import { byNeed, CALM_MILLISECONDS, isUnderWay, LIVE_MILLISECONDS } from '../../../components/tasks/task-states.rules';
import type { ApiProblem } from '../../../gateway-api/api-problem';
import { gatewayApi } from '../../../gateway-api/gateway-api';
import { useReply } from '../../../gateway-api/use-reply';

export interface TaskOverview {
  /** Undefined until the first answer. The worst come first. */
  readonly tasks: readonly TaskStatus[] | undefined;
  /** Services whose tasks are missing, because they do not answer. */
  readonly unavailable: readonly string[];
  readonly problem: ApiProblem | undefined;
  readonly reload: () => void;
}

/** All tasks, asked again and again while the page is looked at: often while one is at work. */
export function useTasks(): TaskOverview {
  const { data, problem, loading, reload } = useReply('tasks', gatewayApi.tasks);
  const isLive = data?.items.some(({ lastRun }) => isUnderWay(lastRun)) ?? false;
  usePolling(reload, loading, isLive ? LIVE_MILLISECONDS : CALM_MILLISECONDS);
  const tasks = useMemo(() => data && [...data.items].sort(byNeed), [data]);
  return { tasks, unavailable: data?.unavailable ?? [], problem, reload };
}
