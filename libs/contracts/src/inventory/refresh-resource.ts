import { z } from 'zod';
import { Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';

export const refreshResource = defineRequest({
  subject: 'rpc.inventory.v1.refresh-resource',
  summary: 'Read one resource again, now, and say what became of it.',
  permission: 'inventory.refresh-resource',
  timeLimitSeconds: 15,
  request: z.object({ arn: Arn }),
  reply: z.object({
    outcome: z.enum(['unchanged', 'created', 'updated', 'deleted']),
    refreshedAt: z.iso.datetime(),
  }),
  failures: {
    RESOURCE_UNKNOWN: 'not_found',
    RESOURCE_TYPE_NOT_COLLECTED: 'failed_precondition',
    AWS_REFUSED: 'failed_precondition',
    AWS_UNAVAILABLE: 'unavailable',
  },
  http: { method: 'POST', path: '/api/v3/resources/:arn/refresh' },
});
