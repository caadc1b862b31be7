import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';

const TaskId = z
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
  itemsTotal: z.int().nonnegative().nullable(),
  itemsFailed: z.int().nonnegative(),
  error: z.string().max(4_000).nullable(),
  traceId: z.string().max(64),
});
export type TaskRun = z.infer<typeof TaskRun>;

/** A scheduled piece of work, and how it is doing. */
export const TaskStatus = z.object({
  taskId: TaskId,
  summary: z.string().max(500),
  schedule: z.string().max(100).describe('`every 300 s`, or a cron expression in UTC.'),
  state: z.enum(['healthy', 'late', 'failing', 'paused', 'running', 'never-run']),
  pausedBy: z.string().max(320).nullable(),
  lastRun: TaskRun.nullable(),
  lastSuccessAt: z.iso.datetime().nullable(),
});
export type TaskStatus = z.infer<typeof TaskStatus>;

export const listTasks = defineRequest({
  subject: 'rpc.inventory.v1.list-tasks',
  summary: 'The scheduled tasks of the inventory, with how the last run of each went.',
  permission: 'tasks.read',
  readsOnly: true,
  request: z.object({}),
  reply: z.object({ items: z.array(TaskStatus).max(100) }),
  failures: {},
  http: { method: 'GET', path: '/api/v3/tasks' },
});

export const listTaskRuns = defineRequest({
  subject: 'rpc.inventory.v1.list-task-runs',
  summary: 'The runs of one task, newest first.',
  permission: 'tasks.read',
  readsOnly: true,
  request: z.object({ ...pageRequest, taskId: TaskId }),
  reply: pageOf(TaskRun),
  failures: { TASK_UNKNOWN: 'not_found', CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/tasks/:taskId/runs' },
});

export const runTask = defineRequest({
  subject: 'rpc.inventory.v1.run-task',
  summary: 'Run a task now, whatever its schedule says.',
  permission: 'tasks.run',
  request: z.object({ taskId: TaskId }),
  reply: z.object({ runId: z.uuid() }),
  failures: { TASK_UNKNOWN: 'not_found' },
  http: { method: 'POST', path: '/api/v3/tasks/:taskId/runs' },
});

export const pauseTask = defineRequest({
  subject: 'rpc.inventory.v1.pause-task',
  summary: 'Stop the schedule of a task, or let it go on. A run under way ends as it would.',
  permission: 'tasks.run',
  request: z.object({ taskId: TaskId, isPaused: z.boolean() }),
  reply: z.object({ task: TaskStatus }),
  failures: { TASK_UNKNOWN: 'not_found' },
  http: { method: 'PUT', path: '/api/v3/tasks/:taskId/pause' },
});
