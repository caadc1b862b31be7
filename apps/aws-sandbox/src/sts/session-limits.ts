import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';

/**
 * What temporary credentials cannot call, whatever policies say (IAM User Guide, "Compare AWS STS credentials"): those
 * of GetFederationToken nothing of STS but GetCallerIdentity, those of GetSessionToken also AssumeRole, those of roles
 * anything but the two that give out tokens for users.
 */
export function refuseSessions(caller: Caller, operation: string): void {
  if (!isRefused(caller, operation)) return;
  throw new AwsError('AccessDenied', `Cannot call ${operation} with session credentials`, { status: 403 });
}

const FOR_USERS: ReadonlySet<string> = new Set(['GetSessionToken', 'GetFederationToken']);

function isRefused(caller: Caller, operation: string): boolean {
  if (caller.kind === 'role-session') return FOR_USERS.has(operation);
  if (caller.kind === 'federated-user') return true;
  return caller.kind === 'user' && caller.session !== undefined && operation !== 'AssumeRole';
}
