import { Controller } from '@nestjs/common';
import { z } from 'zod';
import {
  listTaskRuns,
  listTasks,
  pauseTask,
  readCursor,
  refuse,
  runTask,
  writeCursor,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Clock, Handles } from '@gatehouse/service-host';
import { Tasks, TaskUnknown } from '@gatehouse/tasks';
import { viewOfRun, viewOfTask } from './task-view.js';

const CursorKey = z.tuple([z.uuid()]);

/** The tasks of the inventory, for people: how they are, how they went, run one now, pause. */
@Controller()
export class TasksHandler {
  constructor(
    private readonly tasks: Tasks,
    private readonly clock: Clock,
  ) {}

  @Handles(listTasks)
  async list(): Promise<ReplyOf<typeof listTasks>> {
    const now = this.clock.now();
    return { items: (await this.tasks.list()).map((task) => viewOfTask(task, now)) };
  }

  @Handles(listTaskRuns)
  async runs({ taskId, limit, cursor }: RequestOf<typeof listTaskRuns>): Promise<ReplyOf<typeof listTaskRuns>> {
    const scope = { taskId };
    const after = cursor === undefined ? [] : readCursor(scope, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listTaskRuns, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const [before] = after;
    const page = { limit: limit + 1, ...(before !== undefined && { before }) };
    const runs = await this.tasks.history(taskId, page).catch(refusingUnknown(listTaskRuns));
    const items = runs.slice(0, limit).map(viewOfRun);
    const last = items.at(-1);
    const hasMore = runs.length > limit && last !== undefined;
    return { items, ...(hasMore && { nextCursor: writeCursor(scope, [last.runId]) }) };
  }

  @Handles(runTask)
  async run({ taskId }: RequestOf<typeof runTask>, actor: VerifiedActor): Promise<ReplyOf<typeof runTask>> {
    const runId = await this.tasks.runNow(taskId, {}, requesterOf(actor)).catch(refusingUnknown(runTask));
    return { runId };
  }

  @Handles(pauseTask)
  async pause(
    { taskId, isPaused }: RequestOf<typeof pauseTask>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof pauseTask>> {
    const requester = requesterOf(actor);
    const change = isPaused ? this.tasks.pause(taskId, requester) : this.tasks.resume(taskId, requester);
    await change.catch(refusingUnknown(pauseTask));
    const task = (await this.tasks.list()).find(({ id }) => id === taskId);
    if (task === undefined) throw refuse(pauseTask, 'TASK_UNKNOWN', `There is no task ${taskId}.`);
    return { task: viewOfTask(task, this.clock.now()) };
  }
}

function requesterOf(actor: VerifiedActor) {
  return { id: actor.id, sessionId: actor.sessionId };
}

function refusingUnknown(contract: typeof listTaskRuns | typeof runTask | typeof pauseTask) {
  return (error: unknown): never => {
    if (error instanceof TaskUnknown) throw refuse(contract, 'TASK_UNKNOWN', error.message);
    throw error;
  };
}
