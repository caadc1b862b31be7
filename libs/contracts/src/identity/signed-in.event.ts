import { z } from 'zod';
import { defineEvent } from '../core/define-event.js';

export const personSignedIn = defineEvent({
  subject: 'evt.identity.v1.signed-in',
  summary: 'A person started a session.',
  since: '0.1.0',
  data: z.object({
    personId: z.string().describe('E-mail address, lower case.'),
    sessionId: z.string(),
    signedInBy: z.string().describe('`demo`, `oidc`, `saml`, …'),
    signedInAt: z.iso.datetime(),
  }),
  example: {
    personId: 'ada@example.com',
    sessionId: '0199f1c2-7a40-7c8e-b3f5-6f0f2c1d9a11',
    signedInBy: 'demo',
    signedInAt: '2026-11-22T09:30:00.000Z',
  },
});
