import type {
  TaskItemPart,
  TaskRun as TaskRunView,
  TaskRunItem as TaskRunItemView,
  TaskService,
  TaskStatus as TaskStatusView,
} from '@gatehouse/contracts';
import type { ItemPart } from '../define-task.js';
import type { RunItem } from '../runs/item-list.js';
import type { TaskRun } from '../runs/task-run.js';
import type { TaskStatus } from '../tasks.js';
import { scheduleInWords, taskHealth } from './task-health.rules.js';

const LONGEST_ERROR = 4_000;
const LONGEST_ITEM_ERROR = 1_000;
const LONGEST_NOTE = 300;
const LONGEST_PART_NAME = 80;

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
export function viewOfTask(task: TaskStatus, service: TaskService, now: Date): TaskStatusView {
  return {
    taskId: task.id,
    service,
    summary: task.summary,
    schedule: scheduleInWords(task.schedule),
    state: taskHealth(task, now),
    pausedBy: task.pausedBy ?? null,
    lastRun: task.lastRun === undefined ? null : viewOfRun(task.lastRun),
    lastSuccessAt: timeOf(task.lastSuccessAt),
  };
}

/** An item of a run as the contract tells it. */
export function viewOfItem({ item, label, state, attempts, startedAt, endedAt, ...rest }: RunItem): TaskRunItemView {
  return {
    item,
    label,
    state,
    attempts,
    startedAt: timeOf(startedAt),
    endedAt: timeOf(endedAt),
    error: rest.error?.slice(0, LONGEST_ITEM_ERROR) ?? null,
    rows: rest.report.rows ?? null,
    note: rest.report.note?.slice(0, LONGEST_NOTE) ?? null,
    parts: (rest.report.parts ?? []).map(viewOfPart),
    lastSuccessAt: timeOf(rest.lastSuccessAt),
  };
}

/** Parts are kept as JSON, so their times are text. */
function viewOfPart({ name, error, rows, durationSeconds, lastSuccessAt }: ItemPart): TaskItemPart {
  return {
    name: name.slice(0, LONGEST_PART_NAME),
    state: error === undefined ? 'succeeded' : 'failed',
    error: error?.slice(0, LONGEST_ITEM_ERROR) ?? null,
    rows: rows ?? null,
    durationSeconds: durationSeconds ?? null,
    lastSuccessAt: lastSuccessAt === undefined ? null : new Date(lastSuccessAt).toISOString(),
  };
}

function timeOf(moment: Date | undefined): string | null {
  return moment?.toISOString() ?? null;
}
