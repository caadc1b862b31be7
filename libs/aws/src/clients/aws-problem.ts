import { RateLimitReached } from './token-bucket.js';

/** What went wrong with a call to AWS, seen from the one who has to react. */
export interface AwsProblem {
  /**
   * `denied`: AWS refuses us; `throttled`: too many calls; `unavailable`: network, time limit or AWS's own fault;
   * `hub-credentials`: our own credentials are missing or have ended; `rejected`: the request itself is wrong.
   */
  readonly kind: 'denied' | 'throttled' | 'unavailable' | 'hub-credentials' | 'rejected';
  /** AWS's error code, or the name of the local error. */
  readonly code: string;
  /** AWS's own sentence, at most 1,000 characters. */
  readonly message: string;
}

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AccountAccessDenied']);
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'LimitExceededException',
  RateLimitReached.name,
]);
const HUB_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
]);
const UNAVAILABLE = new Set(['TimeoutError', 'AbortError', 'RegionDisabledException', 'ServiceUnavailable']);

/** Sorts any error of an AWS call. Codes as in "Common errors" of each service's API reference. */
export function awsProblemOf(error: unknown): AwsProblem {
  const { name, message, status } = partsOf(error);
  return { kind: kindOf(name, status), code: name, message: message.slice(0, 1_000) };
}

function kindOf(name: string, status: number | undefined): AwsProblem['kind'] {
  if (DENIED.has(name)) return 'denied';
  if (THROTTLED.has(name)) return 'throttled';
  if (HUB_CREDENTIALS.has(name)) return 'hub-credentials';
  if (UNAVAILABLE.has(name) || status === undefined || status >= 500) return 'unavailable';
  return status === 429 ? 'throttled' : 'rejected';
}

function partsOf(error: unknown): { name: string; message: string; status: number | undefined } {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error), status: undefined };
  const { code, $metadata } = error as Error & { code?: string; $metadata?: { httpStatusCode?: number } };
  const name = error.name === 'Error' && typeof code === 'string' ? code : error.name;
  return { name, message: error.message || name, status: $metadata?.httpStatusCode };
}
