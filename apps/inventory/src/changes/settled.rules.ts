import type { Effect } from './touched.rules.js';

/** How reading a resource after a change went. */
export interface ChangeReading {
  readonly effect: Effect;
  /** Whether the resource was there. */
  readonly isThere: boolean;
  /** Somebody else stored something later meanwhile, so that what was read was put aside. */
  readonly wasOvertaken: boolean;
  /** From the call to the beginning of the reading. */
  readonly ageSeconds: number;
  /** How often the message was received, this time included. */
  readonly attempt: number;
}

/**
 * IAM and most others answer with what was before for some seconds after a change, so a reading that soon is shown, but
 * not yet believed to be the last.
 */
const SETTLED_SECONDS = 6;
/** After so many readings the next sweep has to do; below the queues' own limit, after which messages are dead letters. */
const MAX_ATTEMPTS = 6;

/** In how many seconds the resource is to be read again; null when its change is seen. */
export function readAgainIn(reading: ChangeReading): number | null {
  const { attempt, ageSeconds } = reading;
  if (attempt >= MAX_ATTEMPTS) return null;
  if (reading.wasOvertaken) return 1;
  if (contradicts(reading)) return 2 ** Math.min(attempt, 5);
  return ageSeconds < SETTLED_SECONDS ? Math.max(1, Math.ceil(SETTLED_SECONDS - ageSeconds)) : null;
}

/** What was made is not there, or what was taken away still is: seen too early, or another change has followed. */
function contradicts({ effect, isThere }: ChangeReading): boolean {
  switch (effect) {
    case 'made':
      return !isThere;
    case 'taken-away':
      return isThere;
    case 'changed':
      return false;
  }
}
