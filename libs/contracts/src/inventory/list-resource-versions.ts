import { z } from 'zod';
import { Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { ResourceDocument } from './resource.js';
import { Tags } from './principal.js';

/** One state that a resource was in, and what brought it there. */
export const ResourceVersion = z.object({
  revision: z.int().positive(),
  change: z.enum(['created', 'updated', 'deleted']),
  changed: z.array(z.string().max(40)).max(20).describe('Which parts differ from the version before.'),
  seenAt: z.iso.datetime().describe('When Gatehouse saw it.'),
  changedAt: z.iso.datetime().nullable().describe('When it happened, where CloudTrail tells.'),
  changedBy: z.string().max(2_048).nullable().describe('ARN of who did it, where CloudTrail tells.'),
  tags: Tags,
  settings: z.record(z.string().max(200), z.unknown()),
  documents: z.array(ResourceDocument).max(1_000),
  omitted: z
    .array(z.string().max(200))
    .max(10)
    .optional()
    .describe('What is too large for a reply and left out, in words; absent when nothing is.'),
});
export type ResourceVersion = z.infer<typeof ResourceVersion>;

export const listResourceVersions = defineRequest({
  subject: 'rpc.inventory.v1.list-resource-versions',
  summary: 'How a resource came to be what it is: every version seen, newest first, each complete.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({
    ...pageRequest,
    limit: z.coerce.number().int().min(1).max(50).default(10).describe('Versions on a page, 1 to 50.'),
    arn: Arn,
  }),
  reply: pageOf(ResourceVersion),
  failures: { RESOURCE_UNKNOWN: 'not_found', CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/resources/:arn/versions' },
});
