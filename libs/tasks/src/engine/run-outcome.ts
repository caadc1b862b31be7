import { counter, gauge, histogram, METRICS, redactText } from '@gatehouse/telemetry';
import type { ItemCounts } from '../runs/item-store.js';
import type { EndState, TaskRun } from '../runs/task-run.js';
import { TimeLimitExceeded } from './time-limit.js';

/** How a run ended. */
export interface Outcome {
  readonly state: EndState;
  readonly error: string | undefined;
}

/** The outcome of work that threw. */
export function outcomeOfError(error: unknown): Outcome {
  return { state: error instanceof TimeLimitExceeded ? 'timed-out' : 'failed', error: errorText(error) };
}

/** The outcome of a fanned-out run whose closing job went well. */
export function outcomeOfItems({ total, failed, firstError }: ItemCounts): Outcome {
  if (failed === 0) return { state: 'succeeded', error: undefined };
  const error = `${failed} of ${total} items failed, e.g. ${firstError ?? 'without a reason'}`;
  return { state: failed === total ? 'failed' : 'partly-failed', error };
}

/** What is recorded of an error: its text without anything secret, up to 1,000 characters. */
export function errorText(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return redactText(typeof message === 'string' && message !== '' ? message : String(error)).slice(0, 1_000);
}

/** Counts a run that has ended. */
export function measureRun(run: TaskRun): void {
  counter(METRICS.taskRuns).add(1, { task: run.taskId, outcome: run.state });
  if (!run.startedAt || !run.endedAt) return;
  histogram(METRICS.taskDuration).record((run.endedAt.getTime() - run.startedAt.getTime()) / 1_000, {
    task: run.taskId,
  });
  if (run.state === 'succeeded') measureSuccess(run.taskId, run.endedAt);
}

/** Shows when a task last succeeded; every replica shows it, whichever ran it. */
export function measureSuccess(taskId: string, at: Date): void {
  gauge(METRICS.taskLastSuccess).set(at.getTime() / 1_000, { task: taskId });
}
