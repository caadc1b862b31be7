import type { TaskItemState } from '@gatehouse/contracts';
import type { Database } from '@gatehouse/persistence';
import type { ItemReport } from '../define-task.js';

/** An item of a run, as it is recorded. */
export interface RunItem {
  readonly item: string;
  readonly label: string;
  readonly state: TaskItemState;
  readonly attempts: number;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly error: string | undefined;
  readonly report: ItemReport;
  readonly lastSuccessAt: Date | undefined;
  /** Where it stands in the list; the page after it begins there. */
  readonly place: ItemPlace;
}

/** Rank of the state, name, item. */
export type ItemPlace = readonly [rank: number, name: string, item: string];

/** Which items of a run, from where on, how many at most. */
export interface ItemQuestion {
  readonly taskId: string;
  readonly runId: string;
  readonly state?: TaskItemState | undefined;
  readonly search?: string | undefined;
  readonly after?: ItemPlace | undefined;
  readonly limit: number;
}

/** What failed comes first, then what is at work, what waits and what is done. */
const STATES: readonly TaskItemState[] = ['failed', 'running', 'waiting', 'succeeded'];

/** An item that waits for its next try has begun before, and is not at work. */
const RANK = `CASE WHEN one.state = 'failed' THEN 0 WHEN one.state = 'succeeded' THEN 3
  WHEN one.started_at IS NOT NULL AND run.ended_at IS NULL THEN 1 ELSE 2 END`;

const LIST_SQL = `
  SELECT * FROM (
    SELECT one.*, ${RANK} AS rank, left(one.label, 60) COLLATE "C" AS name, good.succeeded_at
    FROM task_run_items one JOIN task_runs run ON run.id = one.run_id
    LEFT JOIN task_item_successes good ON good.task_id = run.task_id AND good.item = one.item
    WHERE one.run_id = $1
      AND ($3::text IS NULL OR strpos(lower(one.label), lower($3)) > 0 OR strpos(lower(one.item), lower($3)) > 0)
  ) AS listed
  WHERE ($2::integer IS NULL OR rank = $2)
    AND ($4::integer IS NULL OR (rank, name, item COLLATE "C") > ($4, $5::text, $6::text))
  ORDER BY rank, name, item COLLATE "C" LIMIT $7`;

const COUNT_SQL = `
  SELECT ${RANK} AS rank, count(*) AS count
  FROM task_run_items one JOIN task_runs run ON run.id = one.run_id WHERE one.run_id = $1 GROUP BY 1`;

/** The items of runs, for people to look at. */
export class ItemList {
  constructor(private readonly database: Database) {}

  async find({ runId, state, search, after, limit }: ItemQuestion): Promise<RunItem[]> {
    const rank = state === undefined ? null : STATES.indexOf(state);
    const [afterRank = null, afterName = null, afterItem = null] = after ?? [];
    const parameters = [runId, rank, search || null, afterRank, afterName, afterItem, limit];
    return (await this.database.query(LIST_SQL, parameters)).map(itemOf);
  }

  /** How many there are in each state. */
  async count(runId: string): Promise<Record<TaskItemState, number>> {
    const counts = { failed: 0, running: 0, waiting: 0, succeeded: 0 };
    for (const row of await this.database.query(COUNT_SQL, [runId])) {
      counts[stateOf(Number(row['rank']))] = Number(row['count']);
    }
    return counts;
  }
}

function stateOf(rank: number): TaskItemState {
  return STATES[rank] ?? 'waiting';
}

function itemOf(row: Record<string, unknown>): RunItem {
  const item = String(row['item']);
  const rank = Number(row['rank']);
  return {
    item,
    label: String(row['label']) || item,
    state: stateOf(rank),
    attempts: Number(row['attempts']),
    startedAt: (row['started_at'] as Date | null) ?? undefined,
    endedAt: (row['ended_at'] as Date | null) ?? undefined,
    error: (row['error'] as string | null) ?? undefined,
    report: (row['report'] as ItemReport | null) ?? {},
    lastSuccessAt: (row['succeeded_at'] as Date | null) ?? undefined,
    place: [rank, String(row['name']), item],
  };
}
