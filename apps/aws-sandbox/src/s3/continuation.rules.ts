import { AwsError } from '../protocol/aws-error.js';

/** An opaque token that stands for the last name seen. */
export function writeContinuation(name: string): string {
  return Buffer.from(`1:${name}`).toString('base64');
}

/** The name in a token; S3's error when it is none of ours. */
export function readContinuation(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (text.startsWith('1:')) return text.slice(2);
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', {
    details: { ArgumentName: 'continuation-token' },
  });
}
