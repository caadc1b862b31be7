import { z } from 'zod';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { Account } from './account.js';

export const listAccounts = defineRequest({
  subject: 'rpc.inventory.v1.list-accounts',
  summary: 'The accounts of all organizations, sorted by name, with how fresh the picture of each is.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({
    ...pageRequest,
    search: z
      .string()
      .max(200)
      .optional()
      .describe('Part of a name, of an account id or of an OU path; case is ignored.'),
  }),
  reply: pageOf(Account),
  failures: { CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/accounts' },
});
