import rateLimit from '@fastify/rate-limit';
import { platformFailure } from '@gatehouse/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Redis } from 'ioredis';
import { networkOf } from './network-of.rules.js';
import { SharedCounts } from './shared-counts.js';

/** How many requests are let through in a minute. */
export interface RequestLimitSettings {
  readonly perPerson: number;
  readonly perAddress: number;
  /** Counts for all replicas together; without it each replica counts for itself. */
  readonly redis: Redis | undefined;
}

const WINDOW_MILLISECONDS = 60_000;

/** Lets a request through or throws `TOO_MANY_REQUESTS`. `personId` is absent before the session is known. */
export type RequestLimit = (
  request: FastifyRequest,
  reply: FastifyReply,
  personId: string | undefined,
) => Promise<void>;

/** Sets up the one limit of the edge: people are counted by who they are, everybody else by where they come from. */
export async function requestLimitOf(server: FastifyInstance, settings: RequestLimitSettings): Promise<RequestLimit> {
  const counts = new SharedCounts(settings.redis);
  await server.register(rateLimit, { global: false, store: counts.storeClass() });
  const check = server.createRateLimit({
    timeWindow: WINDOW_MILLISECONDS,
    keyGenerator: (request) => request.limitKey,
    max: (_request, key) => (key.startsWith('person:') ? settings.perPerson : settings.perAddress),
  });
  return async (request, reply, personId) => {
    request.limitKey = personId === undefined ? `address:${networkOf(request.ip)}` : `person:${personId}`;
    const count = await check(request);
    if (count.isAllowed || !count.isExceeded) return;
    reply.header('Retry-After', String(count.ttlInSeconds));
    throw platformFailure(
      'TOO_MANY_REQUESTS',
      `More than ${count.max} requests in a minute. Try again in ${count.ttlInSeconds} s.`,
      { details: { retryAfterSeconds: count.ttlInSeconds, limitPerMinute: count.max } },
    );
  };
}
