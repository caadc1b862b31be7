import { z } from 'zod';
import { RoleArn } from '../core/arn.js';
import { defineEvent } from '../core/define-event.js';

export const credentialsIssued = defineEvent({
  subject: 'evt.credentials.v1.issued',
  summary:
    'A person was given credentials for a role, or a console link. The keys themselves are nowhere but with the person.',
  since: '0.1.0',
  data: z.object({
    roleSessionId: z.string(),
    personId: z.string(),
    roleArn: RoleArn,
    roleSessionName: z.string(),
    accessKeyId: z.string().describe('Finds the session in CloudTrail; no secret.'),
    purpose: z.enum(['credentials', 'console']),
    issuedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
  example: {
    roleSessionId: '0199f1c2-7a40-7c8e-b3f5-6f0f2c1d9a11',
    personId: 'ada@example.com',
    roleArn: 'arn:aws:iam::111122223333:role/payments-reader',
    roleSessionName: 'ada@example.com',
    accessKeyId: 'ASIAEXAMPLEEXAMPLE11',
    purpose: 'credentials',
    issuedAt: '2026-11-22T09:30:00.000Z',
    expiresAt: '2026-11-22T10:30:00.000Z',
  },
});
