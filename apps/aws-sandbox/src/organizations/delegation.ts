import {
  DeregisterDelegatedAdministrator$,
  type DeregisterDelegatedAdministratorRequest,
  ListDelegatedAdministrators$,
  type ListDelegatedAdministratorsRequest,
  type ListDelegatedAdministratorsResponse,
  ListDelegatedServicesForAccount$,
  type ListDelegatedServicesForAccountRequest,
  type ListDelegatedServicesForAccountResponse,
  RegisterDelegatedAdministrator$,
  type RegisterDelegatedAdministratorRequest,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Account } from '../state/model.js';
import { type Organization, organizationArn } from '../state/organization.js';
import { accountShape, memberNamed } from './accounts.js';
import { ask, constraintViolation, ownOrganization, refuseMembers, refuseNonReaders } from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';
import { servicePrincipalNamed } from './trusted-services.js';

interface AccountAndService {
  readonly AccountId: string | undefined;
  readonly ServicePrincipal?: string | undefined;
}

function onAccount(call: Call, action: string, input: AccountAndService): readonly AccessQuestion[] {
  const organization = ownOrganization(call);
  const arn = organizationArn(organization, 'account', `${organization.id}/${input.AccountId ?? ''}`);
  const context =
    input.ServicePrincipal === undefined ? {} : { 'organizations:ServicePrincipal': input.ServicePrincipal };
  return ask(call, action, arn).map((question) => ({ ...question, context }));
}

export const registerDelegatedAdministrator = operation<RegisterDelegatedAdministratorRequest, object>({
  schema: RegisterDelegatedAdministrator$,
  access: (input, call) => onAccount(call, 'organizations:RegisterDelegatedAdministrator', input),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const account = memberNamed(call.world, organization, input.AccountId);
    const service = servicePrincipalNamed(input.ServicePrincipal);
    refuseDelegation(organization, account, service);
    const services = organization.delegations.get(account.id) ?? new Map<string, Date>();
    organization.delegations.set(account.id, services.set(service, call.now));
    return {};
  },
});

function refuseDelegation(organization: Organization, account: Account, service: string): void {
  if (account.id === organization.managementAccountId) {
    throw constraintViolation(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register the management account as a delegated administrator.',
    );
  }
  if (account.status !== 'ACTIVE') {
    throw constraintViolation(
      'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register a suspended account as a delegated administrator.',
    );
  }
  if (organization.delegations.get(account.id)?.has(service) === true) {
    throw new AwsError(
      'AccountAlreadyRegisteredException',
      'The specified account is already a delegated administrator for this AWS service.',
    );
  }
  if (!organization.trustedServices.has(service)) {
    throw constraintViolation(
      'SERVICE_ACCESS_NOT_ENABLED',
      'You attempted to register a delegated administrator before you enabled service access.',
    );
  }
}

/** The services that an account administers; those who administer none are refused. */
function servicesOf({ delegations }: Organization, { id }: Account): Map<string, Date> {
  const services = delegations.get(id);
  if (services !== undefined) return services;
  throw new AwsError(
    'AccountNotRegisteredException',
    'The specified account is not a delegated administrator for this AWS service.',
  );
}

export const deregisterDelegatedAdministrator = operation<DeregisterDelegatedAdministratorRequest, object>({
  schema: DeregisterDelegatedAdministrator$,
  access: (input, call) => onAccount(call, 'organizations:DeregisterDelegatedAdministrator', input),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const account = memberNamed(call.world, organization, input.AccountId);
    const services = servicesOf(organization, account);
    if (!services.delete(servicePrincipalNamed(input.ServicePrincipal))) {
      throw new AwsError(
        'AccountNotRegisteredException',
        'The specified account is not a delegated administrator for this AWS service.',
      );
    }
    if (services.size === 0) organization.delegations.delete(account.id);
    return {};
  },
});

export const listDelegatedAdministrators = operation<
  ListDelegatedAdministratorsRequest,
  ListDelegatedAdministratorsResponse
>({
  schema: ListDelegatedAdministrators$,
  access: (input, call) =>
    ask(call, 'organizations:ListDelegatedAdministrators').map((question) => ({
      ...question,
      context: input.ServicePrincipal === undefined ? {} : { 'organizations:ServicePrincipal': input.ServicePrincipal },
    })),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const wanted = input.ServicePrincipal === undefined ? undefined : servicePrincipalNamed(input.ServicePrincipal);
    const found = [...organization.delegations].filter(([, services]) => wanted === undefined || services.has(wanted));
    const { items, ...rest } = pageOf(found, ([id]) => id, input);
    const administrators = items.map(([id, services]) => ({
      ...accountShape(memberNamed(call.world, organization, id), organization, call.now),
      DelegationEnabledDate: new Date(Math.min(...[...services.values()].map(Number))),
    }));
    return { DelegatedAdministrators: administrators, ...rest };
  },
});

export const listDelegatedServicesForAccount = operation<
  ListDelegatedServicesForAccountRequest,
  ListDelegatedServicesForAccountResponse
>({
  schema: ListDelegatedServicesForAccount$,
  access: (input, call) => onAccount(call, 'organizations:ListDelegatedServicesForAccount', input),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const services = [...servicesOf(organization, memberNamed(call.world, organization, input.AccountId))];
    const { items, ...rest } = pageOf(services, ([name]) => name, input);
    return {
      DelegatedServices: items.map(([ServicePrincipal, DelegationEnabledDate]) => ({
        ServicePrincipal,
        DelegationEnabledDate,
      })),
      ...rest,
    };
  },
});
