'use client';
import type { TaskStatus } from '@gatehouse/contracts';
import { useMemo } from 'react';
import { usePolling } from '../../../components/lists/use-polling';
import { byNeed, CALM_MILLISECONDS, isUnderWay, LIVE_MILLISECONDS } from '../../../components/tasks/task-states.rules';
import { useTaskList } from '../../../components/tasks/use-task-list';
import type { ApiProblem } from '../../../gateway-api/api-problem';

export interface TaskOverview {
  /** Undefined until the first answer. The worst come first. */
  readonly tasks: readonly TaskStatus[] | undefined;
  /** Services that do not answer: their tasks are as they were, or missing. */
  readonly unavailable: readonly string[];
  readonly problem: ApiProblem | undefined;
  readonly reload: () => void;
}

/** All tasks, asked again and again while the page is looked at: often while one is at work. */
export function useTasks(): TaskOverview {
  const { data, problem, loading, reload } = useTaskList();
  const isLive = data?.items.some(({ lastRun }) => isUnderWay(lastRun)) ?? false;
  usePolling(reload, loading, isLive ? LIVE_MILLISECONDS : CALM_MILLISECONDS);
  const tasks = useMemo(() => data && [...data.items].sort(byNeed), [data]);
  return { tasks, unavailable: data?.unavailable ?? [], problem, reload };
}
