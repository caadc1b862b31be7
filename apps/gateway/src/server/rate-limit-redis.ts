import type { Secret } from '@gatehouse/contracts';
import type { Logger } from '@gatehouse/telemetry';
import { Redis } from 'ioredis';

/** A connection that answers at once or not at all: counting requests must never hold one up. */
export function connectRateLimitRedis(url: Secret, log: Logger): Redis {
  const redis = new Redis(url.reveal(), {
    connectionName: 'gatehouse-gateway',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 100,
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
