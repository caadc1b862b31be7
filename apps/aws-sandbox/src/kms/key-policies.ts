import {
  GetKeyPolicy$,
  type GetKeyPolicyRequest,
  type GetKeyPolicyResponse,
  ListKeyPolicies$,
  type ListKeyPoliciesRequest,
  type ListKeyPoliciesResponse,
  PutKeyPolicy$,
  type PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';

import { callerMay } from '../authorization/caller-permission.js';
import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { callerKeys, keyOf, managing, notFound, onKey, refusePending } from './key-access.js';
import { kmsPage } from './kms-paging.rules.js';
import type { KmsKey } from './kms-state.js';

const MAX_BYTES = 32_768;
const ONLY_NAME = 'default';

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message);
}

interface NewPolicy {
  readonly document: string;
  readonly bypass: boolean | undefined;
}

/** Refuses a document that is broken, names nobody who is there, or would lock its author out. */
export function refuseBadKeyPolicy(call: Call, key: Omit<KmsKey, 'policy'>, { document, bypass }: NewPolicy): void {
  if (Buffer.byteLength(document) > MAX_BYTES) {
    throw new AwsError('LimitExceededException', `The key policy is longer than ${String(MAX_BYTES)} bytes.`);
  }
  const problem = documentProblem(document, 'resource');
  if (problem !== undefined) throw malformed(problem);
  if (unknownPrincipal(call.world, document, 'resource') !== undefined) {
    throw malformed('Policy contains a statement with one or more invalid principals.');
  }
  const asked = onKey(
    call.world,
    { ...key, policy: document, grants: new Map() },
    {
      action: 'kms:PutKeyPolicy',
      context: callerKeys(call),
    },
  );
  if (bypass === true || callerMay(call, asked)) return;
  throw malformed('The new key policy will not allow you to update the key policy in the future.');
}

function refuseOtherName(name: string | undefined): void {
  if (name !== undefined && name !== ONLY_NAME) throw notFound('No such policy exists');
}

export const getKeyPolicy = operation<GetKeyPolicyRequest, GetKeyPolicyResponse>({
  schema: GetKeyPolicy$,
  access: managing('kms:GetKeyPolicy'),
  handle: (input, call) => {
    refuseOtherName(input.PolicyName);
    return { Policy: keyOf(call, input).policy, PolicyName: ONLY_NAME };
  },
});

export const putKeyPolicy = operation<PutKeyPolicyRequest, object>({
  schema: PutKeyPolicy$,
  access: managing('kms:PutKeyPolicy', (input: PutKeyPolicyRequest) => ({
    'kms:BypassPolicyLockoutSafetyCheck': input.BypassPolicyLockoutSafetyCheck === true,
  })),
  handle: (input, call) => {
    refuseOtherName(input.PolicyName);
    const key = keyOf(call, input);
    refusePending(key);
    const document = input.Policy ?? '';
    refuseBadKeyPolicy(call, key, { document, bypass: input.BypassPolicyLockoutSafetyCheck });
    key.policy = document;
    return {};
  },
});

export const listKeyPolicies = operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse>({
  schema: ListKeyPolicies$,
  access: managing('kms:ListKeyPolicies'),
  handle: (input) => {
    const { items, more } = kmsPage([ONLY_NAME], input, { normal: 100, max: 1000 });
    return { PolicyNames: [...items], ...more };
  },
});
