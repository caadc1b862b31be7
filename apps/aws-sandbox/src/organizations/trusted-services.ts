import {
  DisableAWSServiceAccess$,
  type DisableAWSServiceAccessRequest,
  EnableAWSServiceAccess$,
  type EnableAWSServiceAccessRequest,
  ListAWSServiceAccessForOrganization$,
  type ListAWSServiceAccessForOrganizationRequest,
  type ListAWSServiceAccessForOrganizationResponse,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { ask, constraintViolation, invalidInput, refuseMembers, refuseNonReaders } from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';

/** `config.amazonaws.com`: the name of a service. */
export function servicePrincipalNamed(name = ''): string {
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/u.test(name)) return name;
  throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', 'You specified an unrecognized service principal.');
}

function onService(call: Call, action: string, ServicePrincipal = ''): readonly AccessQuestion[] {
  return ask(call, action).map((question) => ({
    ...question,
    context: { 'organizations:ServicePrincipal': ServicePrincipal },
  }));
}

export const enableAwsServiceAccess = operation<EnableAWSServiceAccessRequest, object>({
  schema: EnableAWSServiceAccess$,
  access: (input, call) => onService(call, 'organizations:EnableAWSServiceAccess', input.ServicePrincipal),
  handle: (input, call) => {
    const { trustedServices } = refuseMembers(call);
    const name = servicePrincipalNamed(input.ServicePrincipal);
    if (!trustedServices.has(name)) trustedServices.set(name, call.now);
    return {};
  },
});

export const disableAwsServiceAccess = operation<DisableAWSServiceAccessRequest, object>({
  schema: DisableAWSServiceAccess$,
  access: (input, call) => onService(call, 'organizations:DisableAWSServiceAccess', input.ServicePrincipal),
  handle: (input, call) => {
    const { trustedServices, delegations } = refuseMembers(call);
    const name = servicePrincipalNamed(input.ServicePrincipal);
    if ([...delegations.values()].some((services) => services.has(name))) {
      throw constraintViolation(
        'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
        'You attempted to disable service access before you deregistered the delegated administrators of the service.',
      );
    }
    trustedServices.delete(name);
    return {};
  },
});

export const listAwsServiceAccess = operation<
  ListAWSServiceAccessForOrganizationRequest,
  ListAWSServiceAccessForOrganizationResponse
>({
  schema: ListAWSServiceAccessForOrganization$,
  access: (_input, call) => ask(call, 'organizations:ListAWSServiceAccessForOrganization'),
  handle: (input, call) => {
    const { trustedServices } = refuseNonReaders(call);
    const { items, ...rest } = pageOf([...trustedServices], ([name]) => name, input);
    return {
      EnabledServicePrincipals: items.map(([ServicePrincipal, DateEnabled]) => ({ ServicePrincipal, DateEnabled })),
      ...rest,
    };
  },
});
