import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { Organization } from '../state/organization.js';

/** The organization the caller's account is in. */
export function ownOrganization({ world, caller }: Call): Organization {
  const account = world.accounts.get(caller.accountId);
  const organization = world.organizations.get(account?.organizationId ?? '');
  if (organization !== undefined) return organization;
  throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
}

/** A question on `*` or on an ARN of the organization. */
export function ask(call: Call, action: string, resource = '*'): readonly AccessQuestion[] {
  return [{ action, resource, resourceAccountId: call.caller.accountId }];
}

/**
 * Beside the policies, Organizations answers nearly everything only to the management account
 * (Organizations API reference: "can be called only from the organization's management account").
 */
export function refuseMembers(call: Call): Organization {
  const organization = ownOrganization(call);
  if (call.caller.accountId === organization.managementAccountId) return organization;
  throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

/** The error for an input that breaks a bound, with Organizations' reason. */
export function invalidInput(reason: string, message: string): AwsError {
  return new AwsError('InvalidInputException', message, { details: { Reason: reason } });
}
