import type { TaskItemPart, TaskItemState, TaskRun, TaskRunItem, TaskStatus } from '@gatehouse/contracts';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

type Look = readonly [type: StatusIndicatorProps.Type, word: string, meaning: string];

/** What each health is called and means; the worst first, as the counts are shown. */
export const TASK_STATES: Readonly<Record<TaskStatus['state'], Look>> = {
  failing: ['error', 'Failing', 'the last run failed, in whole or in part'],
  late: ['warning', 'Late', 'it has not succeeded for longer than its schedule allows'],
  running: ['in-progress', 'Running', 'it is queued or at work'],
  paused: ['stopped', 'Paused', 'its schedule rests until somebody resumes it'],
  'never-run': ['pending', 'Never run', 'it waits for its first turn'],
  healthy: ['success', 'Healthy', 'the last run succeeded in time'],
};

export const RUN_STATES: Readonly<Record<TaskRun['state'], readonly [StatusIndicatorProps.Type, string]>> = {
  queued: ['pending', 'Queued'],
  running: ['in-progress', 'Running'],
  succeeded: ['success', 'Succeeded'],
  'partly-failed': ['warning', 'Partly failed'],
  failed: ['error', 'Failed'],
  'timed-out': ['error', 'Took too long'],
  lost: ['error', 'Lost: its process ended'],
};

/** What is going on is shown sooner than what is done. */
export const LIVE_MILLISECONDS = 1_500;
export const CALM_MILLISECONDS = 15_000;

export function isUnderWay(run: Pick<TaskRun, 'state'> | null): boolean {
  return run?.state === 'queued' || run?.state === 'running';
}

/** How many tasks are in each state; states without one are there with zero. */
export function countStates(tasks: readonly Pick<TaskStatus, 'state'>[]): Record<TaskStatus['state'], number> {
  const counts = { failing: 0, late: 0, running: 0, paused: 0, 'never-run': 0, healthy: 0 };
  for (const { state } of tasks) counts[state] += 1;
  return counts;
}

/** The worst first, then by name. */
export function byNeed(one: TaskStatus, other: TaskStatus): number {
  const order = Object.keys(TASK_STATES);
  return order.indexOf(one.state) - order.indexOf(other.state) || one.taskId.localeCompare(other.taskId);
}

/** Tells a task from all others: services name theirs without asking each other. */
export function taskKey({ service, taskId }: Pick<TaskStatus, 'service' | 'taskId'>): string {
  return `${service}/${taskId}`;
}

/** Where a task is shown. */
export function taskHref({ service, taskId }: Pick<TaskStatus, 'service' | 'taskId'>): string {
  return service === HOME_SERVICE ? `/tasks/${taskId}` : `/tasks/${taskId}?service=${encodeURIComponent(service)}`;
}

/** The service whose tasks are meant when none is named. */
export const HOME_SERVICE = 'inventory';

export const ITEM_STATES: Readonly<Record<TaskItemState, readonly [StatusIndicatorProps.Type, string]>> = {
  failed: ['error', 'Failed'],
  running: ['in-progress', 'At work'],
  waiting: ['pending', 'Waiting'],
  succeeded: ['success', 'Succeeded'],
};

/** What the items of a task are, one and many: accounts are what people look for. */
export function itemNoun(taskId: string): readonly [one: string, many: string] {
  if (taskId === 'refresh-accounts') return ['Account', 'Accounts'];
  return taskId === 'read-error-sources' ? ['Source', 'Sources'] : ['Item', 'Items'];
}

/** `9 parts`, `1 of 9 parts failed`; null without parts. */
export function partsText(parts: readonly Pick<TaskItemPart, 'state'>[]): string | null {
  if (parts.length === 0) return null;
  const failed = parts.filter(({ state }) => state === 'failed').length;
  const total = parts.length === 1 ? '1 part' : `${parts.length} parts`;
  return failed === 0 ? total : `${failed} of ${total} failed`;
}

/** How long the latest try of an item took, or takes so far; null when it is not known. */
export function itemMilliseconds(
  { startedAt, endedAt, state }: Pick<TaskRunItem, 'startedAt' | 'endedAt' | 'state'>,
  now: Date,
): number | null {
  if (startedAt === null || (endedAt === null && state !== 'running')) return null;
  return (endedAt === null ? now.getTime() : Date.parse(endedAt)) - Date.parse(startedAt);
}

/** `refresh-accounts` as a name for people: `Refresh accounts`. */
export function taskName(taskId: string): string {
  const words = taskId.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How long a run took, or has taken so far, in milliseconds; null before it began. */
export function runMilliseconds({ startedAt, endedAt }: TaskRun, now: Date): number | null {
  if (startedAt === null) return null;
  return (endedAt === null ? now.getTime() : Date.parse(endedAt)) - Date.parse(startedAt);
}

/** `3 of 12 accounts failed`, `12 accounts, none failed`; null for a task that does not count. */
export function itemsText(run: Pick<TaskRun, 'taskId' | 'itemsTotal' | 'itemsFailed'>): string | null {
  const { taskId, itemsTotal, itemsFailed } = run;
  if (itemsTotal === null) return itemsFailed > 0 ? `${itemsFailed.toLocaleString('en')} failed` : null;
  if (itemsTotal === 0) return 'nothing to do';
  const total = `${itemsTotal.toLocaleString('en')} ${itemNoun(taskId)[itemsTotal === 1 ? 0 : 1].toLowerCase()}`;
  return itemsFailed > 0 ? `${itemsFailed.toLocaleString('en')} of ${total} failed` : `${total}, none failed`;
}

/** Who asked for a run: a person, a service that needed it, or nobody but the schedule. */
export function askedBy({ requestedBy }: Pick<TaskRun, 'requestedBy'>): string {
  if (requestedBy === null) return 'The schedule';
  return requestedBy.startsWith('service:') ? `The ${requestedBy.slice('service:'.length)} service` : requestedBy;
}
