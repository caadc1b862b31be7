import { z } from 'zod';
import { AccountId, RoleArn } from '../core/arn.js';

/** One reason for which an actor is eligible for a role. */
export const EligibilityReason = z.object({
  source: z.enum(['role-tag']).describe('Where it is written.'),
  detail: z.string().max(400).describe('The tag key that names the group or person.'),
  identity: z.string().max(320).describe('The group or person, as written there.'),
  cliOnly: z.boolean().describe('True when it opens the role for credentials but not for the console.'),
});
export type EligibilityReason = z.infer<typeof EligibilityReason>;

/** A role that the actor may assume. */
export const EligibleRole = z.object({
  roleArn: RoleArn,
  roleName: z.string().max(64),
  accountId: AccountId,
  accountName: z.string().max(200).nullable().describe('Null while the account is not known.'),
  cliOnly: z.boolean().describe('True when the console is not offered for it.'),
  maxSessionSeconds: z.int().positive(),
  tags: z.record(z.string(), z.string()),
});
export type EligibleRole = z.infer<typeof EligibleRole>;
