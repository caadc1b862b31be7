import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';
import { Person } from './person.js';

export const signInAsDemoPerson = defineRequest({
  subject: 'rpc.identity.v1.sign-in-as-demo-person',
  summary: 'Start a session as one of the demo people. Exists only with the embedded organization.',
  permission: 'identity.sign-in',
  request: z.object({
    personId: z.string().min(1).max(320),
    client: z
      .object({
        ipAddress: z.string().max(64).describe('Address the browser came from, for the audit trail.'),
        userAgent: z.string().max(500),
      })
      .describe('Who asks, as the gateway saw it.'),
  }),
  reply: z.object({
    sessionToken: z.string().max(200).describe('Secret: goes into the session cookie and nowhere else.'),
    sessionId: z.string().max(64),
    expiresAt: z.iso.datetime(),
    person: Person,
  }),
  failures: {
    DEMO_SIGN_IN_OFF: 'failed_precondition',
    PERSON_UNKNOWN: 'not_found',
  },
});
