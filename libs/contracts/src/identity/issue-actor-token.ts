import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';
import { Person } from './person.js';

export const issueActorToken = defineRequest({
  subject: 'rpc.identity.v1.issue-actor-token',
  summary:
    'Exchange a session for an actor token of at most five minutes, with which the gateway asks on behalf of the person.',
  permission: 'identity.sign-in',
  request: z.object({ sessionToken: z.string().min(1).max(200) }),
  reply: z.object({
    actorToken: z.string().max(200_000).describe('Secret: signed by identity; carries the actor.'),
    expiresAt: z.iso.datetime().describe('Of the token.'),
    sessionId: z.string().max(64),
    sessionExpiresAt: z.iso.datetime(),
    person: Person,
  }),
  failures: {
    SESSION_INVALID: 'unauthenticated',
    SESSION_EXPIRED: 'unauthenticated',
  },
});
