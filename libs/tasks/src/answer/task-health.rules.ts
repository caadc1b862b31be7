import type { TaskStatus as TaskStatusView } from '@gatehouse/contracts';
import type { RunState } from '../runs/task-run.js';
import type { TaskStatus } from '../tasks.js';

/** A task that succeeded last before so many of its intervals is late. */
const LATE_AFTER_INTERVALS = 3;
/** What runs by the calendar is looked at once a day at least. */
const CALENDAR_INTERVAL_SECONDS = 24 * 60 * 60;

/** One word for how a task is doing; the worst that a person has to know first. */
export function taskHealth(
  { lastRun, lastSuccessAt, pausedBy, schedule }: TaskStatus,
  now: Date,
): TaskStatusView['state'] {
  if (pausedBy !== undefined) return 'paused';
  if (lastRun === undefined) return 'never-run';
  if (hasEndedBadly(lastRun.state)) return 'failing';
  const allowed = LATE_AFTER_INTERVALS * (schedule.every ?? CALENDAR_INTERVAL_SECONDS);
  const since = lastSuccessAt ?? lastRun.createdAt;
  if (now.getTime() - since.getTime() > allowed * 1_000) return 'late';
  return lastRun.state === 'succeeded' ? 'healthy' : 'running';
}

function hasEndedBadly(state: RunState): boolean {
  return !['succeeded', 'running', 'queued'].includes(state);
}

/** A schedule in words: `every 300 s`, or its cron expression. */
export function scheduleInWords({ every, cron }: TaskStatus['schedule']): string {
  return every === undefined ? cron : `every ${String(every)} s`;
}
