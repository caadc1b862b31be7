import {
  CreateAccount$,
  type CreateAccountRequest,
  type CreateAccountResponse,
  type CreateAccountStatus,
  DescribeCreateAccountStatus$,
  type DescribeCreateAccountStatusRequest,
  type DescribeCreateAccountStatusResponse,
  ListCreateAccountStatus$,
  type ListCreateAccountStatusRequest,
  type ListCreateAccountStatusResponse,
} from '@aws-sdk/client-organizations';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { World } from '../state/model.js';
import type { AccountRequest, Organization } from '../state/organization.js';
import { freshShortId } from '../state/unique-id.js';
import { addNewAccount } from './new-account.js';
import { readTags, requestTags } from './organization-tags.js';
import { ask, invalidInput, refuseLength, refuseMembers, refuseNonReaders } from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';

/** The most that AWS grants; new organizations begin with ten. */
const MAX_ACCOUNTS = 10_000;
const DEFAULT_ROLE = 'OrganizationAccountAccessRole';

/** Accounts are made at once; the answer says, as AWS does, that it is on its way. */
export const createAccount = operation<CreateAccountRequest, CreateAccountResponse>({
  schema: CreateAccount$,
  access: (input, call) =>
    ask(call, 'organizations:CreateAccount').map((question) => ({ ...question, context: requestTags(input.Tags) })),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    refuseInput(input);
    const request = requestAccount(organization, input, call);
    organization.accountRequests.set(request.id, request);
    const { id: Id, accountName: AccountName, requestedAt: RequestedTimestamp } = request;
    return { CreateAccountStatus: { Id, AccountName, State: 'IN_PROGRESS', RequestedTimestamp } };
  },
});

function refuseInput({ Email = '', AccountName = '', RoleName = DEFAULT_ROLE }: CreateAccountRequest): void {
  refuseLength(AccountName, 'AccountName', { max: 50 });
  refuseLength(Email, 'Email', { min: 6, max: 64 });
  refuseLength(RoleName, 'RoleName', { max: 64 });
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(Email))
    throw invalidInput('INVALID_PATTERN', 'You specified an invalid value for Email.');
  if (!/^[ -~]+$/u.test(AccountName))
    throw invalidInput('INVALID_PATTERN', 'You specified an invalid value for AccountName.');
  if (!/^[\w+=,.@-]+$/u.test(RoleName))
    throw invalidInput('INVALID_ROLE_NAME', 'You provided a role name that is not valid.');
}

function requestAccount(organization: Organization, input: CreateAccountRequest, call: Call): AccountRequest {
  const { Email = '', AccountName = '', RoleName = DEFAULT_ROLE, Tags } = input;
  const tags = readTags(Tags);
  const request = {
    id: `car-${freshShortId(32)}`,
    accountName: AccountName,
    requestedAt: call.now,
    completedAt: call.now,
  };
  const failure = failureOf(call.world, organization, Email);
  if (failure !== undefined) return { ...request, accountId: undefined, failure };
  const wanted = { name: AccountName, email: Email, roleName: RoleName, tags, now: call.now };
  return { ...request, accountId: addNewAccount(call.world, organization, wanted).id, failure: undefined };
}

function failureOf(world: World, organization: Organization, email: string): AccountRequest['failure'] {
  const accounts = [...world.accounts.values()];
  if (accounts.some((account) => account.email.toLowerCase() === email.toLowerCase())) return 'EMAIL_ALREADY_EXISTS';
  const members = accounts.filter(({ organizationId }) => organizationId === organization.id);
  return members.length >= MAX_ACCOUNTS ? 'ACCOUNT_LIMIT_EXCEEDED' : undefined;
}

function statusShape({
  id,
  accountName,
  requestedAt,
  completedAt,
  accountId,
  failure,
}: AccountRequest): CreateAccountStatus {
  return {
    Id: id,
    AccountName: accountName,
    State: failure === undefined ? 'SUCCEEDED' : 'FAILED',
    RequestedTimestamp: requestedAt,
    CompletedTimestamp: completedAt,
    ...(accountId === undefined ? {} : { AccountId: accountId }),
    ...(failure === undefined ? {} : { FailureReason: failure }),
  };
}

export const describeCreateAccountStatus = operation<
  DescribeCreateAccountStatusRequest,
  DescribeCreateAccountStatusResponse
>({
  schema: DescribeCreateAccountStatus$,
  access: (_input, call) => ask(call, 'organizations:DescribeCreateAccountStatus'),
  handle: ({ CreateAccountRequestId = '' }, call) => {
    const organization = refuseNonReaders(call);
    if (!/^car-[a-z0-9]{8,32}$/u.test(CreateAccountRequestId)) {
      throw invalidInput('INVALID_PATTERN', 'You specified an invalid value for CreateAccountRequestId.');
    }
    const request = organization.accountRequests.get(CreateAccountRequestId);
    if (request !== undefined) return { CreateAccountStatus: statusShape(request) };
    throw new AwsError(
      'CreateAccountStatusNotFoundException',
      "You specified an account creation request that doesn't exist.",
    );
  },
});

export const listCreateAccountStatus = operation<ListCreateAccountStatusRequest, ListCreateAccountStatusResponse>({
  schema: ListCreateAccountStatus$,
  access: (_input, call) => ask(call, 'organizations:ListCreateAccountStatus'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const all = [...organization.accountRequests.values()].map(statusShape);
    const wanted = all.filter(({ State }) => State !== undefined && (input.States?.includes(State) ?? true));
    const { items, ...rest } = pageOf(wanted, ({ Id }) => Id ?? '', input);
    return { CreateAccountStatuses: items, ...rest };
  },
});
