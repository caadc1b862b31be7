import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { pageOf, pageRequest } from '../core/paging.js';
import { Guardrail } from './find-account.js';

/** The root, a unit or an account of an organization. */
export const OrganizationNode = z.object({
  nodeId: z.string().max(140).describe('`r-…`, `ou-…` or an account id.'),
  organizationId: z.string().max(40),
  parentId: z.string().max(140).nullable(),
  kind: z.enum(['root', 'unit', 'account']),
  name: z.string().max(200),
  arn: Arn,
  accountId: AccountId.nullable(),
  accountCount: z.int().nonnegative().describe('Accounts below it, at any depth; 1 for an account.'),
  guardrailIds: z.array(z.string().max(140)).max(50).describe('Policies attached right here.'),
});
export type OrganizationNode = z.infer<typeof OrganizationNode>;

export const listOrganizationNodes = defineRequest({
  subject: 'rpc.inventory.v1.list-organization-nodes',
  summary: 'The children of a point in the tree of an organization; without a parent, the roots of all organizations.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ ...pageRequest, parentId: z.string().max(140).optional() }),
  reply: pageOf(OrganizationNode),
  failures: { CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/organization-nodes' },
});

export const listGuardrails = defineRequest({
  subject: 'rpc.inventory.v1.list-guardrails',
  summary:
    'The service and resource control policies of all organizations, sorted by name, with where they are attached.',
  permission: 'inventory.read',
  readsOnly: true,
  request: z.object({ ...pageRequest, search: z.string().max(200).optional() }),
  reply: pageOf(Guardrail),
  failures: { CURSOR_INVALID: 'invalid_argument' },
  http: { method: 'GET', path: '/api/v3/guardrails' },
});
