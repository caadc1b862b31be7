import type { TaskSchedule } from '../define-task.js';

/** The part of a scheduled job that tells its moment. */
export interface ScheduledJob {
  /** Of scheduled jobs: `repeat:<scheduler>:<Unix milliseconds>`. */
  readonly id?: string | undefined;
  readonly timestamp: number;
}

/**
 * Names the tick that a scheduled job stands for: two jobs for the same tick have the same name. Intervals are counted
 * from the epoch, so that a schedule which had to be made again does not run twice in one interval.
 */
export function tickOf(job: ScheduledJob, schedule: TaskSchedule | undefined): string {
  const inId = Number(job.id?.split(':').at(-1));
  const moment = Number.isFinite(inId) && inId > 0 ? inId : job.timestamp;
  if (schedule?.every === undefined) return `at ${moment}`;
  const everyMs = Math.round(schedule.every * 1_000);
  return `every ${everyMs} ms, ${Math.floor(moment / everyMs)}`;
}
