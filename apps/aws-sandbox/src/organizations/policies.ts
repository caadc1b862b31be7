import {
  DescribePolicy$,
  type DescribePolicyRequest,
  type DescribePolicyResponse,
  ListPolicies$,
  ListPoliciesForTarget$,
  type ListPoliciesForTargetRequest,
  type ListPoliciesForTargetResponse,
  type ListPoliciesRequest,
  type ListPoliciesResponse,
  ListTargetsForPolicy$,
  type ListTargetsForPolicyRequest,
  type ListTargetsForPolicyResponse,
  type PolicySummary,
  PolicyType,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  type Organization,
  type OrganizationNode,
  type OrganizationPolicy,
  policiesOn,
  targetsOf,
} from '../state/organization.js';
import { ask, invalidInput, ownOrganization, refuseNonReaders } from './organizations-account.js';
import { pageOf } from './organizations-paging.rules.js';

const POLICY_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
const TARGET_TYPES = { root: 'ROOT', unit: 'ORGANIZATIONAL_UNIT', account: 'ACCOUNT' } as const;

/** What Organizations tells of a policy beside its text. */
export function policySummary({ id, arn, name, description, type, awsManaged }: OrganizationPolicy): PolicySummary {
  return { Id: id, Arn: arn, Name: name, Description: description, Type: type, AwsManaged: awsManaged };
}

/** A type of policy by name. AWS has more of them than these two, of which an organization here has no policies. */
function refuseUnknownType(filter: string | undefined): void {
  if (Object.values<string | undefined>(PolicyType).includes(filter)) return;
  throw invalidInput('INVALID_ENUM_POLICY_TYPE', 'You specified an invalid policy type string.');
}

export function policyNamed(organization: Organization, id: string | undefined): OrganizationPolicy {
  const policy = organization.policies.get(id ?? '');
  if (policy !== undefined) return policy;
  throw new AwsError('PolicyNotFoundException', "You specified a policy that doesn't exist.");
}

export function targetNamed(organization: Organization, id: string | undefined): OrganizationNode {
  const node = organization.nodes.get(id ?? '');
  if (node !== undefined) return node;
  throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
}

export function onPolicy(call: Call, action: string, id: string | undefined): readonly AccessQuestion[] {
  return ask(call, action, ownOrganization(call).policies.get(id ?? '')?.arn ?? '*');
}

export const listPolicies = operation<ListPoliciesRequest, ListPoliciesResponse>({
  schema: ListPolicies$,
  access: (_input, call) => ask(call, 'organizations:ListPolicies'),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    refuseUnknownType(input.Filter);
    const policies = [...organization.policies.values()].filter(({ type }) => type === input.Filter);
    const { items, ...rest } = pageOf(policies, ({ id }) => id, input);
    return { Policies: items.map(policySummary), ...rest };
  },
});

export const describePolicy = operation<DescribePolicyRequest, DescribePolicyResponse>({
  schema: DescribePolicy$,
  access: (input, call) => onPolicy(call, 'organizations:DescribePolicy', input.PolicyId),
  handle: (input, call) => {
    const policy = policyNamed(refuseNonReaders(call), input.PolicyId);
    return { Policy: { PolicySummary: policySummary(policy), Content: policy.document } };
  },
});

export const listPoliciesForTarget = operation<ListPoliciesForTargetRequest, ListPoliciesForTargetResponse>({
  schema: ListPoliciesForTarget$,
  access: (input, call) => {
    const target = ownOrganization(call).nodes.get(input.TargetId ?? '');
    return ask(call, 'organizations:ListPoliciesForTarget', target?.arn ?? '*');
  },
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    refuseUnknownType(input.Filter);
    const target = targetNamed(organization, input.TargetId);
    const attached = POLICY_TYPES.flatMap((type) => policiesOn(organization, target.id, type));
    const policies = attached.filter(({ type }) => type === input.Filter);
    const { items, ...rest } = pageOf(policies, ({ id }) => id, input);
    return { Policies: items.map(policySummary), ...rest };
  },
});

export const listTargetsForPolicy = operation<ListTargetsForPolicyRequest, ListTargetsForPolicyResponse>({
  schema: ListTargetsForPolicy$,
  access: (input, call) => onPolicy(call, 'organizations:ListTargetsForPolicy', input.PolicyId),
  handle: (input, call) => {
    const organization = refuseNonReaders(call);
    const targets = targetsOf(organization, policyNamed(organization, input.PolicyId).id);
    const { items, ...rest } = pageOf(targets, ({ id }) => id, input);
    return {
      Targets: items.map(({ id, arn, name, kind }) => ({
        TargetId: id,
        Arn: arn,
        Name: name,
        Type: TARGET_TYPES[kind],
      })),
      ...rest,
    };
  },
});
