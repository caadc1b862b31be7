import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineEvent } from '../core/define-event.js';

export const accountRefreshed = defineEvent({
  subject: 'evt.inventory.v1.account-refreshed',
  summary: 'An account was read completely, or the try failed.',
  since: '0.1.0',
  data: z.object({
    accountId: AccountId,
    accountName: z.string(),
    outcome: z.enum(['succeeded', 'failed']),
    principalCount: z.int().nonnegative(),
    changedCount: z.int().nonnegative().describe('Created, updated and deleted together.'),
    durationSeconds: z.number().nonnegative(),
    failureCode: z.string().nullable().describe("AWS's error code when it failed."),
    refreshedAt: z.iso.datetime(),
  }),
  example: {
    accountId: '111122223333',
    accountName: 'payments-production',
    outcome: 'succeeded',
    principalCount: 212,
    changedCount: 3,
    durationSeconds: 1.4,
    failureCode: null,
    refreshedAt: '2026-11-22T09:30:00.000Z',
  },
});
