import {
  AttachRolePolicy$,
  type AttachRolePolicyRequest,
  DeleteRolePermissionsBoundary$,
  type DeleteRolePermissionsBoundaryRequest,
  DeleteRolePolicy$,
  type DeleteRolePolicyRequest,
  DetachRolePolicy$,
  type DetachRolePolicyRequest,
  PutRolePermissionsBoundary$,
  type PutRolePermissionsBoundaryRequest,
  PutRolePolicy$,
  type PutRolePolicyRequest,
  TagRole$,
  type TagRoleRequest,
  UntagRole$,
  type UntagRoleRequest,
  UpdateAssumeRolePolicy$,
  type UpdateAssumeRolePolicyRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { findManagedPolicy } from '../state/lookup.js';
import type { Role } from '../state/model.js';
import { noSuchEntity } from './iam-account.js';
import { refuseBadPolicy, refuseBadTrust } from './iam-documents.js';
import { countedSize, refuseInlineSize, refuseOver } from './iam-limits.rules.js';
import { mergedTags, readTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { modifiableRole, onNamedRole } from './named-role.js';
import { refuseUnknownBoundary } from './role-lifecycle.js';

const POLICY_NAME = { minLength: 1, maxLength: 128, pattern: '[\\w+=,.@-]+' } as const;

export const putRolePolicy = operation<PutRolePolicyRequest, object>({
  schema: PutRolePolicy$,
  access: (input, call) => {
    refuseViolations({ PolicyName: input.PolicyName }, { PolicyName: POLICY_NAME });
    return onNamedRole('iam:PutRolePolicy')(input, call);
  },
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    const { PolicyName: name = '', PolicyDocument: document = '' } = input;
    refuseBadPolicy(document);
    refuseInlineSize(role.name, new Map([...role.inlinePolicies, [name, document]]).values());
    role.inlinePolicies.set(name, document);
    return {};
  },
});

export const deleteRolePolicy = operation<DeleteRolePolicyRequest, object>({
  schema: DeleteRolePolicy$,
  access: onNamedRole('iam:DeleteRolePolicy'),
  handle: (input, call) => {
    const name = input.PolicyName ?? '';
    if (!modifiableRole(input, call).inlinePolicies.delete(name)) {
      throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
    }
    return {};
  },
});

export const attachRolePolicy = operation<AttachRolePolicyRequest, object>({
  schema: AttachRolePolicy$,
  access: onNamedRole('iam:AttachRolePolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    const arn = input.PolicyArn ?? '';
    const owner = arn.split(':')[4];
    const usable = owner === 'aws' || owner === role.accountId;
    if (!usable || findManagedPolicy(call.world, arn) === undefined) {
      throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    }
    if (!role.attachedPolicies.has(arn)) refuseOver('PoliciesPerRole', role.attachedPolicies.size + 1);
    role.attachedPolicies.add(arn);
    return {};
  },
});

export const detachRolePolicy = operation<DetachRolePolicyRequest, object>({
  schema: DetachRolePolicy$,
  access: onNamedRole('iam:DetachRolePolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    const arn = input.PolicyArn ?? '';
    if (modifiableRole(input, call).attachedPolicies.delete(arn)) return {};
    throw noSuchEntity(`Policy ${arn} was not found.`);
  },
});

export const updateAssumeRolePolicy = operation<UpdateAssumeRolePolicyRequest, object>({
  schema: UpdateAssumeRolePolicy$,
  access: onNamedRole('iam:UpdateAssumeRolePolicy'),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    const document = input.PolicyDocument ?? '';
    refuseBadTrust(call.world, document);
    refuseOver('ACLSizePerRole', countedSize(document));
    role.trustPolicy = document;
    return {};
  },
});

export const putRolePermissionsBoundary = operation<PutRolePermissionsBoundaryRequest, object>({
  schema: PutRolePermissionsBoundary$,
  access: onNamedRole('iam:PutRolePermissionsBoundary', ({ PermissionsBoundary }) => ({
    'iam:PermissionsBoundary': PermissionsBoundary ?? '',
  })),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    refuseUnknownBoundary(call.world, input.PermissionsBoundary);
    role.boundaryArn = input.PermissionsBoundary;
    return {};
  },
});

export const deleteRolePermissionsBoundary = operation<DeleteRolePermissionsBoundaryRequest, object>({
  schema: DeleteRolePermissionsBoundary$,
  access: onNamedRole('iam:DeleteRolePermissionsBoundary'),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    if (role.boundaryArn === undefined) {
      throw noSuchEntity(`Role ${role.name} does not have a permissions boundary.`);
    }
    role.boundaryArn = undefined;
    return {};
  },
});

export const tagRole = operation<TagRoleRequest, object>({
  schema: TagRole$,
  access: onNamedRole('iam:TagRole', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    replaceTags(role, mergedTags(role.tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagRole = operation<UntagRoleRequest, object>({
  schema: UntagRole$,
  access: onNamedRole('iam:UntagRole', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    replaceTags(role, withoutTags(role.tags, input.TagKeys ?? []));
    return {};
  },
});

function replaceTags(role: Role, tags: ReadonlyMap<string, string>): void {
  role.tags.clear();
  for (const [key, value] of tags) role.tags.set(key, value);
}
