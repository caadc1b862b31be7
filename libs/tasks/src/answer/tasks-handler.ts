import { Controller, Inject, type Type } from '@nestjs/common';
import { z } from 'zod';
import {
  readCursor,
  refuse,
  TASK_CONTRACTS,
  writeCursor,
  type inventoryTasks,
  type ReplyOf,
  type RequestOf,
  type TaskService,
} from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Clock, Handles } from '@gatehouse/service-host';
import type { TaskRun } from '../runs/task-run.js';
import { Tasks, TaskUnknown } from '../tasks.js';
import { viewOfItem, viewOfRun, viewOfTask } from './task-view.js';

const RunPlace = z.tuple([z.uuid()]);
const ItemPlace = z.tuple([z.int(), z.string(), z.string()]);

type Contracts = typeof inventoryTasks;

/** A controller that answers for the tasks of a service: how they are, how they went, run one now, pause. */
export function tasksHandlerOf(service: TaskService): Type {
  // The contracts of all services differ in their subjects only.
  const contracts = TASK_CONTRACTS[service] as unknown as Contracts;
  const { listTasks, listTaskRuns, listTaskRunItems, runTask, pauseTask } = contracts;

  @Controller()
  class TasksHandler {
    constructor(
      @Inject(Tasks) private readonly tasks: Tasks,
      @Inject(Clock) private readonly clock: Clock,
    ) {}

    @Handles(listTasks)
    async list(): Promise<ReplyOf<Contracts['listTasks']>> {
      const now = this.clock.now();
      return { items: (await this.tasks.list()).map((task) => viewOfTask(task, service, now)), unavailable: [] };
    }

    @Handles(listTaskRuns)
    async runs({
      taskId,
      limit,
      cursor,
    }: RequestOf<Contracts['listTaskRuns']>): Promise<ReplyOf<Contracts['listTaskRuns']>> {
      const scope = { taskId };
      const after = cursor === undefined ? [] : readCursor(scope, RunPlace, cursor);
      if (after === undefined) throw refuse(listTaskRuns, 'CURSOR_INVALID', FOREIGN_CURSOR);
      const [before] = after;
      const page = { limit: limit + 1, ...(before !== undefined && { before }) };
      const runs = await this.tasks.history(taskId, page).catch(refusingUnknown(listTaskRuns));
      const items = runs.slice(0, limit).map(viewOfRun);
      const last = items.at(-1);
      const hasMore = runs.length > limit && last !== undefined;
      return { items, ...(hasMore && { nextCursor: writeCursor(scope, [last.runId]) }) };
    }

    @Handles(listTaskRunItems)
    async items(request: RequestOf<Contracts['listTaskRunItems']>): Promise<ReplyOf<Contracts['listTaskRunItems']>> {
      const { taskId, runId, state, search, limit, cursor } = request;
      const scope = { taskId, runId, state, search };
      const after = cursor === undefined ? null : readCursor(scope, ItemPlace, cursor);
      if (after === undefined) throw refuse(listTaskRunItems, 'CURSOR_INVALID', FOREIGN_CURSOR);
      const run = await this.runOf(taskId, runId);
      const question = { taskId, runId, state, search, after: after ?? undefined, limit: limit + 1 };
      const [found, counts] = await Promise.all([this.tasks.items.find(question), this.tasks.items.count(runId)]);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const hasMore = found.length > limit && last !== undefined;
      return {
        run: viewOfRun(run),
        counts,
        items: shown.map(viewOfItem),
        ...(hasMore && { nextCursor: writeCursor(scope, last.place) }),
      };
    }

    @Handles(runTask)
    async run(
      { taskId }: RequestOf<Contracts['runTask']>,
      actor: VerifiedActor,
    ): Promise<ReplyOf<Contracts['runTask']>> {
      const runId = await this.tasks.runNow(taskId, {}, requesterOf(actor)).catch(refusingUnknown(runTask));
      return { runId };
    }

    @Handles(pauseTask)
    async pause(
      { taskId, isPaused }: RequestOf<Contracts['pauseTask']>,
      actor: VerifiedActor,
    ): Promise<ReplyOf<Contracts['pauseTask']>> {
      const requester = requesterOf(actor);
      const change = isPaused ? this.tasks.pause(taskId, requester) : this.tasks.resume(taskId, requester);
      await change.catch(refusingUnknown(pauseTask));
      const task = (await this.tasks.list()).find(({ id }) => id === taskId);
      if (task === undefined) throw refuse(pauseTask, 'TASK_UNKNOWN', `There is no task ${taskId}.`);
      return { task: viewOfTask(task, service, this.clock.now()) };
    }

    private async runOf(taskId: string, runId: string): Promise<TaskRun> {
      const run = await this.tasks.findRun(taskId, runId).catch(refusingUnknown(listTaskRunItems));
      if (run !== undefined) return run;
      throw refuse(listTaskRunItems, 'RUN_UNKNOWN', `${taskId} has no run ${runId}; runs are kept for 90 days.`);
    }
  }
  return TasksHandler;
}

const FOREIGN_CURSOR = 'This cursor is not of this list. Begin again without one.';

function requesterOf(actor: VerifiedActor) {
  return { id: actor.id, sessionId: actor.sessionId };
}

function refusingUnknown(contract: Contracts[Exclude<keyof Contracts, 'listTasks'>]) {
  return (error: unknown): never => {
    if (error instanceof TaskUnknown) throw refuse(contract, 'TASK_UNKNOWN', error.message);
    throw error;
  };
}
