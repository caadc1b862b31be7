import { randomUUID } from 'node:crypto';

import {
  AddPermission$,
  type AddPermissionRequest,
  type AddPermissionResponse,
  GetPolicy$,
  type GetPolicyRequest,
  type GetPolicyResponse,
  RemovePermission$,
  type RemovePermissionRequest,
} from '@aws-sdk/client-lambda';

import type { ContextValue } from '../authorization/access-question.js';
import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import {
  conflict,
  functionOf,
  invalidValue,
  notFound,
  onFunction,
  policyDocument,
  policyKey,
  refuseOtherRevision,
  targetOf,
} from './lambda-access.js';
import { type FunctionPolicy, LATEST, type LambdaFunction } from './lambda-state.js';
import { type PermissionInput, permissionStatement, refusePermission } from './permission-statement.rules.js';

const MAX_POLICY_BYTES = 20_480;

export const addPermission = operation<AddPermissionRequest, AddPermissionResponse>({
  schema: AddPermission$,
  access: (input, call) => {
    refusePermission(input);
    return [onFunction(call, input, { action: 'lambda:AddPermission', context: contextOf(input) })];
  },
  handle: (input, call) => {
    const found = functionOf(call, input);
    const { qualifiedArn, reference, accountId } = targetOf(call, input);
    if (reference.qualifier === LATEST) throw invalidValue('We currently do not support adding policies for $LATEST.');
    const policy = found.policies.get(policyKey(reference.qualifier));
    refuseOtherRevision(input.RevisionId, policy?.revisionId ?? input.RevisionId);
    const statement = permissionStatement(input, qualifiedArn, partitionOf(call.world, accountId));
    if (policy?.statements.has(statement.Sid) === true) {
      throw conflict(
        'The statement id (sid) provided already exists. Please provide a new statement id, or remove the existing statement.',
      );
    }
    const next: FunctionPolicy = {
      revisionId: randomUUID(),
      statements: new Map([...(policy?.statements ?? []), [statement.Sid, statement]]),
    };
    refusePolicy(policyDocument(next), call.world);
    found.policies.set(policyKey(reference.qualifier), next);
    return { Statement: JSON.stringify(statement) };
  },
});

/** The condition keys that say what is being given away (Service Authorization Reference, AWS Lambda). */
function contextOf({ Principal = '', FunctionUrlAuthType }: PermissionInput): Readonly<Record<string, ContextValue>> {
  return {
    'lambda:Principal': Principal,
    ...(FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  };
}

function refusePolicy(document: string, world: Parameters<typeof unknownPrincipal>[0]): void {
  const size = Buffer.byteLength(document);
  if (size > MAX_POLICY_BYTES) {
    const text = `The final policy size (${String(size)}) is bigger than the limit (${String(MAX_POLICY_BYTES)}).`;
    throw new AwsError('PolicyLengthExceededException', text, { details: { Type: 'User' } });
  }
  if (
    documentProblem(document, 'resource') === undefined &&
    unknownPrincipal(world, document, 'resource') === undefined
  )
    return;
  throw invalidValue('The provided principal was invalid. Please check the principal and try again.');
}

export const removePermission = operation<RemovePermissionRequest, object>({
  schema: RemovePermission$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:RemovePermission' })],
  handle: (input, call) => {
    const found = functionOf(call, input);
    const { key, policy } = policyOn(found, targetOf(call, input).reference.qualifier);
    const sid = input.StatementId ?? '';
    refuseOtherRevision(input.RevisionId, policy.revisionId);
    if (!policy.statements.delete(sid)) throw notFound(`Statement ${sid} is not found in resource policy.`);
    policy.revisionId = randomUUID();
    if (policy.statements.size === 0) found.policies.delete(key);
    return {};
  },
});

export const getPolicy = operation<GetPolicyRequest, GetPolicyResponse>({
  schema: GetPolicy$,
  access: (input, call) => [onFunction(call, input, { action: 'lambda:GetPolicy' })],
  handle: (input, call) => {
    const { policy } = policyOn(functionOf(call, input), targetOf(call, input).reference.qualifier);
    return { Policy: policyDocument(policy), RevisionId: policy.revisionId };
  },
});

interface FoundPolicy {
  readonly key: string;
  readonly policy: FunctionPolicy;
}

function policyOn(found: LambdaFunction, qualifier: string | undefined): FoundPolicy {
  const key = policyKey(qualifier);
  const policy = found.policies.get(key);
  if (policy === undefined) throw notFound('The resource you requested does not exist.');
  return { key, policy };
}
