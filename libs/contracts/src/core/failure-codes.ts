import { z } from 'zod';

/**
 * The closed set of failure codes, each with the HTTP status that the gateway answers with.
 * `code` and `reason` are API; the text of a failure is for people and may change.
 */
export const HTTP_STATUS_OF = {
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  conflict: 409,
  failed_precondition: 412,
  resource_exhausted: 429,
  internal: 500,
  unavailable: 503,
  deadline_exceeded: 504,
} as const;

/** One of the ten ways in which a request can fail. */
export type FailureCode = keyof typeof HTTP_STATUS_OF;

/** Every failure code, in the order of its HTTP status. */
export const FAILURE_CODES = Object.keys(HTTP_STATUS_OF) as readonly FailureCode[];

export const FailureCodeSchema = z.enum(Object.keys(HTTP_STATUS_OF) as [FailureCode, ...FailureCode[]]);

/** Reasons that any request may fail with; a contract declares only its own beside them. */
export const PLATFORM_FAILURES = {
  REQUEST_INVALID: 'invalid_argument',
  ACTOR_INVALID: 'unauthenticated',
  PERMISSION_MISSING: 'permission_denied',
  TOO_MANY_REQUESTS: 'resource_exhausted',
  UNEXPECTED: 'internal',
  REPLY_INVALID: 'internal',
  NO_RESPONDERS: 'unavailable',
  SHUTTING_DOWN: 'unavailable',
  DEPENDENCY_UNAVAILABLE: 'unavailable',
  TIME_LIMIT: 'deadline_exceeded',
} as const satisfies Record<string, FailureCode>;

export type PlatformReason = keyof typeof PLATFORM_FAILURES;
