import { z } from 'zod';
import { AccountId, Arn } from '../core/arn.js';
import { Region } from './resource.js';

/** Calls that AWS refused for the same reason, counted together. */
export const Denial = z.object({
  denialId: z.string().max(64),
  principalArn: Arn.describe('The role or user; of a session, its role.'),
  accountId: AccountId.describe('Of the principal.'),
  action: z.string().max(200).describe('`s3:GetObject`'),
  resourceArn: z.string().max(2_048).describe('`*` when AWS does not name one.'),
  errorCode: z.string().max(200),
  errorMessage: z.string().max(4_000),
  source: z.string().max(100).describe('Where it was learnt: `cloudtrail`, or the id of an error source.'),
  region: Region.nullable()
    .default(null)
    .describe('Of the latest one: where the call went. Null when its source does not tell.'),
  sessionName: z.string().max(64).nullable().describe('Of the latest one: who it happened to.'),
  count: z.int().positive().describe('Within the window of a week.'),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type Denial = z.infer<typeof Denial>;
