import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { Freshness } from './freshness.js';

export const Tags = z.record(z.string().max(128), z.string().max(256)).describe('AWS tags: key to value.');

/** One row of a list of principals. */
export const PrincipalSummary = z.object({
  arn: Arn,
  accountId: AccountId,
  accountName: z.string().max(200),
  type: z.enum(['role', 'user']),
  name: z.string().max(64),
  path: z.string().max(512),
  description: z.string().max(1_000).nullable(),
  maxSessionSeconds: z.int().nullable().describe('Longest session the role allows; null for users.'),
  tags: Tags,
  revision: z.int().positive().describe('Goes up by one with every change seen.'),
});
export type PrincipalSummary = z.infer<typeof PrincipalSummary>;

/** A policy document as AWS holds it, decoded; kept as text so that what is shown is what is there. */
export const NamedDocument = z.object({
  name: z.string().max(128),
  arn: Arn.nullable().describe('Of a managed policy; null for inline ones.'),
  document: z.string().max(200_000).describe('JSON text.'),
});
export type NamedDocument = z.infer<typeof NamedDocument>;

/** Everything known of one principal. */
export const Principal = PrincipalSummary.extend({
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedRegion: z.string().max(40).nullable(),
  trustPolicy: z.string().max(200_000).nullable().describe('JSON text; null for users.'),
  inlinePolicies: z.array(NamedDocument).max(500),
  attachedPolicies: z.array(NamedDocument).max(100),
  permissionsBoundary: NamedDocument.nullable(),
  freshness: Freshness,
});
export type Principal = z.infer<typeof Principal>;
