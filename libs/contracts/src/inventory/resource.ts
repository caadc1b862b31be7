import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { Freshness } from './freshness.js';
import { Tags } from './principal.js';

/** How AWS Config names a type of resource. */
export const ResourceType = z
  .string()
  .max(100)
  .regex(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, 'Name the type as AWS Config does, e.g. AWS::S3::Bucket.')
  .describe('As AWS Config names it, e.g. `AWS::S3::Bucket`.');

export const Region = z
  .string()
  .max(40)
  .regex(/^(?:global|[a-z]{2}(?:-[a-z]+)+-\d)$/, 'A region is written like eu-west-1; what has none is `global`.')
  .describe('`eu-west-1`; `global` for what has no region.');

/** One row of a list of resources: whatever exists in an account, principals among them. */
export const ResourceSummary = z.object({
  arn: Arn,
  accountId: AccountId,
  accountName: z.string().max(200),
  resourceType: ResourceType,
  name: z.string().max(1_024),
  region: Region,
  tags: Tags,
  owner: z
    .string()
    .max(256)
    .nullable()
    .describe('Value of the first owner tag of the configuration; null without one.'),
  denialCount: z.int().nonnegative().describe('Denied calls by or on it within the last week.'),
  lastUsedAt: z.iso.datetime().nullable().describe('Null when never used, or when AWS does not tell.'),
  isPublic: z
    .boolean()
    .nullable()
    .describe(
      'Whether its own policy, or its access control list, lets everybody in; null for types without such a policy.',
    ),
  revision: z.int().positive().describe('Goes up by one with every change seen.'),
  changedAt: z.iso.datetime().describe('When the last change was seen.'),
});
export type ResourceSummary = z.infer<typeof ResourceSummary>;

/** A policy of a resource, and the part it plays. */
export const ResourceDocument = z.object({
  kind: z
    .enum(['trust', 'resource', 'inline', 'attached', 'boundary', 'document'])
    .describe('`resource`: its own policy; `document`: what a managed policy says.'),
  name: z.string().max(256),
  arn: Arn.nullable().describe('Of a managed policy; null for all others.'),
  document: z.string().max(200_000).describe('JSON text as AWS holds it; empty when the text is not known.'),
});
export type ResourceDocument = z.infer<typeof ResourceDocument>;

/** Everything known of one resource. */
export const Resource = ResourceSummary.extend({
  accountId: AccountId.or(z.literal('aws')).describe(
    'Twelve digits; `aws` for what AWS itself owns: its managed policies.',
  ),
  path: z.string().max(512),
  settings: z.record(z.string().max(200), z.unknown()).describe('What AWS says of it beside policies and tags.'),
  documents: z.array(ResourceDocument).max(1_000),
  omitted: z
    .array(z.string().max(200))
    .max(10)
    .optional()
    .describe(
      'What is too large for a reply and left out, in words, e.g. `9,480 of 10,000 tags`; absent when nothing is.',
    ),
  groups: z.array(z.string().max(128)).max(100).describe('Names of the IAM groups a user is in.'),
  firstSeenAt: z.iso.datetime(),
  deletedAt: z.iso.datetime().nullable().describe('When it was found gone; null while it is there.'),
  consoleUrl: z.url().max(2_048).nullable().describe('Its page in the AWS console; null when the type has none.'),
  freshness: Freshness,
});
export type Resource = z.infer<typeof Resource>;
