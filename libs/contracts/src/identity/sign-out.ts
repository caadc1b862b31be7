import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';

export const signOut = defineRequest({
  subject: 'rpc.identity.v1.sign-out',
  summary: 'End a session. Asking again, or for a session that is over, changes nothing.',
  permission: 'identity.sign-in',
  request: z.object({ sessionToken: z.string().min(1).max(200) }),
  reply: z.object({ ended: z.boolean().describe('False when there was no live session to end.') }),
  failures: {},
});
