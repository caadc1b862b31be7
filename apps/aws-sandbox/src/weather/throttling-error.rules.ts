import { AwsError } from '../protocol/aws-error.js';

interface ThrottlingWords {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

const RATE_EXCEEDED: ThrottlingWords = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };

/** Each service refuses haste in words of its own, by signing name (their API references, "Common errors"). */
const WORDS: Readonly<Record<string, ThrottlingWords>> = {
  'access-analyzer': { code: 'ThrottlingException', message: 'Rate exceeded', status: 429 },
  ec2: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
  iam: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  kms: {
    code: 'ThrottlingException',
    message: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    status: 400,
  },
  lambda: { code: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 },
  organizations: {
    code: 'TooManyRequestsException',
    message: 'You have sent too many requests in too short a period of time. Try again later.',
    status: 400,
  },
  s3: { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 },
  ses: { code: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 },
  sns: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  sqs: { code: 'RequestThrottled', message: 'Request is throttled.', status: 403 },
  sts: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  tagging: { code: 'ThrottledException', message: 'Rate exceeded', status: 400 },
};

/** The refusal of a call too many. */
export function throttlingError(service: string): AwsError {
  const { code, message, status } = WORDS[service] ?? RATE_EXCEEDED;
  return new AwsError(code, message, { status });
}
