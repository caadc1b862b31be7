import type { VerifiedActor } from '@gatehouse/messaging';
import type { FastifyInstance } from 'fastify';

/** What the edge learns about a request on its way. */
declare module 'fastify' {
  interface FastifyInstance {
    /** True from the order to stop: answers ask for their connection to be closed. */
    draining: boolean;
  }
  interface FastifyRequest {
    /** Set by the session guard; null on routes that need no session. */
    actor: VerifiedActor | null;
    /** What the request is counted under: `person:<id>` or `address:<ip>`. */
    limitKey: string;
    /** The role as a client of ConsoleMe named it. */
    requestedRole: string | undefined;
    /** Why the request failed, for the log. */
    failureReason: string | undefined;
  }
}

/** Gives every request these fields from the start, so that all requests have one shape. */
export function decorateRequests(server: FastifyInstance): void {
  server.decorate('draining', false);
  server.decorateRequest('actor', null);
  server.decorateRequest('limitKey', '');
  server.decorateRequest('requestedRole', undefined);
  server.decorateRequest('failureReason', undefined);
}
