import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { PrincipalSummary } from './principal.js';

export const listPrincipals = defineRequest({
  subject: 'rpc.inventory.v1.list-principals',
  summary: 'IAM roles and users of all accounts, sorted by ARN.',
  permission: 'inventory.read',
  readsOnly: true,
  timeLimitSeconds: 15,
  request: z.object({
    ...pageRequest,
    limit: z.coerce.number().int().min(1).max(1_000).default(50).describe('Rows on a page, 1 to 1,000.'),
    type: z.enum(['role', 'user']).optional(),
    accountId: AccountId.optional(),
    search: z.string().max(200).optional().describe('Part of the ARN; case is ignored.'),
  }),
  reply: pageOf(PrincipalSummary),
  failures: { CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/principals' },
});
