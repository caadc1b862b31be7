import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { Region, ResourceSummary, ResourceType } from './resource.js';

/** What a list of resources can be narrowed by; every filter that is given must hold. */
export const ResourceFilter = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .describe('Words that must all occur in the ARN, the account, the tags or the owner; case is ignored.'),
  accountId: AccountId.optional(),
  ouPath: z.string().max(1_000).optional().describe('An OU and all below it, e.g. `Root/Workloads`.'),
  region: Region.optional(),
  types: z
    .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(ResourceType).max(20))
    .optional()
    .describe('Any of these; in a URL separated by commas.'),
  tagKey: z.string().max(128).optional(),
  tagValue: z.string().max(256).optional().describe('Together with `tagKey`.'),
  owner: z.string().max(256).optional(),
  withDenials: z.stringbool().or(z.boolean()).optional().describe('True: only what was denied within the last week.'),
  unusedForDays: z.coerce.number().int().min(1).max(3_650).optional().describe('Principals not used for so long.'),
  isPublic: z.stringbool().or(z.boolean()).optional(),
});
export type ResourceFilter = z.infer<typeof ResourceFilter>;

export const searchResources = defineRequest({
  subject: 'rpc.inventory.v1.search-resources',
  summary: 'Everything that exists in all accounts, by words and filters, sorted, page by page.',
  permission: 'inventory.read',
  readsOnly: true,
  request: ResourceFilter.extend({
    ...pageRequest,
    // It holds the ARN that the page ended with.
    cursor: z.string().max(4_000).optional().describe('`nextCursor` of the page before; leave out for the first page.'),
    sort: z
      .enum(['arn', 'name', 'changed'])
      .default('arn')
      .describe('`changed` has the latest change first; the others are alphabetical.'),
  }),
  reply: pageOf(ResourceSummary).extend({
    isTotalExact: z
      .boolean()
      .describe(
        'False when there may be more than `totalCount`: counting ends at 10,000, and earlier where it is slow.',
      ),
  }),
  failures: { CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/resources' },
});
