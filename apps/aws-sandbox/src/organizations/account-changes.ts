import {
  CloseAccount$,
  type CloseAccountRequest,
  LeaveOrganization$,
  MoveAccount$,
  type MoveAccountRequest,
  RemoveAccountFromOrganization$,
  type RemoveAccountFromOrganizationRequest,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Account } from '../state/model.js';
import { type Organization, moveNode, organizationArn, removeNode } from '../state/organization.js';
import { accountStateOf } from './account-status.js';
import { accountsOf, memberNamed } from './accounts.js';
import { ask, constraintViolation, ownOrganization, refuseMembers } from './organizations-account.js';

const DAY = 24 * 3_600_000;
/** Created accounts stay for a week at least (Organizations User Guide, "Quotas"). */
const MIN_AGE = 7 * DAY;
const CLOSING_WINDOW = 30 * DAY;

function onAccount(call: Call, action: string, id: string | undefined): readonly AccessQuestion[] {
  const organization = ownOrganization(call);
  return ask(call, action, organizationArn(organization, 'account', `${organization.id}/${id ?? ''}`));
}

export const moveAccount = operation<MoveAccountRequest, object>({
  schema: MoveAccount$,
  access: (input, call) => {
    const { nodes } = ownOrganization(call);
    const parents = [input.SourceParentId, input.DestinationParentId].flatMap((id) => nodes.get(id ?? '')?.arn ?? []);
    const action = 'organizations:MoveAccount';
    return [...onAccount(call, action, input.AccountId), ...parents.flatMap((arn) => ask(call, action, arn))];
  },
  handle: ({ AccountId, SourceParentId = '', DestinationParentId = '' }, call) => {
    const organization = refuseMembers(call);
    const { id } = memberNamed(call.world, organization, AccountId);
    const parentId = organization.nodes.get(id)?.parentId;
    if (parentId !== SourceParentId) {
      throw new AwsError(
        'SourceParentNotFoundException',
        "You specified a source root or OU that doesn't hold the account.",
      );
    }
    const destination = organization.nodes.get(DestinationParentId);
    if (destination === undefined || destination.kind === 'account') {
      throw new AwsError(
        'DestinationParentNotFoundException',
        "You specified a destination root or OU that doesn't exist.",
      );
    }
    if (destination.id === parentId) {
      throw new AwsError('DuplicateAccountException', 'That account is already present in the specified destination.');
    }
    moveNode(organization, id, destination.id);
    return {};
  },
});

export const closeAccount = operation<CloseAccountRequest, object>({
  schema: CloseAccount$,
  access: (input, call) => onAccount(call, 'organizations:CloseAccount', input.AccountId),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const account = memberNamed(call.world, organization, input.AccountId);
    if (account.id === organization.managementAccountId) {
      throw constraintViolation(
        'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
        'You cannot close the management account of an organization.',
      );
    }
    refuseClosed(account, call.now);
    refuseTooManyClosings(call, organization);
    account.status = 'PENDING_CLOSURE';
    account.closedAt = call.now;
    organization.closings.push(call.now);
    return {};
  },
});

function refuseClosed(account: Account, now: Date): void {
  const { State } = accountStateOf(account, now);
  if (State === 'PENDING_CLOSURE') {
    throw new AwsError(
      'ConflictException',
      'The request failed because it conflicts with the current state of the specified resource.',
    );
  }
  if (State === 'CLOSED' || State === 'SUSPENDED') {
    throw new AwsError('AccountAlreadyClosedException', 'You attempted to close an account that is already closed.');
  }
}

/** A tenth of the members in thirty days, ten at least and a thousand at most. */
function refuseTooManyClosings({ world, now }: Call, organization: Organization): void {
  const recent = organization.closings.filter((at) => now.getTime() - at.getTime() < CLOSING_WINDOW);
  const quota = Math.min(1_000, Math.max(10, Math.floor(accountsOf(world, organization).length / 10)));
  if (recent.length < quota) return;
  throw constraintViolation(
    'CLOSE_ACCOUNT_QUOTA_EXCEEDED',
    'You have exceeded close account quota for the past 30 days.',
  );
}

export const removeAccountFromOrganization = operation<RemoveAccountFromOrganizationRequest, object>({
  schema: RemoveAccountFromOrganization$,
  access: (input, call) => onAccount(call, 'organizations:RemoveAccountFromOrganization', input.AccountId),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    letGo(organization, memberNamed(call.world, organization, input.AccountId), call.now);
    return {};
  },
});

export const leaveOrganization = operation<object, object>({
  schema: LeaveOrganization$,
  access: (_input, call) => ask(call, 'organizations:LeaveOrganization'),
  handle: (_input, call) => {
    const organization = ownOrganization(call);
    letGo(organization, memberNamed(call.world, organization, call.caller.accountId), call.now);
    return {};
  },
});

function letGo(organization: Organization, account: Account, now: Date): void {
  if (account.id === organization.managementAccountId) {
    throw new AwsError(
      'MasterCannotLeaveOrganizationException',
      "You can't remove a management account from an organization. If you want the management account to become a member account in another organization, you must first delete the current organization.",
    );
  }
  if (organization.delegations.has(account.id)) {
    throw constraintViolation(
      'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
      'You cannot remove a delegated administrator from the organization. Deregister it first.',
    );
  }
  if (account.joinedMethod === 'CREATED' && now.getTime() - account.joinedAt.getTime() < MIN_AGE) {
    throw constraintViolation(
      'WAIT_PERIOD_ACTIVE',
      'After you create an account, you must wait until at least seven days have passed.',
    );
  }
  removeNode(organization, account.id);
  account.organizationId = undefined;
}
