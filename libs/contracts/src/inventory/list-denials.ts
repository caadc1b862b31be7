import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { Denial } from './denial.js';

export const listDenials = defineRequest({
  subject: 'rpc.inventory.v1.list-denials',
  summary: 'Calls that AWS refused, latest first: by principal, resource or account, or all of them.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({
    ...pageRequest,
    principalArn: Arn.optional(),
    resourceArn: Arn.optional(),
    accountId: AccountId.optional(),
  }),
  reply: pageOf(Denial),
  failures: { CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/denials' },
});

export const explainDenial = defineRequest({
  subject: 'rpc.inventory.v1.explain-denial',
  summary: 'Which layer of policies refuses such a call today, and the least that would allow it.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ denialId: z.string().max(64) }),
  reply: z.object({
    denial: Denial,
    wouldBeAllowedNow: z.boolean(),
    layer: z
      .enum([
        'identity',
        'permissions-boundary',
        'session-policy',
        'resource-policy',
        'service-control-policy',
        'resource-control-policy',
        'trust-policy',
        'unknown',
      ])
      .describe('The layer that refuses; `unknown` when the picture lacks what is needed to tell.'),
    explanation: z.string().max(4_000),
    suggestedStatement: z
      .string()
      .max(20_000)
      .nullable()
      .describe('JSON of one statement; null when no request could help.'),
  }),
  failures: { DENIAL_UNKNOWN: 'not_found' },
  http: { method: 'GET', path: '/api/v3/denials/:denialId/explanation' },
});
