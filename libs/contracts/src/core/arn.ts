import { z } from 'zod';

/** Twelve digits. */
export const AccountId = z
  .string()
  .regex(/^\d{12}$/, 'An AWS account id has twelve digits, e.g. 123456789012.')
  .describe('AWS account id: twelve digits.');

/**
 * ARN of an IAM role: `arn:<partition>:iam::<account>:role/<path><name>`; name up to 64, path up to 512 characters.
 * Source: IAM identifiers and quotas, IAM User Guide.
 */
export const RoleArn = z
  .string()
  .max(650)
  .regex(
    /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/(?:[\u0021-\u007e]{1,510}\/)?[\w+=,.@-]{1,64}$/,
    'Not the ARN of an IAM role; expected arn:aws:iam::123456789012:role/name.',
  )
  .describe('ARN of an IAM role.');

/** Any ARN, up to AWS's 2,048 characters. */
export const Arn = z
  .string()
  .max(2048)
  .regex(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/s, 'Not an ARN; expected arn:partition:service:region:account:resource.')
  .describe('Amazon Resource Name.');
