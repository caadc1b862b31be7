import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineEvent } from '../core/define-event.js';
import { Tags } from './principal.js';

export const resourceChanged = defineEvent({
  subject: 'evt.inventory.v1.resource-changed',
  summary: 'A principal or resource was seen for the first time, or differs from what was seen before.',
  since: '0.1.0',
  data: z.object({
    arn: Arn,
    accountId: AccountId,
    resourceType: z.string().describe('As AWS Config names it, e.g. `AWS::IAM::Role`.'),
    change: z.enum(['created', 'updated']),
    changed: z
      .array(
        z.enum([
          'settings',
          'tags',
          'trust-policy',
          'resource-policy',
          'policy-document',
          'inline-policies',
          'attached-policies',
          'permissions-boundary',
          'groups',
        ]),
      )
      .describe('What differs; empty when created.'),
    revision: z.int().positive().describe('Of the resource: a smaller one than already seen is old news.'),
    tags: Tags,
    maxSessionSeconds: z.int().nullable().describe('Of a role; null for everything else.'),
    observedAt: z.iso.datetime(),
  }),
  example: {
    arn: 'arn:aws:iam::111122223333:role/payments-reader',
    accountId: '111122223333',
    resourceType: 'AWS::IAM::Role',
    change: 'updated',
    changed: ['tags'],
    revision: 4,
    tags: { 'gatehouse-authorized': 'payments:on-call' },
    maxSessionSeconds: 3600,
    observedAt: '2026-11-22T09:30:00.000Z',
  },
});
