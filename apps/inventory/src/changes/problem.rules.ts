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
