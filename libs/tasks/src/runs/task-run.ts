/**
 * Where a run stands. `partly-failed`: its closing job ran, some of its items failed. `lost`: the process that ran it
 * ended without a word.
 */
export type RunState = 'queued' | 'running' | 'succeeded' | 'partly-failed' | 'failed' | 'timed-out' | 'lost';

/** The states that a run does not leave any more. */
export type EndState = Exclude<RunState, 'queued' | 'running'>;

/** One run of a task, as it is recorded. */
export interface TaskRun {
  readonly id: string;
  readonly taskId: string;
  readonly state: RunState;
  /** Who asked for it; undefined when the schedule did. */
  readonly requestedBy: string | undefined;
  readonly input: Record<string, unknown>;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Of a fanned-out run, once its items are known. */
  readonly itemsTotal: number | undefined;
  readonly itemsFailed: number;
  readonly error: string | undefined;
  /** Empty when nothing was traced. */
  readonly traceId: string;
}

/** A row of `task_runs` as a run. */
export function runOf(row: Record<string, unknown>): TaskRun {
  return {
    id: String(row['id']),
    taskId: String(row['task_id']),
    state: row['state'] as RunState,
    requestedBy: (row['requested_by'] as string | null) ?? undefined,
    input: row['input'] as Record<string, unknown>,
    createdAt: row['created_at'] as Date,
    startedAt: (row['started_at'] as Date | null) ?? undefined,
    endedAt: (row['ended_at'] as Date | null) ?? undefined,
    itemsTotal: (row['items_total'] as number | null) ?? undefined,
    itemsFailed: Number(row['items_failed']),
    error: (row['error'] as string | null) ?? undefined,
    traceId: String(row['trace_id']),
  };
}
