import { fieldIssuesOf, listSignInMethods, signInAsDemoPerson, signOut } from '@gatehouse/contracts';
import type { FastifyInstance } from 'fastify';
import { requestInvalid } from '../api/bind-contracts.js';
import { clientOf } from '../server/client-of.js';
import type { Edge } from '../server/edge.js';
import type { Guard } from '../server/guards.js';
import { endCookie, sessionTokenIn, startCookie } from './session-cookie.rules.js';
import { SessionRequest } from './session-request.js';

/** Signing in and out: the only routes that see a session token, which goes into the cookie and nowhere else. */
export function bindSessionRoutes(server: FastifyInstance, edge: Edge, guard: Guard): void {
  server.get('/api/v3/sign-in-methods', { onRequest: guard }, async () =>
    edge.services.call(listSignInMethods, await edge.identity.actor(), {}),
  );

  server.post('/api/v3/sessions', { onRequest: guard }, async (request, reply) => {
    const asked = SessionRequest.safeParse(request.body ?? {});
    if (!asked.success) throw requestInvalid(fieldIssuesOf(asked.error));
    const started = await edge.services.call(signInAsDemoPerson, await edge.identity.actor(), {
      personId: asked.data.personId,
      client: clientOf(request),
    });
    await endSession(edge, sessionTokenIn(request.headers.cookie)).catch((error: unknown) =>
      edge.log.warn({ error }, 'The session before a new sign-in could not be ended; it runs out by itself.'),
    );
    return reply
      .code(201)
      .header('Set-Cookie', startCookie(started.sessionToken, new Date(started.expiresAt)))
      .send({ person: started.person, sessionId: started.sessionId, expiresAt: started.expiresAt });
  });

  server.delete('/api/v3/sessions/current', { onRequest: guard }, async (request, reply) => {
    await endSession(edge, sessionTokenIn(request.headers.cookie));
    return reply.code(204).header('Set-Cookie', endCookie()).send();
  });
}

async function endSession(edge: Edge, sessionToken: string | undefined): Promise<void> {
  if (sessionToken === undefined) return;
  edge.actorTokens.forget(sessionToken);
  await edge.services.call(signOut, await edge.identity.actor(), { sessionToken });
  // Once more: a request in between may have asked for a token while the session was still alive.
  edge.actorTokens.forget(sessionToken);
}
