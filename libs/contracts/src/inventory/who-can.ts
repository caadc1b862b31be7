import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';

const Action = z
  .string()
  .max(200)
  .regex(/^[a-zA-Z0-9-]+:[a-zA-Z0-9]+$/, 'Name one action with its service, e.g. s3:GetObject.')
  .describe('`s3:GetObject`');

/** A principal that may do what was asked, perhaps only under conditions. */
export const AccessHolder = z.object({
  principalArn: Arn,
  accountId: AccountId,
  accountName: z.string().max(200),
  verdict: z.enum(['allowed', 'conditional']).describe('`conditional`: only if conditions of the policies hold.'),
  conditionKeys: z.array(z.string().max(200)).max(100),
  explanation: z.string().max(2_000),
});
export type AccessHolder = z.infer<typeof AccessHolder>;

export const whoCan = defineRequest({
  subject: 'rpc.inventory.v1.who-can',
  summary: 'Roles and users of all accounts that can do an action on a resource, with why.',
  permission: 'inventory.read',
  readsOnly: true,
  timeLimitSeconds: 10,
  request: z.object({
    ...pageRequest,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    action: Action,
    resourceArn: z.string().min(1).max(2_048).describe('An ARN, or `*` for an action without a resource.'),
  }),
  reply: pageOf(AccessHolder).extend({
    asOf: z.iso.datetime().nullable().describe('How far the index has followed the inventory; null while it is built.'),
    isPublic: z.boolean().describe('True when the resource lets in everybody, so that no list could be complete.'),
    isLimited: z
      .boolean()
      .default(false)
      .describe('True when the actor does not see all accounts: whoever can from another one is left out.'),
    unknownGrantees: z
      .array(z.string().max(256))
      .max(100)
      .default([])
      .describe(
        'Canonical ids that the access control list gives it to, of accounts not known here: nobody in them is listed.',
      ),
  }),
  failures: { CURSOR_INVALID: 'invalid_argument', INDEX_NOT_READY: 'unavailable' },
  http: { method: 'GET', path: '/api/v3/access/who-can' },
});

/** One service that a principal may use, in short. */
export const AccessGrant = z.object({
  service: z.string().max(64),
  actions: z.array(z.string().max(200)).max(500).describe('As the policies write them, wildcards included.'),
  resources: z.array(z.string().max(2_048)).max(500),
  isConditional: z.boolean(),
  accessLevels: z.array(z.enum(['List', 'Read', 'Write', 'Tagging', 'Permissions management'])).max(5),
});

export const whatCan = defineRequest({
  subject: 'rpc.inventory.v1.what-can',
  summary: 'What a role or user can do, service by service, after boundary and guardrails.',
  permission: 'inventory.read',
  readsOnly: true,
  timeLimitSeconds: 10,
  request: z.object({ principalArn: Arn }),
  reply: z.object({
    principalArn: Arn,
    grants: z.array(AccessGrant).max(1_000),
    limitedBy: z.array(z.string().max(2_048)).max(100).describe('Boundary and guardrails that take away from it.'),
  }),
  failures: { PRINCIPAL_UNKNOWN: 'not_found' },
  http: { method: 'GET', path: '/api/v3/access/what-can' },
});
