import type { TaskRun, TaskStatus } from '@gatehouse/contracts';
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

/** `3 of 12 failed`, `12, none failed`; null for a task that does not count. */
export function itemsText({ itemsTotal, itemsFailed }: Pick<TaskRun, 'itemsTotal' | 'itemsFailed'>): string | null {
  if (itemsTotal === null) return itemsFailed > 0 ? `${itemsFailed.toLocaleString('en')} failed` : null;
  const total = itemsTotal.toLocaleString('en');
  return itemsFailed > 0 ? `${itemsFailed.toLocaleString('en')} of ${total} failed` : `${total}, none failed`;
}
