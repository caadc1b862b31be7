import {
  AttachCustomerManagedPolicyReferenceToPermissionSet$,
  type AttachCustomerManagedPolicyReferenceToPermissionSetRequest,
  AttachManagedPolicyToPermissionSet$,
  type AttachManagedPolicyToPermissionSetRequest,
  DeleteInlinePolicyFromPermissionSet$,
  type DeleteInlinePolicyFromPermissionSetRequest,
  DeletePermissionsBoundaryFromPermissionSet$,
  type DeletePermissionsBoundaryFromPermissionSetRequest,
  DetachCustomerManagedPolicyReferenceFromPermissionSet$,
  type DetachCustomerManagedPolicyReferenceFromPermissionSetRequest,
  DetachManagedPolicyFromPermissionSet$,
  type DetachManagedPolicyFromPermissionSetRequest,
  GetInlinePolicyForPermissionSet$,
  type GetInlinePolicyForPermissionSetRequest,
  type GetInlinePolicyForPermissionSetResponse,
  GetPermissionsBoundaryForPermissionSet$,
  type GetPermissionsBoundaryForPermissionSetRequest,
  type GetPermissionsBoundaryForPermissionSetResponse,
  ListCustomerManagedPolicyReferencesInPermissionSet$,
  type ListCustomerManagedPolicyReferencesInPermissionSetRequest,
  type ListCustomerManagedPolicyReferencesInPermissionSetResponse,
  ListManagedPoliciesInPermissionSet$,
  type ListManagedPoliciesInPermissionSetRequest,
  type ListManagedPoliciesInPermissionSetResponse,
  PutInlinePolicyToPermissionSet$,
  type PutInlinePolicyToPermissionSetRequest,
  PutPermissionsBoundaryToPermissionSet$,
  type PutPermissionsBoundaryToPermissionSetRequest,
} from '@aws-sdk/client-sso-admin';

import { documentProblem } from '../authorization/policy-documents.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  type OnInstance,
  conflict,
  invalid,
  nextToken,
  notFound,
  onInstance,
  pageOf,
  permissionSetOf,
  refuse,
} from './sso-access.js';
import type { CustomerPolicy, PermissionSet } from './sso-state.js';

const MAX_POLICIES = 20;
const MAX_INLINE = 32_768;

function asking(action: string) {
  return (input: OnInstance, call: Call) => onInstance(call, input, { action });
}

export const putInlinePolicy = operation<PutInlinePolicyToPermissionSetRequest, object>({
  schema: PutInlinePolicyToPermissionSet$,
  access: asking('PutInlinePolicyToPermissionSet'),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const { InlinePolicy = '' } = input;
    refuse({ InlinePolicy }, { InlinePolicy: { minLength: 1, maxLength: MAX_INLINE } });
    const problem = documentProblem(InlinePolicy, 'identity');
    if (problem !== undefined) throw invalid(problem);
    set.inlinePolicy = InlinePolicy;
    return {};
  },
});

export const getInlinePolicy = operation<
  GetInlinePolicyForPermissionSetRequest,
  GetInlinePolicyForPermissionSetResponse
>({
  schema: GetInlinePolicyForPermissionSet$,
  access: asking('GetInlinePolicyForPermissionSet'),
  // Without a policy the answer is an empty text.
  handle: (input, call) => ({ InlinePolicy: permissionSetOf(call, input).set.inlinePolicy ?? '' }),
});

export const deleteInlinePolicy = operation<DeleteInlinePolicyFromPermissionSetRequest, object>({
  schema: DeleteInlinePolicyFromPermissionSet$,
  access: asking('DeleteInlinePolicyFromPermissionSet'),
  handle: (input, call) => {
    permissionSetOf(call, input).set.inlinePolicy = undefined;
    return {};
  },
});

export const attachManagedPolicy = operation<AttachManagedPolicyToPermissionSetRequest, object>({
  schema: AttachManagedPolicyToPermissionSet$,
  access: asking('AttachManagedPolicyToPermissionSet'),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const { ManagedPolicyArn: arn = '' } = input;
    if (!call.world.awsPolicies.has(arn)) throw notFound(`Policy ${arn} does not exist or is not attachable.`);
    if (set.managedPolicies.has(arn)) throw conflict(`The policy ${arn} is attached already.`);
    refuseMany(set);
    set.managedPolicies.add(arn);
    return {};
  },
});

function refuseMany({ managedPolicies, customerPolicies }: PermissionSet): void {
  if (managedPolicies.size + customerPolicies.length < MAX_POLICIES) return;
  throw new AwsError('ServiceQuotaExceededException', `A permission set has at most ${String(MAX_POLICIES)} policies.`);
}

export const detachManagedPolicy = operation<DetachManagedPolicyFromPermissionSetRequest, object>({
  schema: DetachManagedPolicyFromPermissionSet$,
  access: asking('DetachManagedPolicyFromPermissionSet'),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const { ManagedPolicyArn: arn = '' } = input;
    if (!set.managedPolicies.delete(arn)) throw notFound(`Policy ${arn} is not attached to ${set.arn}.`);
    return {};
  },
});

