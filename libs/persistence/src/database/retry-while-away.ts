import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionError } from './connection-errors.js';

const PAUSES_MS = [10, 50, 250];

/**
 * Tries again when the connection was lost, up to three times: after a restart of Postgres the pool may hold several
 * dead connections. Only for work that has certainly not happened when it fails so.
 */
export async function retryWhileAway<T>(
  work: () => Promise<T>,
  mayRetry: (error: unknown) => boolean = isConnectionError,
): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!mayRetry(error)) throw error;
      await delay(pause);
    }
  }
  return work();
}
