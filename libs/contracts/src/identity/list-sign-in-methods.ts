import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';

export const listSignInMethods = defineRequest({
  subject: 'rpc.identity.v1.list-sign-in-methods',
  summary: 'The ways in which a person can sign in here, as the sign-in screen offers them.',
  permission: 'identity.sign-in',
  readsOnly: true,
  request: z.object({}),
  reply: z.object({
    demoPeople: z
      .array(
        z.object({
          personId: z.string().max(320),
          displayName: z.string().max(200),
          role: z.string().max(100).describe('What they stand for: Engineer, Resource owner, …'),
          description: z.string().max(500),
        }),
      )
      .max(20)
      .describe('Empty unless the embedded organization is in use.'),
  }),
  failures: {},
});
