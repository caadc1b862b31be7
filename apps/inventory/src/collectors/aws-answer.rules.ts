/** Codes of calls to a region that the account has not enabled. Source: "Common errors", and EC2's error codes. */
const REGION_DISABLED = new Set([
  'OptInRequired',
  'RegionDisabledException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'AuthFailure',
]);

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AllAccessDisabled',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
]);

/** Whether a call failed because the account has not enabled the region. */
export function isOfDisabledRegion(error: unknown): boolean {
  return REGION_DISABLED.has(codeOf(error));
}

/** Whether AWS says that something is not there, by one of its codes. */
export function isAbsence(error: unknown, codes: readonly string[]): boolean {
  return codes.includes(codeOf(error));
}

/**
 * Whether AWS refuses to show us one resource because of that resource's own policy, or of a guardrail. A permission
 * that our role lacks is none of these: it concerns every resource, and fails the collector.
 */
export function isRefusalOfOne(error: unknown): boolean {
  return (
    error instanceof Error && DENIED.has(codeOf(error)) && !error.message.includes('no identity-based policy allows')
  );
}

/** Whether AWS refuses a call of ours, for whatever reason; a spoke role that may not be assumed is none of these. */
export function isDenial(error: unknown): boolean {
  return DENIED.has(codeOf(error)) && !isOfReaderRole(error);
}

/** The same error, saying where it happened. */
export function inRegion(error: unknown, region: string): Error {
  if (!(error instanceof Error)) return new Error(`In ${region}: ${String(error)}`);
  const { name, $metadata } = error as Error & { $metadata?: unknown };
  return Object.assign(new Error(`In ${region}: ${error.message}`, { cause: error }), { name, $metadata });
}

function codeOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

/** Whether nothing of the account can be read, because the role to read it with may not be assumed. */
export function isOfReaderRole(error: unknown): boolean {
  return error instanceof Error && DENIED.has(codeOf(error)) && error.message.includes('sts:AssumeRole');
}
