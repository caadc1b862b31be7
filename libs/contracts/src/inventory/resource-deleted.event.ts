import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineEvent } from '../core/define-event.js';

export const resourceDeleted = defineEvent({
  subject: 'evt.inventory.v1.resource-deleted',
  summary: 'A principal or resource that was there is gone.',
  since: '0.1.0',
  data: z.object({
    arn: Arn,
    accountId: AccountId,
    resourceType: z.string().describe('As AWS Config names it, e.g. `AWS::IAM::Role`.'),
    revision: z.int().positive().describe('One more than that of the last change.'),
    observedAt: z.iso.datetime(),
  }),
  example: {
    arn: 'arn:aws:iam::111122223333:role/payments-reader',
    accountId: '111122223333',
    resourceType: 'AWS::IAM::Role',
    revision: 5,
    observedAt: '2026-11-22T09:30:00.000Z',
  },
});
