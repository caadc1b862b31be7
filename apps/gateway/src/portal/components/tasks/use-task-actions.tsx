'use client';
import type { TaskRun, TaskStatus } from '@gatehouse/contracts';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { toProblem } from '../../gateway-api/api-problem';
import { gatewayApi } from '../../gateway-api/gateway-api';
import { useNotices, type Notice } from '../shell/notices';
import { isUnderWay, itemsText, RUN_STATES, taskKey, taskName } from './task-states.rules';

const PauseDialog = dynamic(() => import('./pause-dialog'), { ssr: false });

export interface TaskActions {
  readonly runNow: (task: TaskStatus) => void;
  readonly askToPause: (task: TaskStatus) => void;
  /** Keys of the tasks of which something was asked that is not yet answered. */
  readonly busy: ReadonlySet<string>;
  /** The question in the way of pausing; to be rendered somewhere. */
  readonly dialog: ReactNode;
}

/** Running, pausing and resuming tasks, with a notice of each and of how the run that was asked for ended. */
export function useTaskActions(tasks: readonly TaskStatus[], onChange: () => void): TaskActions {
  const { notify, notifyProblem } = useNotices();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<TaskStatus | null>(null);
  const watch = useOutcomes(tasks);

  const doing = useCallback(
    (task: TaskStatus, what: string, deed: () => Promise<void>) => {
      setBusy((before) => new Set(before).add(taskKey(task)));
      void deed()
        .catch((thrown: unknown) => notifyProblem(toProblem(thrown), `${what} ${taskName(task.taskId)}`))
        .finally(() => {
          setBusy((before) => new Set([...before].filter((key) => key !== taskKey(task))));
          onChange();
        });
    },
    [notifyProblem, onChange],
  );

  const runNow = useCallback(
    (task: TaskStatus) =>
      doing(task, 'Running', async () => {
        const { runId } = await gatewayApi.runTask(task);
        watch(taskKey(task), runId);
        notify({ type: 'info', header: `${taskName(task.taskId)} was asked to run`, id: noticeId(task) });
      }),
    [doing, notify, watch],
  );

  const change = (task: TaskStatus) => {
    const isPaused = task.pausedBy === null;
    setAsked(null);
    doing(task, isPaused ? 'Pausing' : 'Resuming', async () => {
      await gatewayApi.pauseTask(task, isPaused);
      notify({
        type: 'success',
        header: `${taskName(task.taskId)} is ${isPaused ? 'paused' : 'on its schedule again'}`,
        id: noticeId(task),
      });
    });
  };
  const dialog = asked && (
    <PauseDialog
      task={asked}
      isPausing={asked.pausedBy === null}
      onConfirm={() => change(asked)}
      onClose={() => setAsked(null)}
    />
  );
  return { runNow, askToPause: setAsked, busy, dialog };
}

/** Tells how the runs ended that were asked for here. */
function useOutcomes(tasks: readonly TaskStatus[]): (key: string, runId: string) => void {
  const { notify } = useNotices();
  const [watched, setWatched] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const ended = tasks.flatMap((task) => {
      const { lastRun } = task;
      if (lastRun === null || watched.get(taskKey(task)) !== lastRun.runId || isUnderWay(lastRun)) return [];
      return [{ task, run: lastRun }];
    });
    if (ended.length === 0) return;
    setWatched((before) => new Map([...before].filter(([, runId]) => !ended.some(({ run }) => run.runId === runId))));
    for (const { task, run } of ended) notify(outcomeOf(task, run));
  }, [tasks, watched, notify]);
  return useCallback((key, runId) => setWatched((before) => new Map(before).set(key, runId)), []);
}

const noticeId = (task: TaskStatus) => `task-${taskKey(task)}`;

function outcomeOf(task: TaskStatus, run: TaskRun): Notice {
  const header = `${taskName(run.taskId)}: ${RUN_STATES[run.state][1].toLowerCase()}`;
  const content = run.error ?? itemsText(run);
  const type = run.state === 'succeeded' ? 'success' : run.state === 'partly-failed' ? 'warning' : 'error';
  return { type, header, id: noticeId(task), ...(content !== null && { content }) };
}
