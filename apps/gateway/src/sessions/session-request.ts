import { z } from 'zod';

/** How a session is asked for. */
export const SessionRequest = z.strictObject({
  method: z
    .literal('demo', { error: 'Only "demo" is offered here; see GET /api/v3/sign-in-methods.' })
    .describe('How to sign in.'),
  personId: z
    .string({ error: 'The id of one of the people that GET /api/v3/sign-in-methods lists.' })
    .min(1)
    .max(320)
    .describe('One of the demo people.'),
});
