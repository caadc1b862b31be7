import { z } from 'zod';

/** The services that have tasks; each answers for its own. */
export const TASK_SERVICES = ['inventory', 'identity', 'credentials'] as const;
export type TaskService = (typeof TASK_SERVICES)[number];

export const TaskId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*$/, 'A task id has lower-case words with hyphens, e.g. refresh-accounts.');

/** One run of a task, as it is recorded. */
export const TaskRun = z.object({
  runId: z.uuid(),
  taskId: TaskId,
  state: z.enum(['queued', 'running', 'succeeded', 'partly-failed', 'failed', 'timed-out', 'lost']),
  requestedBy: z.string().max(320).nullable().describe('Null when the schedule asked for it.'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  itemsTotal: z.int().nonnegative().nullable().describe('Null when the run has no items, or none that are known yet.'),
  itemsFailed: z.int().nonnegative(),
  error: z.string().max(4_000).nullable(),
  traceId: z.string().max(64),
});
export type TaskRun = z.infer<typeof TaskRun>;

/** A scheduled piece of work, and how it is doing. */
export const TaskStatus = z.object({
  taskId: TaskId,
  service: z.string().max(40).describe('The service whose task it is; ask for its runs there.'),
  summary: z.string().max(500),
  schedule: z.string().max(100).describe('`every 300 s`, or a cron expression in UTC.'),
  state: z.enum(['healthy', 'late', 'failing', 'paused', 'running', 'never-run']),
  pausedBy: z.string().max(320).nullable(),
  lastRun: TaskRun.nullable(),
  lastSuccessAt: z.iso.datetime().nullable(),
});
export type TaskStatus = z.infer<typeof TaskStatus>;

export const TaskItemState = z.enum(['waiting', 'running', 'succeeded', 'failed']);
export type TaskItemState = z.infer<typeof TaskItemState>;

/** A part of an item that can fail by itself, e.g. what one collector brings of an account. */
export const TaskItemPart = z.object({
  name: z.string().max(80),
  state: z.enum(['succeeded', 'failed']),
  error: z.string().max(1_000).nullable(),
  rows: z.int().nonnegative().nullable().describe('What it brought, where that can be counted.'),
  durationSeconds: z.number().nonnegative().nullable(),
  lastSuccessAt: z.iso.datetime().nullable().describe('Told of parts that failed: as old is what is known of them.'),
});
export type TaskItemPart = z.infer<typeof TaskItemPart>;

/** One item of a run that does its work item by item, e.g. one account. */
export const TaskRunItem = z.object({
  item: z.string().max(300).describe('E.g. an account id.'),
  label: z.string().max(300).describe('What people call it; the item itself when it has no other name.'),
  state: TaskItemState,
  attempts: z.int().nonnegative().describe('Tries so far.'),
  startedAt: z.iso.datetime().nullable().describe('Of the latest try.'),
  endedAt: z.iso.datetime().nullable(),
  error: z.string().max(1_000).nullable().describe('Of the latest try that failed.'),
  rows: z.int().nonnegative().nullable().describe('What it brought, where that can be counted.'),
  note: z.string().max(300).nullable().describe('What else there is to say, e.g. why nothing was to be done.'),
  parts: z.array(TaskItemPart).max(50),
  lastSuccessAt: z.iso.datetime().nullable().describe('When this item last succeeded, in whichever run.'),
});
export type TaskRunItem = z.infer<typeof TaskRunItem>;

/** How many items of a run are in each state. */
export const TaskItemCounts = z.object({
  waiting: z.int().nonnegative(),
  running: z.int().nonnegative(),
  succeeded: z.int().nonnegative(),
  failed: z.int().nonnegative(),
});
export type TaskItemCounts = z.infer<typeof TaskItemCounts>;
