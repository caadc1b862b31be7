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
import { attach, deleteInline, detach, putInline, refuseUnknownBoundary } from './entity-policies.js';
import { ENTITY_NAME, noSuchEntity } from './iam-account.js';
import { refuseBadTrust } from './iam-documents.js';
import { countedSize, refuseOver } from './iam-limits.rules.js';
import { mergedTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { modifiableRole, onNamedRole } from './named-role.js';

export const putRolePolicy = operation<PutRolePolicyRequest, object>({
  schema: PutRolePolicy$,
  access: (input, call) => {
    refuseViolations({ PolicyName: input.PolicyName }, { PolicyName: ENTITY_NAME });
    return onNamedRole('iam:PutRolePolicy')(input, call);
  },
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    putInline('role', role, input);
    return {};
  },
});

export const deleteRolePolicy = operation<DeleteRolePolicyRequest, object>({
  schema: DeleteRolePolicy$,
  access: onNamedRole('iam:DeleteRolePolicy'),
  handle: (input, call) => {
    deleteInline('role', modifiableRole(input, call), input.PolicyName);
    return {};
  },
});

export const attachRolePolicy = operation<AttachRolePolicyRequest, object>({
  schema: AttachRolePolicy$,
  access: onNamedRole('iam:AttachRolePolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    attach('PoliciesPerRole', modifiableRole(input, call), { call, arn: input.PolicyArn ?? '' });
    return {};
  },
});

export const detachRolePolicy = operation<DetachRolePolicyRequest, object>({
  schema: DetachRolePolicy$,
  access: onNamedRole('iam:DetachRolePolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    detach(modifiableRole(input, call), input.PolicyArn);
    return {};
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
    refuseUnknownBoundary(call, input.PermissionsBoundary);
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
    replaceTags(role.tags, mergedTags(role.tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagRole = operation<UntagRoleRequest, object>({
  schema: UntagRole$,
  access: onNamedRole('iam:UntagRole', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    replaceTags(role.tags, withoutTags(role.tags, input.TagKeys ?? []));
    return {};
  },
});
