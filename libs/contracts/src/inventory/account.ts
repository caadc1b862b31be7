import { z } from 'zod';
import { AccountId } from '../core/arn.js';
import { Freshness } from './freshness.js';

/** An AWS account of one of the organizations. */
export const Account = z.object({
  accountId: AccountId,
  name: z.string().max(200),
  email: z.string().max(320).nullable(),
  status: z.enum(['active', 'suspended', 'closed']),
  organizationId: z.string().max(40).nullable(),
  ouPath: z.string().max(1_000).describe('Names of the OUs from the root, e.g. `Root/Workloads/Production`.'),
  partition: z.string().max(20).describe('`aws`, `aws-us-gov`, `aws-cn`.'),
  principalCount: z.int().nonnegative(),
  freshness: Freshness,
});
export type Account = z.infer<typeof Account>;
