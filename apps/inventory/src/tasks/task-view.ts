import type { TaskRun as TaskRunView, TaskStatus as TaskStatusView } from '@gatehouse/contracts';
import type { TaskRun, TaskStatus } from '@gatehouse/tasks';
import { scheduleInWords, taskHealth } from './task-health.rules.js';

const LONGEST_ERROR = 4_000;

/** A recorded run as the contract tells it. */
export function viewOfRun(run: TaskRun): TaskRunView {
  return {
    runId: run.id,
    taskId: run.taskId,
    state: run.state,
    requestedBy: run.requestedBy ?? null,
    createdAt: run.createdAt.toISOString(),
    startedAt: timeOf(run.startedAt),
    endedAt: timeOf(run.endedAt),
    itemsTotal: run.itemsTotal ?? null,
    itemsFailed: run.itemsFailed,
    error: run.error?.slice(0, LONGEST_ERROR) ?? null,
    traceId: run.traceId,
  };
}

/** A task as the contract tells it. */
export function viewOfTask(task: TaskStatus, now: Date): TaskStatusView {
  return {
    taskId: task.id,
    summary: task.summary,
    schedule: scheduleInWords(task.schedule),
    state: taskHealth(task, now),
    pausedBy: task.pausedBy ?? null,
    lastRun: task.lastRun === undefined ? null : viewOfRun(task.lastRun),
    lastSuccessAt: timeOf(task.lastSuccessAt),
  };
}

function timeOf(moment: Date | undefined): string | null {
  return moment?.toISOString() ?? null;
}
