import { z } from 'zod';
import { RoleArn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { NAMES_ONE_ROLE, namesOneRole, ROLE_CHOICE_FAILURES, roleChoice } from './role-choice.js';

export const openConsole = defineRequest({
  subject: 'rpc.credentials.v1.open-console',
  summary: 'A sign-in link to the AWS console as one role the actor is eligible for.',
  permission: 'credentials.issue',
  timeLimitSeconds: 10,
  request: z
    .object({
      ...roleChoice,
      region: z
        .string()
        .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'An AWS region, e.g. eu-west-1.')
        .optional()
        .describe('Region of the console page to begin with.'),
      destination: z
        .url()
        .max(2_048)
        .optional()
        .describe("Console page to land on; only hosts of the AWS console of the account's partition."),
    })
    .refine(namesOneRole, NAMES_ONE_ROLE),
  reply: z.object({
    roleArn: RoleArn,
    signInUrl: z.string().describe('Secret: opens the console for whoever has it, for 15 minutes.'),
    expiresAt: z.iso.datetime().describe('Of the console session.'),
    roleSessionId: z.string(),
  }),
  failures: {
    ...ROLE_CHOICE_FAILURES,
    CLI_ONLY: 'permission_denied',
    DESTINATION_NOT_ALLOWED: 'invalid_argument',
    STS_DENIED: 'failed_precondition',
    STS_THROTTLED: 'resource_exhausted',
    STS_UNAVAILABLE: 'unavailable',
  },
  http: { method: 'POST', path: '/api/v3/console-links' },
});
