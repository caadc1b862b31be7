import { z } from 'zod';
import { Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { Principal } from './principal.js';

export const findPrincipal = defineRequest({
  subject: 'rpc.inventory.v1.find-principal',
  summary:
    'Everything known of one IAM role or user: trust policy, permission policies, boundary, tags, last use, freshness.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ arn: Arn }),
  reply: z.object({ principal: Principal }),
  failures: { PRINCIPAL_UNKNOWN: 'not_found' },
  http: { method: 'GET', path: '/api/v3/principals/:arn' },
});
