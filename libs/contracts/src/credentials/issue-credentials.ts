import { z } from 'zod';
import { RoleArn } from '../core/arn.js';
import { defineRequest } from '../core/define-request.js';
import { NAMES_ONE_ROLE, namesOneRole, ROLE_CHOICE_FAILURES, roleChoice } from './role-choice.js';

export const issueCredentials = defineRequest({
  subject: 'rpc.credentials.v1.issue',
  summary:
    'Vend short-lived AWS credentials for one role the actor is eligible for. The record of it is durable before they are handed out.',
  permission: 'credentials.issue',
  timeLimitSeconds: 10,
  request: z
    .object({
      ...roleChoice,
      durationSeconds: z
        .int('Whole seconds, please.')
        .min(900, 'AWS gives no session shorter than 900 seconds.')
        .max(43_200, 'AWS gives no session longer than 43,200 seconds (12 hours).')
        .optional()
        .describe('Seconds, 900 to 43,200; shortened to what the role allows. 3,600 by default.'),
      client: z
        .object({
          ipAddress: z.string().max(64).optional(),
          userAgent: z.string().max(500).optional(),
          metadata: z.record(z.string().max(100), z.unknown()).optional(),
        })
        .optional()
        .describe('What the client says of itself, for the audit trail.'),
    })
    .refine(namesOneRole, NAMES_ONE_ROLE),
  reply: z.object({
    roleArn: RoleArn,
    accessKeyId: z.string(),
    secretAccessKey: z.string().describe('Secret.'),
    sessionToken: z.string().describe('Secret.'),
    expiresAt: z.iso.datetime(),
    roleSessionName: z.string().describe('As it appears in CloudTrail: the person.'),
    roleSessionId: z.string().describe('Of this hand-out, in the ledger of role sessions and in the audit trail.'),
    region: z.string().describe('Where to begin, e.g. `us-east-1`.'),
    endpointUrl: z.string().nullable().describe('Where AWS answers, when it is not the public AWS.'),
  }),
  failures: {
    ...ROLE_CHOICE_FAILURES,
    STS_DENIED: 'failed_precondition',
    STS_THROTTLED: 'resource_exhausted',
    STS_UNAVAILABLE: 'unavailable',
  },
  http: { method: 'POST', path: '/api/v3/credentials' },
});
