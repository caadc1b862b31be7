import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';

export const listEligibleAccounts = defineRequest({
  subject: 'rpc.credentials.v1.list-eligible-accounts',
  summary: 'The accounts in which the actor may assume a role, sorted by id.',
  permission: 'credentials.read',
  readsOnly: true,
  // It is answered from memory, and somebody waits for what is decided with it.
  timeLimitSeconds: 2,
  request: z.object({
    ...pageRequest,
    limit: z.coerce.number().int().min(1).max(10_000).default(10_000).describe('Accounts on a page, 1 to 10,000.'),
  }),
  reply: pageOf(AccountId),
  failures: { CURSOR_INVALID: 'invalid_argument', INDEX_NOT_READY: 'unavailable' },
});
