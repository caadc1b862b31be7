import type { AwsProblem } from '@gatehouse/aws';

/** Principals of an account that one turn asks for: every account gets its turn, however many others have. */
export const TURN_SIZE = 25;

const MINUTE_MS = 60 * 1_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A principal is asked for once in so long. */
const REPORT_AGE_MS = 24 * HOUR_MS;
/** IAM keeps a report for seven days; one that is nearly that old is asked for anew. */
const JOB_AGE_MS = 6 * 24 * HOUR_MS;

/** Principals whose report was last asked for before this are due. */
export function dueBefore(now: Date): Date {
  return new Date(now.getTime() - REPORT_AGE_MS);
}

/** Whether a report that IAM was asked for can still be fetched. */
export function isFetchable(askedAt: Date, now: Date): boolean {
  return now.getTime() - askedAt.getTime() < JOB_AGE_MS;
}

/** How a turn went. */
export interface TurnOutcome {
  /** Principals that were due. */
  readonly asked: number;
  readonly problem: AwsProblem | null;
}

/** When it is the account's turn again: at once where more is due, after those that wait already. */
export function nextTurnAt({ asked, problem }: TurnOutcome, now: Date): Date {
  if (problem?.kind === 'throttled') return new Date(now.getTime() + 15 * MINUTE_MS);
  if (problem !== null || asked < TURN_SIZE) return new Date(now.getTime() + HOUR_MS);
  return now;
}

/** Until when nobody else takes the turn; after that, whoever took it has died. */
export function turnLostAt(now: Date): Date {
  return new Date(now.getTime() + 10 * MINUTE_MS);
}
