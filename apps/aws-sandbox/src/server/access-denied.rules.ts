/** The codes in which AWS's services say that a policy is against it. */
const CODES = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
]);

export function isAccessDenied(code: string): boolean {
  return CODES.has(code);
}
