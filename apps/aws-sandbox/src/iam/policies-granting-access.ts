import {
  ListPoliciesGrantingServiceAccess$,
  type ListPoliciesGrantingServiceAccessEntry,
  type ListPoliciesGrantingServiceAccessRequest,
  type ListPoliciesGrantingServiceAccessResponse,
  type PolicyGrantingServiceAccess,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { grantedActions, grantsService } from './granted-services.rules.js';
import { ownAccount } from './iam-account.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { type HeldPolicy, type PolicyHolder, holderOf, policiesOf } from './simulated-policies.js';

const ARN = { minLength: 20, maxLength: 2048 } as const;
const NAMESPACE = { minLength: 1, maxLength: 64, pattern: '[\\w-]*' } as const;
const TYPES = { user: 'USER', role: 'ROLE', group: 'GROUP' } as const;

/** The policies by which a user, role or group may use services. */
export const listPoliciesGrantingServiceAccess = operation<
  ListPoliciesGrantingServiceAccessRequest,
  ListPoliciesGrantingServiceAccessResponse
>({
  schema: ListPoliciesGrantingServiceAccess$,
  access: ({ Arn, ServiceNamespaces }, call) => {
    refuseViolations({ Arn }, { Arn: ARN });
    for (const namespace of ServiceNamespaces ?? []) {
      refuseViolations({ 'serviceNamespaces.member': namespace }, { 'serviceNamespaces.member': NAMESPACE });
    }
    const resourceAccountId = call.caller.accountId;
    return [{ action: 'iam:ListPoliciesGrantingServiceAccess', resource: Arn ?? '*', resourceAccountId }];
  },
  handle: ({ Arn = '', ServiceNamespaces = [], Marker }, call) => {
    const held = policiesOf(call.world, holderOf(ownAccount(call), Arn));
    const policies = held.map((policy) => ({ policy, granted: grantedActions(policy.document) }));
    const entries = ServiceNamespaces.map((ServiceNamespace): ListPoliciesGrantingServiceAccessEntry => {
      const granting = policies.filter(({ granted }) => grantsService(granted, ServiceNamespace));
      return { ServiceNamespace, Policies: granting.map(({ policy }) => policyShape(policy)) };
    });
    const keyOf = ({ ServiceNamespace = '' }: ListPoliciesGrantingServiceAccessEntry): string => ServiceNamespace;
    const { items, ...rest } = pageOf(sortedBy(entries, keyOf), keyOf, { Marker });
    return { PoliciesGrantingServiceAccess: [...items], ...rest };
  },
});

function policyShape({ name, arn, holder }: HeldPolicy): PolicyGrantingServiceAccess {
  if (arn !== undefined) return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: arn };
  return { PolicyName: name, PolicyType: 'INLINE', ...entityShape(holder) };
}

function entityShape({ kind, entity }: PolicyHolder) {
  return { EntityType: TYPES[kind], EntityName: entity.name };
}