export const listManagedPolicies = operation<
  ListManagedPoliciesInPermissionSetRequest,
  ListManagedPoliciesInPermissionSetResponse
>({
  schema: ListManagedPoliciesInPermissionSet$,
  access: asking('ListManagedPoliciesInPermissionSet'),
  handle: (input, call) => {
    const page = pageOf(permissionSetOf(call, input).set.managedPolicies, (arn) => arn, input);
    const AttachedManagedPolicies = page.items.map((Arn) => ({ Arn, Name: Arn.slice(Arn.lastIndexOf('/') + 1) }));
    return { AttachedManagedPolicies, ...nextToken(page) };
  },
});

interface CustomerReference {
  readonly CustomerManagedPolicyReference?:
    { readonly Name?: string | undefined; readonly Path?: string | undefined } | undefined;
}

function referenceOf({ CustomerManagedPolicyReference }: CustomerReference): CustomerPolicy {
  const { Name: name = '', Path: path = '/' } = CustomerManagedPolicyReference ?? {};
  refuse({ Name: name }, { Name: { minLength: 1, maxLength: 128, pattern: '[\\w+=,.@-]+' } });
  return { name, path };
}

const same = (left: CustomerPolicy) => (right: CustomerPolicy) => left.name === right.name && left.path === right.path;

/** The policy is looked for in each account when the set is provisioned there. */
export const attachCustomerPolicy = operation<AttachCustomerManagedPolicyReferenceToPermissionSetRequest, object>({
  schema: AttachCustomerManagedPolicyReferenceToPermissionSet$,
  access: asking('AttachCustomerManagedPolicyReferenceToPermissionSet'),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const reference = referenceOf(input);
    if (set.customerPolicies.some(same(reference))) throw conflict(`The policy ${reference.name} is attached already.`);
    refuseMany(set);
    set.customerPolicies = [...set.customerPolicies, reference];
    return {};
  },
});

export const detachCustomerPolicy = operation<DetachCustomerManagedPolicyReferenceFromPermissionSetRequest, object>({
  schema: DetachCustomerManagedPolicyReferenceFromPermissionSet$,
  access: asking('DetachCustomerManagedPolicyReferenceFromPermissionSet'),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const reference = referenceOf(input);
    if (!set.customerPolicies.some(same(reference))) throw notFound(`Policy ${reference.name} is not attached.`);
    set.customerPolicies = set.customerPolicies.filter((each) => !same(reference)(each));
    return {};
  },
});

export const listCustomerPolicies = operation<
  ListCustomerManagedPolicyReferencesInPermissionSetRequest,
  ListCustomerManagedPolicyReferencesInPermissionSetResponse
>({
  schema: ListCustomerManagedPolicyReferencesInPermissionSet$,
  access: asking('ListCustomerManagedPolicyReferencesInPermissionSet'),
  handle: (input, call) => {
    const { customerPolicies } = permissionSetOf(call, input).set;
    const page = pageOf(customerPolicies, ({ path, name }) => path + name, input);
    const references = page.items.map(({ name, path }) => ({ Name: name, Path: path }));
    return { CustomerManagedPolicyReferences: references, ...nextToken(page) };
  },
});

export const putBoundary = operation<PutPermissionsBoundaryToPermissionSetRequest, object>({
  schema: PutPermissionsBoundaryToPermissionSet$,
  access: asking('PutPermissionsBoundaryToPermissionSet'),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    const { ManagedPolicyArn: arn, CustomerManagedPolicyReference } = input.PermissionsBoundary ?? {};
    if ((arn === undefined) === (CustomerManagedPolicyReference === undefined)) {
      throw invalid('A boundary is either a ManagedPolicyArn or a CustomerManagedPolicyReference.');
    }
    if (arn !== undefined && !call.world.awsPolicies.has(arn)) throw notFound(`Policy ${arn} does not exist.`);
    set.boundary =
      arn === undefined
        ? { customerPolicy: referenceOf({ CustomerManagedPolicyReference }) }
        : { managedPolicyArn: arn };
    return {};
  },
});

export const getBoundary = operation<
  GetPermissionsBoundaryForPermissionSetRequest,
  GetPermissionsBoundaryForPermissionSetResponse
>({
  schema: GetPermissionsBoundaryForPermissionSet$,
  access: asking('GetPermissionsBoundaryForPermissionSet'),
  handle: (input, call) => {
    const { boundary, arn } = permissionSetOf(call, input).set;
    if (boundary === undefined) throw notFound(`PermissionSet ${arn} has no permissions boundary.`);
    if ('managedPolicyArn' in boundary) {
      return { PermissionsBoundary: { ManagedPolicyArn: boundary.managedPolicyArn } };
    }
    const { name, path } = boundary.customerPolicy;
    return { PermissionsBoundary: { CustomerManagedPolicyReference: { Name: name, Path: path } } };
  },
});

export const deleteBoundary = operation<DeletePermissionsBoundaryFromPermissionSetRequest, object>({
  schema: DeletePermissionsBoundaryFromPermissionSet$,
  access: asking('DeletePermissionsBoundaryFromPermissionSet'),
  handle: (input, call) => {
    permissionSetOf(call, input).set.boundary = undefined;
    return {};
  },
});
