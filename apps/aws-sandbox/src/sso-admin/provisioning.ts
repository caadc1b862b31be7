import { randomUUID } from 'node:crypto';

import {
  DescribePermissionSetProvisioningStatus$,
  type DescribePermissionSetProvisioningStatusRequest,
  type DescribePermissionSetProvisioningStatusResponse,
  ProvisionPermissionSet$,
  type ProvisionPermissionSetRequest,
  type ProvisionPermissionSetResponse,
} from '@aws-sdk/client-sso-admin';

import { operation } from '../service/operation.js';
import { provision, provisioningProblem } from './reserved-role.js';
import { instanceOf, invalid, notFound, onInstance, permissionSetOf } from './sso-access.js';
import { type PermissionSet, remember } from './sso-state.js';

/** Brings the roles of a permission set up to date with what it says now. */
export const provisionPermissionSet = operation<ProvisionPermissionSetRequest, ProvisionPermissionSetResponse>({
  schema: ProvisionPermissionSet$,
  access: (input, call) => onInstance(call, input, { action: 'ProvisionPermissionSet' }),
  handle: (input, call) => {
    const { instance, set } = permissionSetOf(call, input);
    const accounts = accountsOf(set, input);
    const problem = accounts.map((id) => provisioningProblem(call.world, set, id)).find((each) => each !== undefined);
    if (problem === undefined) {
      for (const accountId of accounts) provision(call.world, { instance, set }, { accountId, now: call.now });
    }
    const RequestId = randomUUID();
    const about = { RequestId, PermissionSetArn: set.arn, CreatedDate: call.now };
    const account = input.TargetId === undefined ? {} : { AccountId: input.TargetId };
    remember(instance.provisionings, RequestId, {
      ...about,
      ...account,
      ...(problem === undefined ? { Status: 'SUCCEEDED' } : { Status: 'FAILED', FailureReason: problem }),
    });
    return { PermissionSetProvisioningStatus: { ...about, ...account, Status: 'IN_PROGRESS' } };
  },
});

function accountsOf(
  set: PermissionSet,
  { TargetType, TargetId = '' }: ProvisionPermissionSetRequest,
): readonly string[] {
  if (TargetType === 'ALL_PROVISIONED_ACCOUNTS') return [...set.provisioned.keys()];
  if (TargetType !== 'AWS_ACCOUNT') throw invalid('TargetType must be AWS_ACCOUNT or ALL_PROVISIONED_ACCOUNTS.');
  if (!set.provisioned.has(TargetId)) throw notFound(`${set.name} is not provisioned to the account ${TargetId}.`);
  return [TargetId];
}

export const describeProvisioning = operation<
  DescribePermissionSetProvisioningStatusRequest,
  DescribePermissionSetProvisioningStatusResponse
>({
  schema: DescribePermissionSetProvisioningStatus$,
  access: (input, call) => onInstance(call, input, { action: 'DescribePermissionSetProvisioningStatus' }),
  handle: (input, call) => {
    const id = input.ProvisionPermissionSetRequestId ?? '';
    const status = instanceOf(call, input).provisionings.get(id);
    if (status === undefined) throw notFound(`Request ${id} could not be found.`);
    return { PermissionSetProvisioningStatus: status };
  },
});
