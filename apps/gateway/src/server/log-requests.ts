import type { Logger } from '@gatehouse/telemetry';
import type { FastifyInstance } from 'fastify';
import { ownerOf } from './api-paths.rules.js';

/** One line for each request to the API. The route's pattern and not the URL, no header, no body: none can hold a secret. */
export function logRequests(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply.raw;
    const isApi = ownerOf(request.url) !== 'portal';
    if (isApi || statusCode >= 500) {
      log.info(
        {
          method: request.method,
          route: isApi ? (request.routeOptions.url ?? 'unknown') : 'portal',
          status: statusCode,
          reason: request.failureReason,
          actorId: request.actor?.id,
          requestId: request.id,
          durationMilliseconds: Math.round(reply.elapsedTime * 100) / 100,
        },
        'Request answered.',
      );
    }
    done();
  });
}
