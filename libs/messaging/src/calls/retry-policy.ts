import type { FailureCode } from '@gatehouse/contracts';

const MAX_TRIES_WHEN_UNAVAILABLE = 3;
const MAX_TRIES_WHEN_LATE = 2;
const FIRST_PAUSE_MILLISECONDS = 100;

/** What happened so far to one call. */
export interface Attempt {
  /** Tries made, the failed one included. */
  readonly tries: number;
  readonly code: FailureCode;
  /** Whether asking twice changes nothing. */
  readonly readsOnly: boolean;
  /** Random number of [0, 1), which spreads the callers of a service that comes back. */
  readonly chance: number;
}

/**
 * The one retry policy: `unavailable` is tried three times in all, `deadline_exceeded` twice and only where asking
 * twice changes nothing, everything else once. Gives the pause before the next try in milliseconds.
 */
export function decideRetry(
  attempt: Attempt,
): { readonly again: false } | { readonly again: true; readonly pauseMilliseconds: number } {
  if (attempt.tries >= maxTries(attempt)) return { again: false };
  const ceiling = FIRST_PAUSE_MILLISECONDS * 2 ** (attempt.tries - 1);
  return { again: true, pauseMilliseconds: ceiling / 2 + (ceiling / 2) * attempt.chance };
}

function maxTries({ code, readsOnly }: Attempt): number {
  if (code === 'unavailable') return MAX_TRIES_WHEN_UNAVAILABLE;
  if (code === 'deadline_exceeded' && readsOnly) return MAX_TRIES_WHEN_LATE;
  return 1;
}
