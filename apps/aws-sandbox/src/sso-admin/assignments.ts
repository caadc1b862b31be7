import { randomUUID } from 'node:crypto';

import {
  type AccountAssignmentOperationStatus,
  CreateAccountAssignment$,
  type CreateAccountAssignmentRequest,
  type CreateAccountAssignmentResponse,
  DeleteAccountAssignment$,
  type DeleteAccountAssignmentRequest,
  type DeleteAccountAssignmentResponse,
  DescribeAccountAssignmentCreationStatus$,
  type DescribeAccountAssignmentCreationStatusRequest,
  type DescribeAccountAssignmentCreationStatusResponse,
  DescribeAccountAssignmentDeletionStatus$,
  type DescribeAccountAssignmentDeletionStatusRequest,
  type DescribeAccountAssignmentDeletionStatusResponse,
} from '@aws-sdk/client-sso-admin';

import { identityStores } from '../identity-store/identity-store-state.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { provision, provisioningProblem, unprovision } from './reserved-role.js';
import { conflict, instanceOf, notFound, onInstance, permissionSetOf, refuse } from './sso-access.js';
import { type PermissionSet, type SsoInstance, remember } from './sso-state.js';

interface Assignment {
  readonly TargetId?: string | undefined;
  readonly TargetType?: string | undefined;
  readonly PrincipalType?: string | undefined;
  readonly PrincipalId?: string | undefined;
}

function refuseAssignment({ TargetId, TargetType, PrincipalType, PrincipalId }: Assignment): void {
  refuse(
    { TargetId, TargetType, PrincipalType, PrincipalId },
    {
      TargetId: { pattern: '\\d{12}' },
      TargetType: { oneOf: ['AWS_ACCOUNT'] },
      PrincipalType: { oneOf: ['USER', 'GROUP'] },
      PrincipalId: { minLength: 1, maxLength: 47 },
    },
  );
}

function keyOf({ PrincipalType = '', PrincipalId = '' }: Assignment): string {
  return `${PrincipalType}/${PrincipalId}`;
}

export const createAccountAssignment = operation<CreateAccountAssignmentRequest, CreateAccountAssignmentResponse>({
  schema: CreateAccountAssignment$,
  access: (input, call) => {
    refuseAssignment(input);
    return onInstance(call, input, { action: 'CreateAccountAssignment' });
  },
  handle: (input, call) => {
    const { instance, set } = permissionSetOf(call, input);
    const accountId = accountOf(call, instance, input);
    refuseUnknownPrincipal(call, instance, input);
    const assigned = set.assignments.get(accountId) ?? new Set<string>();
    if (assigned.has(keyOf(input))) throw conflict(`${keyOf(input)} has ${set.name} in ${accountId} already.`);
    const problem = provisioningProblem(call.world, set, accountId);
    if (problem === undefined) {
      // A role that is there already is left as it is: bringing it up to date is a call of its own.
      if (!set.provisioned.has(accountId)) provision(call.world, { instance, set }, { accountId, now: call.now });
      set.assignments.set(accountId, assigned.add(keyOf(input)));
    }
    return { AccountAssignmentCreationStatus: underWay(instance.creations, statusOf(call, input, problem)) };
  },
});

/** An active account of the instance's organization. */
function accountOf({ world }: Call, { ownerAccountId }: SsoInstance, { TargetId = '' }: Assignment): string {
  const account = world.accounts.get(TargetId);
  if (account === undefined || account.organizationId !== world.accounts.get(ownerAccountId)?.organizationId) {
    throw notFound(`Account ${TargetId} could not be found.`);
  }
  return account.id;
}

function refuseUnknownPrincipal(
  { world }: Call,
  { identityStoreId }: SsoInstance,
  { PrincipalType, PrincipalId = '' }: Assignment,
): void {
  const store = identityStores(world).get(identityStoreId);
  const known = PrincipalType === 'USER' ? store?.users.has(PrincipalId) : store?.groups.has(PrincipalId);
  if (known !== true) throw notFound(`${PrincipalType ?? ''} ${PrincipalId} could not be found.`);
}

function statusOf(
  { now }: Call,
  input: CreateAccountAssignmentRequest | DeleteAccountAssignmentRequest,
  problem?: string,
): AccountAssignmentOperationStatus {
  const { TargetId, TargetType, PermissionSetArn, PrincipalType, PrincipalId } = input;
  return {
    Status: problem === undefined ? 'SUCCEEDED' : 'FAILED',
    ...(problem === undefined ? {} : { FailureReason: problem }),
    RequestId: randomUUID(),
    TargetId,
    TargetType,
    PermissionSetArn,
    PrincipalType,
    PrincipalId,
    CreatedDate: now,
  };
}

/** The outcome is for those who ask later: the call itself is told that work has begun. */
function underWay(
  statuses: Map<string, AccountAssignmentOperationStatus>,
  outcome: AccountAssignmentOperationStatus,
): AccountAssignmentOperationStatus {
  remember(statuses, outcome.RequestId ?? '', outcome);
  return { ...outcome, Status: 'IN_PROGRESS', FailureReason: undefined };
}

export const deleteAccountAssignment = operation<DeleteAccountAssignmentRequest, DeleteAccountAssignmentResponse>({
  schema: DeleteAccountAssignment$,
  access: (input, call) => {
    refuseAssignment(input);
    return onInstance(call, input, { action: 'DeleteAccountAssignment' });
  },
  handle: (input, call) => {
    const { instance, set } = permissionSetOf(call, input);
    removeAssignment(call, set, input);
    return { AccountAssignmentDeletionStatus: underWay(instance.deletions, statusOf(call, input)) };
  },
});

/** The role goes with the last assignment. */
function removeAssignment({ world }: Call, set: PermissionSet, input: Assignment): void {
  const accountId = input.TargetId ?? '';
  const assigned = set.assignments.get(accountId);
  if (assigned?.delete(keyOf(input)) !== true) {
    throw notFound(`${keyOf(input)} does not have ${set.name} in ${accountId}.`);
  }
  if (assigned.size > 0) return;
  set.assignments.delete(accountId);
  unprovision(world, set, accountId);
}

export const describeCreation = operation<
  DescribeAccountAssignmentCreationStatusRequest,
  DescribeAccountAssignmentCreationStatusResponse
>({
  schema: DescribeAccountAssignmentCreationStatus$,
  access: (input, call) => onInstance(call, input, { action: 'DescribeAccountAssignmentCreationStatus' }),
  handle: (input, call) => {
    const id = input.AccountAssignmentCreationRequestId ?? '';
    return { AccountAssignmentCreationStatus: requestOf(instanceOf(call, input).creations, id) };
  },
});

export const describeDeletion = operation<
  DescribeAccountAssignmentDeletionStatusRequest,
  DescribeAccountAssignmentDeletionStatusResponse
>({
  schema: DescribeAccountAssignmentDeletionStatus$,
  access: (input, call) => onInstance(call, input, { action: 'DescribeAccountAssignmentDeletionStatus' }),
  handle: (input, call) => {
    const id = input.AccountAssignmentDeletionRequestId ?? '';
    return { AccountAssignmentDeletionStatus: requestOf(instanceOf(call, input).deletions, id) };
  },
});

function requestOf<T>(statuses: ReadonlyMap<string, T>, id: string): T {
  const status = statuses.get(id);
  if (status === undefined) throw notFound(`Request ${id} could not be found.`);
  return status;
}
