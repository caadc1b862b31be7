import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { EligibleRole } from './eligible-role.js';

export const listEligibleRoles = defineRequest({
  subject: 'rpc.credentials.v1.list-eligible-roles',
  summary: 'The roles the actor may assume, sorted by account name and role name.',
  permission: 'credentials.read',
  readsOnly: true,
  request: z.object({
    ...pageRequest,
    limit: z.coerce.number().int().min(1).max(5_000).default(50).describe('Rows on a page, 1 to 5,000.'),
    search: z.string().max(200).optional().describe('Part of the ARN or of the account name; case is ignored.'),
    accountId: AccountId.optional(),
    includeCliOnly: z
      .stringbool()
      .or(z.boolean())
      .default(true)
      .describe('Also roles offered for credentials only, not for the console.'),
  }),
  reply: pageOf(EligibleRole),
  failures: { CURSOR_INVALID: 'invalid_argument', INDEX_NOT_READY: 'unavailable' },
  http: { method: 'GET', path: '/api/v3/roles' },
});
