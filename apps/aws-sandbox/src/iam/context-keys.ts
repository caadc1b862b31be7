import {
  GetContextKeysForCustomPolicy$,
  type GetContextKeysForCustomPolicyRequest,
  type GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicy$,
  type GetContextKeysForPrincipalPolicyRequest,
} from '@aws-sdk/client-iam';

import { operation } from '../service/operation.js';
import { onAccount, ownAccount } from './iam-account.js';
import { contextKeysOf } from './policy-keys.rules.js';
import { type SimulatedPolicy, givenPolicies, holderOf, policiesOf } from './simulated-policies.js';

function keysOfAll(policies: readonly SimulatedPolicy[]): GetContextKeysForPolicyResponse {
  const keys = policies.flatMap(({ document }) => contextKeysOf({ document, kind: 'identity' }));
  return { ContextKeyNames: [...new Set(keys)] };
}

export const getContextKeysForCustomPolicy = operation<
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse
>({
  schema: GetContextKeysForCustomPolicy$,
  access: onAccount('iam:GetContextKeysForCustomPolicy'),
  handle: ({ PolicyInputList }) => keysOfAll(givenPolicies('PolicyInputList', PolicyInputList, 'identity')),
});

export const getContextKeysForPrincipalPolicy = operation<
  GetContextKeysForPrincipalPolicyRequest,
  GetContextKeysForPolicyResponse
>({
  schema: GetContextKeysForPrincipalPolicy$,
  access: (input, call) => [
    {
      action: 'iam:GetContextKeysForPrincipalPolicy',
      resource: input.PolicySourceArn ?? '*',
      resourceAccountId: call.caller.accountId,
    },
  ],
  handle: (input, call) => {
    const holder = holderOf(ownAccount(call), input.PolicySourceArn ?? '');
    const given = givenPolicies('PolicyInputList', input.PolicyInputList, 'identity');
    return keysOfAll([...policiesOf(call.world, holder), ...given]);
  },
});
