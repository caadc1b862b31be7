import type { AwsProblem } from '@gatehouse/aws';

/** After so many tries the next sweep of the account has to do; it also tells people why. */
const MAX_TRIES = 6;

/** In how many seconds something that AWS did not show is asked for again; null when asking again would not help. */
export function readAgainAfterProblem(kind: AwsProblem['kind'], attempt: number): number | null {
  if (attempt >= MAX_TRIES) return null;
  switch (kind) {
    case 'denied':
    case 'rejected':
      return null;
    case 'throttled':
    case 'unavailable':
    case 'hub-credentials':
      return Math.min(60, 2 ** attempt);
  }
}

/**
 * In how many seconds a message comes again that could not be taken in, because Postgres was away or overloaded. Grows so
 * that a queue which gives a message up after ten receptions still has it after a quarter of an hour.
 */
export function takenAgainIn(attempt: number): number {
  return Math.min(600, 2 ** (Math.max(1, attempt) - 1));
}
