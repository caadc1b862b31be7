import { z } from 'zod';
import { RoleArn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { EligibilityReason } from './eligible-role.js';

export const explainEligibility = defineRequest({
  subject: 'rpc.credentials.v1.explain-eligibility',
  summary: 'Why the actor may, or may not, assume a role, and who may.',
  permission: 'credentials.read',
  readsOnly: true,
  request: z.object({ roleArn: RoleArn }),
  reply: z.object({
    roleArn: RoleArn,
    eligible: z.boolean(),
    cliOnly: z.boolean().describe('Eligible for credentials but not for the console.'),
    reasons: z.array(EligibilityReason).max(500).describe('Why the actor is eligible; empty when not.'),
    whoMay: z
      .array(EligibilityReason)
      .max(500)
      .describe(
        'Every group and person that is eligible. Empty unless the actor is eligible, an administrator or an auditor.',
      ),
    whoMayIsHidden: z.boolean().describe('True when `whoMay` is empty because the actor may not see it.'),
    considered: z
      .array(z.string().max(128))
      .max(50)
      .describe('The tag keys that were looked for, so that a person without access knows what is missing.'),
  }),
  failures: { ROLE_UNKNOWN: 'not_found', INDEX_NOT_READY: 'unavailable' },
  http: { method: 'GET', path: '/api/v3/roles/:roleArn/eligibility' },
});
