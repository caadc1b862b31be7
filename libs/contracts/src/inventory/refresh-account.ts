import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { Freshness } from './freshness.js';

export const refreshAccount = defineRequest({
  subject: 'rpc.inventory.v1.refresh-account',
  summary:
    'Read one account again, now. Answers at once; its freshness tells how it goes. One refresh of an account runs at a time.',
  permission: 'inventory.refresh',
  request: z.object({ accountId: AccountId }),
  reply: z.object({ runId: z.string().max(64), freshness: Freshness }),
  failures: { ACCOUNT_UNKNOWN: 'not_found', ACCOUNT_NOT_ACTIVE: 'failed_precondition' },
  http: { method: 'POST', path: '/api/v3/accounts/:accountId/refresh' },
});
