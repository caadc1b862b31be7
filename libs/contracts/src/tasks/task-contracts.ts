import { z } from 'zod';
import { defineRequest, type HttpBinding } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { TASK_SERVICES, TaskId, TaskItemCounts, TaskItemState, TaskRun, TaskRunItem, TaskStatus } from './task.js';
import type { TaskService } from './task.js';

/** Those of one service are the public API of all: the gateway asks the service that the request names. */
const PUBLIC_FACE: TaskService = 'inventory';

const service = z.enum(TASK_SERVICES).default(PUBLIC_FACE).describe('The service whose task it is.');

/** What every service with tasks answers: the same requests, each for its own tasks. */
export function taskContractsOf<const Service extends TaskService>(owner: Service) {
  const over = (method: HttpBinding['method'], path: HttpBinding['path']) =>
    owner === PUBLIC_FACE ? { http: { method, path } } : {};
  return {
    listTasks: defineRequest({
      subject: `rpc.${owner}.v1.list-tasks`,
      summary: 'Scheduled tasks, with how the last run of each went.',
      permission: 'tasks.read',
      readsOnly: true,
      request: z.object({
        service: z.enum(TASK_SERVICES).optional().describe('The tasks of this service alone; without it, of all.'),
      }),
      reply: z.object({
        items: z.array(TaskStatus).max(100),
        unavailable: z
          .array(z.string().max(40))
          .max(20)
          .default([])
          .describe('Services that did not answer: their tasks are missing here.'),
      }),
      failures: {},
      ...over('GET', '/api/v3/tasks'),
    }),

    listTaskRuns: defineRequest({
      subject: `rpc.${owner}.v1.list-task-runs`,
      summary: 'The runs of one task, newest first.',
      permission: 'tasks.read',
      readsOnly: true,
      request: z.object({ ...pageRequest, taskId: TaskId, service }),
      reply: pageOf(TaskRun),
      failures: { TASK_UNKNOWN: 'not_found', CURSOR_INVALID: 'invalid_argument' },
      ...over('GET', '/api/v3/tasks/:taskId/runs'),
    }),

    listTaskRunItems: defineRequest({
      subject: `rpc.${owner}.v1.list-task-run-items`,
      summary: 'The items of one run, e.g. its accounts: what failed first, then what is at work, waits and succeeded.',
      permission: 'tasks.read',
      readsOnly: true,
      request: z.object({
        ...pageRequest,
        taskId: TaskId,
        runId: z.uuid(),
        service,
        state: TaskItemState.optional().describe('Items in this state only.'),
        search: z.string().max(100).optional().describe('Items whose name or id contains this.'),
      }),
      reply: pageOf(TaskRunItem).extend({
        run: TaskRun,
        counts: TaskItemCounts.describe('Of all items of the run that are still on record, whatever was asked for.'),
      }),
      failures: { TASK_UNKNOWN: 'not_found', RUN_UNKNOWN: 'not_found', CURSOR_INVALID: 'invalid_argument' },
      ...over('GET', '/api/v3/tasks/:taskId/runs/:runId/items'),
    }),

    runTask: defineRequest({
      subject: `rpc.${owner}.v1.run-task`,
      summary: 'Run a task now, whatever its schedule says.',
      permission: 'tasks.run',
      request: z.object({ taskId: TaskId, service }),
      reply: z.object({ runId: z.uuid() }),
      failures: { TASK_UNKNOWN: 'not_found' },
      ...over('POST', '/api/v3/tasks/:taskId/runs'),
    }),

    pauseTask: defineRequest({
      subject: `rpc.${owner}.v1.pause-task`,
      summary: 'Stop the schedule of a task, or let it go on. A run under way ends as it would.',
      permission: 'tasks.run',
      request: z.object({ taskId: TaskId, service, isPaused: z.boolean() }),
      reply: z.object({ task: TaskStatus }),
      failures: { TASK_UNKNOWN: 'not_found' },
      ...over('PUT', '/api/v3/tasks/:taskId/pause'),
    }),
  };
}

/** The requests about tasks, by the service that answers them. */
export const TASK_CONTRACTS = {
  inventory: taskContractsOf('inventory'),
  identity: taskContractsOf('identity'),
  credentials: taskContractsOf('credentials'),
} as const;

export const inventoryTasks = TASK_CONTRACTS.inventory;
export const identityTasks = TASK_CONTRACTS.identity;
export const credentialsTasks = TASK_CONTRACTS.credentials;

/** As the public API offers them, whichever service answers. */
export const { listTasks, listTaskRuns, listTaskRunItems, runTask, pauseTask } = TASK_CONTRACTS[PUBLIC_FACE];
