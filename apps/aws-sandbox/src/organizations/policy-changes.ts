import {
  CreatePolicy$,
  type CreatePolicyRequest,
  type CreatePolicyResponse,
  DeletePolicy$,
  type DeletePolicyRequest,
  PolicyType,
  UpdatePolicy$,
  type UpdatePolicyRequest,
  type UpdatePolicyResponse,
} from '@aws-sdk/client-organizations';

import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import {
  type Organization,
  type OrganizationPolicy,
  type OrganizationPolicyType,
  organizationArn,
  targetsOf,
} from '../state/organization.js';
import { freshShortId } from '../state/unique-id.js';
import { POLICY_TYPE_NAMES } from './full-access-policies.js';
import { readTags, requestTags } from './organization-tags.js';
import { ask, constraintViolation, invalidInput, refuseLength, refuseMembers } from './organizations-account.js';
import { POLICY_LIMITS, refuseMalformedPolicy } from './policy-content.rules.js';
import { onPolicy, policyNamed, policySummary } from './policies.js';

const NAME = { max: 128 };
const DESCRIPTION = { min: 0, max: 512 };

/** One of the types this sandbox has; the others that AWS has cannot be had by its organizations. */
export function ownType(type: string | undefined): OrganizationPolicyType {
  if (type === 'SERVICE_CONTROL_POLICY' || type === 'RESOURCE_CONTROL_POLICY') return type;
  if (!Object.values<string | undefined>(PolicyType).includes(type)) {
    throw invalidInput('INVALID_ENUM_POLICY_TYPE', 'You specified an invalid policy type string.');
  }
  throw new AwsError(
    'PolicyTypeNotAvailableForOrganizationException',
    "You can't use the specified policy type with the feature set currently enabled for this organization.",
  );
}

export const createPolicy = operation<CreatePolicyRequest, CreatePolicyResponse>({
  schema: CreatePolicy$,
  access: (input, call) =>
    ask(call, 'organizations:CreatePolicy').map((question) => ({
      ...question,
      context: { 'organizations:PolicyType': input.Type ?? '', ...requestTags(input.Tags) },
    })),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const type = ownType(input.Type);
    const { Name: name = '', Description: description = '', Content: document = '' } = input;
    refuseContent({ name, description, document }, type);
    refuseSameName(organization, type, { name });
    const tags = readTags(input.Tags);
    if (
      [...organization.policies.values()].filter((each) => each.type === type).length >=
      POLICY_LIMITS[type].perOrganization
    ) {
      throw constraintViolation(
        'POLICY_NUMBER_LIMIT_EXCEEDED',
        'You have exceeded the number of policies that you can have in an organization.',
      );
    }
    const id = `p-${freshShortId(8)}`;
    const arn = organizationArn(organization, 'policy', `${organization.id}/${POLICY_TYPE_NAMES[type]}/${id}`);
    const policy: OrganizationPolicy = { id, arn, name, description, type, document, awsManaged: false };
    organization.policies.set(id, policy);
    organization.tags.set(id, tags);
    return { Policy: { PolicySummary: policySummary(policy), Content: document } };
  },
});

type PolicyTexts = Pick<OrganizationPolicy, 'name' | 'description' | 'document'>;

function refuseContent({ name, description, document }: PolicyTexts, type: OrganizationPolicyType): void {
  refuseLength(name, 'Name', NAME);
  refuseLength(description, 'Description', DESCRIPTION);
  refuseLength(document, 'Content', { max: 1_000_000 });
  if (document.length > POLICY_LIMITS[type].characters) {
    throw constraintViolation('POLICY_CONTENT_LIMIT_EXCEEDED', 'You have exceeded the maximum policy size.');
  }
  refuseMalformedPolicy(document, type);
}

function refuseSameName(
  { policies }: Organization,
  type: OrganizationPolicyType,
  { name, self }: { readonly name: string; readonly self?: string },
): void {
  const same = [...policies.values()].find((each) => each.name === name && each.type === type && each.id !== self);
  if (same !== undefined) throw new AwsError('DuplicatePolicyException', 'A policy with the same name already exists.');
}

function refuseAwsManaged({ awsManaged }: OrganizationPolicy): void {
  if (awsManaged) throw invalidInput('IMMUTABLE_POLICY', "You can't modify a policy that AWS manages.");
}

export const updatePolicy = operation<UpdatePolicyRequest, UpdatePolicyResponse>({
  schema: UpdatePolicy$,
  access: (input, call) => onPolicy(call, 'organizations:UpdatePolicy', input.PolicyId),
  handle: ({ PolicyId, Name, Description, Content }, call) => {
    const organization = refuseMembers(call);
    const policy = policyNamed(organization, PolicyId);
    refuseAwsManaged(policy);
    const texts = {
      name: Name ?? policy.name,
      description: Description ?? policy.description,
      document: Content ?? policy.document,
    };
    refuseContent(texts, policy.type);
    refuseSameName(organization, policy.type, { name: texts.name, self: policy.id });
    Object.assign(policy, texts);
    return { Policy: { PolicySummary: policySummary(policy), Content: policy.document } };
  },
});

export const deletePolicy = operation<DeletePolicyRequest, object>({
  schema: DeletePolicy$,
  access: (input, call) => onPolicy(call, 'organizations:DeletePolicy', input.PolicyId),
  handle: ({ PolicyId }, call) => {
    const organization = refuseMembers(call);
    const policy = policyNamed(organization, PolicyId);
    refuseAwsManaged(policy);
    if (targetsOf(organization, policy.id).length > 0) {
      throw new AwsError(
        'PolicyInUseException',
        'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
      );
    }
    organization.policies.delete(policy.id);
    organization.tags.delete(policy.id);
    return {};
  },
});
