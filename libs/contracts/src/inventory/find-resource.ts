import { z } from 'zod';
import { Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { Resource } from './resource.js';

export const findResource = defineRequest({
  subject: 'rpc.inventory.v1.find-resource',
  summary: 'Everything known of one resource: settings, policies, tags, last use, freshness. Also of one that is gone.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ arn: Arn }),
  reply: z.object({ resource: Resource }),
  failures: { RESOURCE_UNKNOWN: 'not_found' },
  http: { method: 'GET', path: '/api/v3/resources/:arn' },
});
