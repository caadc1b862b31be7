import {
  AttachPolicy$,
  type AttachPolicyRequest,
  DetachPolicy$,
  type DetachPolicyRequest,
  DisablePolicyType$,
  type DisablePolicyTypeRequest,
  type DisablePolicyTypeResponse,
  EnablePolicyType$,
  type EnablePolicyTypeRequest,
  type EnablePolicyTypeResponse,
} from '@aws-sdk/client-organizations';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import {
  type Organization,
  type OrganizationPolicy,
  attachPolicy as attach,
  detachPolicy as detach,
  policiesOn,
  rootOf,
} from '../state/organization.js';
import { disablePolicies, enablePolicies, fullAccessId } from './full-access-policies.js';
import { ask, constraintViolation, invalidInput, ownOrganization, refuseMembers } from './organizations-account.js';
import { ownType } from './policy-changes.js';
import { POLICY_LIMITS } from './policy-content.rules.js';
import { onPolicy, policyNamed, targetNamed } from './policies.js';
import { rootShape } from './tree.js';

interface PolicyAndTarget {
  readonly PolicyId: string | undefined;
  readonly TargetId: string | undefined;
}

/** Both the policy and what it is attached to must be allowed. */
function onBoth(call: Call, action: string, { PolicyId, TargetId }: PolicyAndTarget): readonly AccessQuestion[] {
  const { nodes, policies } = ownOrganization(call);
  const type = policies.get(PolicyId ?? '')?.type;
  const context = type === undefined ? {} : { 'organizations:PolicyType': type };
  const questions = [...onPolicy(call, action, PolicyId), ...ask(call, action, nodes.get(TargetId ?? '')?.arn ?? '*')];
  return questions.map((question) => ({ ...question, context }));
}

export const attachPolicy = operation<AttachPolicyRequest, object>({
  schema: AttachPolicy$,
  access: (input, call) => onBoth(call, 'organizations:AttachPolicy', input),
  handle: ({ PolicyId, TargetId }, call) => {
    const organization = refuseMembers(call);
    const policy = policyNamed(organization, PolicyId);
    const target = targetNamed(organization, TargetId);
    refuseDisabled(organization, policy);
    if (isAttached(organization, policy, target.id)) {
      throw new AwsError(
        'DuplicatePolicyAttachmentException',
        'The selected policy is already attached to the specified target.',
      );
    }
    const { attached } = POLICY_LIMITS[policy.type];
    if (policiesOn(organization, target.id, policy.type).length >= attached) {
      throw constraintViolation(
        'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You have exceeded the number of policies of the specified type that can be attached to an entity.',
      );
    }
    attach(organization, policy.id, target.id);
    return {};
  },
});

function isAttached(organization: Organization, { id }: OrganizationPolicy, targetId: string): boolean {
  return organization.attachments.get(targetId)?.has(id) === true;
}

function refuseDisabled(organization: Organization, { type }: Pick<OrganizationPolicy, 'type'>): void {
  if (organization.enabledTypes.has(type)) return;
  throw new AwsError(
    'PolicyTypeNotEnabledException',
    "The specified policy type isn't currently enabled in this root.",
  );
}

export const detachPolicy = operation<DetachPolicyRequest, object>({
  schema: DetachPolicy$,
  access: (input, call) => onBoth(call, 'organizations:DetachPolicy', input),
  handle: ({ PolicyId, TargetId }, call) => {
    const organization = refuseMembers(call);
    const policy = policyNamed(organization, PolicyId);
    const target = targetNamed(organization, TargetId);
    if (!isAttached(organization, policy, target.id)) {
      throw new AwsError(
        'PolicyNotAttachedException',
        "The policy isn't attached to the specified target in the specified root.",
      );
    }
    refuseDetaching(organization, policy, target.id);
    detach(organization, policy.id, target.id);
    return {};
  },
});

/** Every node keeps at least one SCP, and the RCP that allows everything. */
function refuseDetaching(organization: Organization, { id, type }: OrganizationPolicy, targetId: string): void {
  if (id === fullAccessId('RESOURCE_CONTROL_POLICY')) {
    throw invalidInput(
      'NON_DETACHABLE_POLICY',
      "You can't detach this policy: it is attached to everything while RCPs are enabled.",
    );
  }
  if (type === 'RESOURCE_CONTROL_POLICY' || policiesOn(organization, targetId, type).length > 1) return;
  throw constraintViolation(
    'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    'You cannot remove the last policy of this type attached to the specified entity.',
  );
}

interface TypeOfRoot {
  readonly RootId: string | undefined;
  readonly PolicyType: string | undefined;
}

function onRoot(call: Call, action: string, { PolicyType = '' }: TypeOfRoot): readonly AccessQuestion[] {
  const questions = ask(call, action, rootOf(ownOrganization(call)).arn);
  return questions.map((question) => ({ ...question, context: { 'organizations:PolicyType': PolicyType } }));
}

function refuseOtherRoot({ rootId }: Organization, { RootId = '' }: TypeOfRoot): void {
  if (!/^r-[0-9a-z]{4,32}$/u.test(RootId))
    throw invalidInput('INVALID_PATTERN', 'You specified an invalid value for RootId.');
  if (RootId !== rootId) throw new AwsError('RootNotFoundException', "You specified a root that doesn't exist.");
}

export const enablePolicyType = operation<EnablePolicyTypeRequest, EnablePolicyTypeResponse>({
  schema: EnablePolicyType$,
  access: (input, call) => onRoot(call, 'organizations:EnablePolicyType', input),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const type = ownType(input.PolicyType);
    refuseOtherRoot(organization, input);
    if (organization.enabledTypes.has(type)) {
      throw new AwsError(
        'PolicyTypeAlreadyEnabledException',
        'The specified policy type is already enabled in the specified root.',
      );
    }
    enablePolicies(organization, type);
    return { Root: rootShape(organization) };
  },
});

export const disablePolicyType = operation<DisablePolicyTypeRequest, DisablePolicyTypeResponse>({
  schema: DisablePolicyType$,
  access: (input, call) => onRoot(call, 'organizations:DisablePolicyType', input),
  handle: (input, call) => {
    const organization = refuseMembers(call);
    const type = ownType(input.PolicyType);
    refuseOtherRoot(organization, input);
    refuseDisabled(organization, { type });
    disablePolicies(organization, type);
    return { Root: rootShape(organization) };
  },
});
