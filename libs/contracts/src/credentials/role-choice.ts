import { z } from 'zod';
import { RoleArn } from '../core/arn.js';

/** A role named exactly, or by any part of its ARN that fits exactly one eligible role. */
export const roleChoice = {
  roleArn: RoleArn.optional(),
  query: z
    .string()
    .min(1)
    .max(650)
    .optional()
    .describe(
      'Any part of the ARN, case ignored. An exact match wins; otherwise exactly one eligible role must contain it.',
    ),
};

export function namesOneRole(request: { roleArn?: string | undefined; query?: string | undefined }): boolean {
  return (request.roleArn === undefined) !== (request.query === undefined);
}

export const NAMES_ONE_ROLE = { message: 'Give either roleArn or query, and only one of them.', path: ['roleArn'] };

/** How choosing a role can fail; the same for credentials and for the console. */
export const ROLE_CHOICE_FAILURES = {
  ROLE_UNKNOWN: 'not_found',
  NOT_ELIGIBLE: 'permission_denied',
  ROLE_AMBIGUOUS: 'conflict',
  INDEX_NOT_READY: 'unavailable',
} as const;
