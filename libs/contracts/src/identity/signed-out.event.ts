import { z } from 'zod';
import { defineEvent } from '../core/define-event.js';

export const personSignedOut = defineEvent({
  subject: 'evt.identity.v1.signed-out',
  summary: 'A person ended their session.',
  since: '0.1.0',
  data: z.object({
    personId: z.string().describe('E-mail address, lower case.'),
    sessionId: z.string(),
    signedOutAt: z.iso.datetime(),
  }),
  example: {
    personId: 'ada@example.com',
    sessionId: '0199f1c2-7a40-7c8e-b3f5-6f0f2c1d9a11',
    signedOutAt: '2026-11-22T17:30:00.000Z',
  },
});
