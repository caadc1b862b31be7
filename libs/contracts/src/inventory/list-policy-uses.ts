import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { ResourceType } from './resource.js';

/** A role, user or group that a managed policy says something for. */
export const PolicyUse = z.object({
  arn: Arn,
  accountId: AccountId,
  accountName: z.string().max(200),
  resourceType: ResourceType,
  name: z.string().max(128),
  as: z
    .array(z.enum(['attached', 'boundary']))
    .min(1)
    .max(2)
    .describe('Whether it is attached there, or is the permissions boundary, or both.'),
});
export type PolicyUse = z.infer<typeof PolicyUse>;

export const listPolicyUses = defineRequest({
  subject: 'rpc.inventory.v1.list-policy-uses',
  summary: 'Who has a managed policy, of AWS or of a customer: roles, users and groups of all accounts, sorted by ARN.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ ...pageRequest, arn: Arn.describe('Of the managed policy.') }),
  reply: pageOf(PolicyUse).extend({
    isTotalExact: z.boolean().describe('False when there are more than `totalCount`: counting ends at 10,000.'),
    isLimited: z
      .boolean()
      .describe('True when the actor does not see all accounts: whoever has it in another one is left out.'),
  }),
  failures: { RESOURCE_UNKNOWN: 'not_found', NOT_A_POLICY: 'invalid_argument', CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/resources/:arn/uses' },
});
