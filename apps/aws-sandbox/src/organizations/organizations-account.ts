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
  const id = resource.slice(resource.lastIndexOf('/') + 1);
  const resourceTags = call.world.organizations
    .get(call.world.accounts.get(call.caller.accountId)?.organizationId ?? '')
    ?.tags.get(id);
  return [
    {
      action,
      resource,
      resourceAccountId: call.caller.accountId,
      ...(resourceTags === undefined ? {} : { resourceTags }),
    },
  ];
}

/**
 * Beside the policies, Organizations lets only the management account change anything
 * (Organizations API reference: "can be called only from the organization's management account").
 */
export function refuseMembers(call: Call): Organization {
  const organization = ownOrganization(call);
  if (call.caller.accountId === organization.managementAccountId) return organization;
  throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
}

/** What shows the organization is answered also to accounts that administer an AWS service for it. */
export function refuseNonReaders(call: Call): Organization {
  const organization = ownOrganization(call);
  return organization.delegations.has(call.caller.accountId) ? organization : refuseMembers(call);
}

/** The error for an input that breaks a bound, with Organizations' reason. */
export function invalidInput(reason: string, message: string): AwsError {
  return new AwsError('InvalidInputException', message, { details: { Reason: reason } });
}

/** The error for a limit or a rule of the organization, with its reason. */
export function constraintViolation(reason: string, message: string): AwsError {
  return new AwsError('ConstraintViolationException', message, { details: { Reason: reason } });
}

/** Checks a text's length; the reason tells which way it is wrong. */
export function refuseLength(
  value: string | undefined,
  name: string,
  { min = 1, max }: { readonly min?: number; readonly max: number },
): void {
  if (value === undefined) return;
  if (value.length < min)
    throw invalidInput('MIN_LENGTH_EXCEEDED', `You provided a value for ${name} that is shorter than ${String(min)}.`);
  if (value.length > max)
    throw invalidInput('MAX_LENGTH_EXCEEDED', `You provided a value for ${name} that is longer than ${String(max)}.`);
}
