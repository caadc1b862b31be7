import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { Account } from './account.js';
import { Freshness } from './freshness.js';
import { ResourceType } from './resource.js';

/** A service or resource control policy that bears on an account or unit, and where it is attached. */
export const Guardrail = z.object({
  policyId: z.string().max(140),
  arn: Arn,
  name: z.string().max(128),
  description: z.string().max(512),
  kind: z.enum(['service-control-policy', 'resource-control-policy']),
  isAwsManaged: z.boolean(),
  document: z.string().max(100_000).describe('JSON text.'),
  attachedTo: z
    .array(
      z.object({ nodeId: z.string().max(140), name: z.string().max(200), kind: z.enum(['root', 'unit', 'account']) }),
    )
    .max(1_000)
    .describe('On the account page: the points above the account that it is attached to, from the root down.'),
});
export type Guardrail = z.infer<typeof Guardrail>;

export const findAccount = defineRequest({
  subject: 'rpc.inventory.v1.find-account',
  summary: 'One account: what is in it by type, the guardrails above it, and how fresh each part of the picture is.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ accountId: AccountId }),
  reply: z.object({
    account: Account.extend({
      aliases: z.array(z.string().max(63)).max(5),
      environment: z.string().max(100).nullable(),
      isSensitive: z.boolean(),
      isSyncEnabled: z.boolean(),
      owner: z.string().max(320).nullable(),
      regions: z.array(z.string().max(40)).max(100),
    }),
    resourceCounts: z.array(z.object({ resourceType: ResourceType, count: z.int().nonnegative() })).max(200),
    collectors: z
      .array(z.object({ collectorId: z.string().max(100), summary: z.string().max(500), freshness: Freshness }))
      .max(200)
      .describe('The parts of the picture: one that fails leaves the others fresh.'),
    guardrails: z.array(Guardrail).max(200),
  }),
  failures: { ACCOUNT_UNKNOWN: 'not_found' },
  http: { method: 'GET', path: '/api/v3/accounts/:accountId' },
});
