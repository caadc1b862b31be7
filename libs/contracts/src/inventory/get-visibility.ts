import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';

/** Who sees what of the estate: everybody all of it, people the accounts they have to do with, or as a plugin says. */
export const VisibilityRule = z.enum(['everybody', 'by-account', 'by-plugin']);
export type VisibilityRule = z.infer<typeof VisibilityRule>;

export const getVisibility = defineRequest({
  subject: 'rpc.inventory.v1.get-visibility',
  summary:
    'How much of the estate the actor sees. Whatever is asked of the inventory, the rest is as if it were not there.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({}),
  reply: z.object({
    rule: VisibilityRule,
    seesEverything: z.boolean(),
    accountCount: z
      .int()
      .nonnegative()
      .nullable()
      .describe('Accounts that the actor sees; null when that is everything.'),
    help: z
      .string()
      .max(300)
      .nullable()
      .describe('Whom to ask to see more, as the configuration says; null if it does not.'),
  }),
  failures: {},
  http: { method: 'GET', path: '/api/v3/visibility' },
});
