import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { Region, ResourceSummary, ResourceType } from './resource.js';

export const suggestResources = defineRequest({
  subject: 'rpc.inventory.v1.suggest-resources',
  summary: 'The best few matches for what somebody is typing: names that begin with it, then ARNs that contain it.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({
    text: z.string().max(200).describe('What was typed so far; case is ignored.'),
    types: z
      .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(ResourceType).max(20))
      .optional()
      .describe('Any of these; in a URL separated by commas.'),
    accountId: AccountId.optional(),
    region: Region.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  reply: z.object({
    items: z
      .array(
        ResourceSummary.pick({
          arn: true,
          accountId: true,
          accountName: true,
          resourceType: true,
          name: true,
          region: true,
        }),
      )
      .max(100),
  }),
  failures: {},
  http: { method: 'GET', path: '/api/v3/resource-suggestions' },
});
