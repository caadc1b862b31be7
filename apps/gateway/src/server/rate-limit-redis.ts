import type { Secret } from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/telemetry';
import { Redis } from 'ioredis';

/** Counting requests must not hold them up. */
const PATIENCE_MILLISECONDS = 100;

/** A connection that answers at once or not at all. */
export function connectRateLimitRedis(
  url: Secret,
  log: Logger,
  patienceMilliseconds: number = PATIENCE_MILLISECONDS,
): Redis {
  const redis = new Redis(url.reveal(), {
    connectionName: 'gatehouse-gateway',
    enableOfflineQueue: false,
    // Requests that come together are counted in one go.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: patienceMilliseconds,
    retryStrategy: (tries) => Math.min(tries * 200, 5_000),
  });
  let told = false;
  redis.on('ready', () => (told = false));
  redis.on('error', (error: Error) => {
    if (told) return;
    told = true;
    log.warn({ error }, 'Redis cannot be reached: this replica counts requests for itself.');
  });
  return redis;
}
