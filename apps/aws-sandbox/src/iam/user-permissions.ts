import {
  AttachUserPolicy$,
  type AttachUserPolicyRequest,
  DeleteUserPermissionsBoundary$,
  type DeleteUserPermissionsBoundaryRequest,
  DeleteUserPolicy$,
  type DeleteUserPolicyRequest,
  DetachUserPolicy$,
  type DetachUserPolicyRequest,
  PutUserPermissionsBoundary$,
  type PutUserPermissionsBoundaryRequest,
  PutUserPolicy$,
  type PutUserPolicyRequest,
  TagUser$,
  type TagUserRequest,
  UntagUser$,
  type UntagUserRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { attach, deleteInline, detach, putInline, refuseUnknownBoundary } from './entity-policies.js';
import { ENTITY_NAME, noSuchEntity } from './iam-account.js';
import { mergedTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { namedUser, onUser } from './named-user.js';

export const putUserPolicy = operation<PutUserPolicyRequest, object>({
  schema: PutUserPolicy$,
  access: (input, call) => {
    refuseViolations({ PolicyName: input.PolicyName }, { PolicyName: ENTITY_NAME });
    return onUser('iam:PutUserPolicy')(input, call);
  },
  handle: (input, call) => {
    putInline('user', namedUser(input, call), input);
    return {};
  },
});

export const deleteUserPolicy = operation<DeleteUserPolicyRequest, object>({
  schema: DeleteUserPolicy$,
  access: onUser('iam:DeleteUserPolicy'),
  handle: (input, call) => {
    deleteInline('user', namedUser(input, call), input.PolicyName);
    return {};
  },
});

export const attachUserPolicy = operation<AttachUserPolicyRequest, object>({
  schema: AttachUserPolicy$,
  access: onUser('iam:AttachUserPolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    attach('PoliciesPerUser', namedUser(input, call), { call, arn: input.PolicyArn ?? '' });
    return {};
  },
});

export const detachUserPolicy = operation<DetachUserPolicyRequest, object>({
  schema: DetachUserPolicy$,
  access: onUser('iam:DetachUserPolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    detach(namedUser(input, call), input.PolicyArn);
    return {};
  },
});

export const putUserPermissionsBoundary = operation<PutUserPermissionsBoundaryRequest, object>({
  schema: PutUserPermissionsBoundary$,
  access: onUser('iam:PutUserPermissionsBoundary', ({ PermissionsBoundary }) => ({
    'iam:PermissionsBoundary': PermissionsBoundary ?? '',
  })),
  handle: (input, call) => {
    const user = namedUser(input, call);
    refuseUnknownBoundary(call, input.PermissionsBoundary);
    user.boundaryArn = input.PermissionsBoundary;
    return {};
  },
});

export const deleteUserPermissionsBoundary = operation<DeleteUserPermissionsBoundaryRequest, object>({
  schema: DeleteUserPermissionsBoundary$,
  access: onUser('iam:DeleteUserPermissionsBoundary'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    if (user.boundaryArn === undefined) {
      throw noSuchEntity(`User ${user.name} does not have a permissions boundary.`);
    }
    user.boundaryArn = undefined;
    return {};
  },
});

export const tagUser = operation<TagUserRequest, object>({
  schema: TagUser$,
  access: onUser('iam:TagUser', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const { tags } = namedUser(input, call);
    replaceTags(tags, mergedTags(tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagUser = operation<UntagUserRequest, object>({
  schema: UntagUser$,
  access: onUser('iam:UntagUser', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = namedUser(input, call);
    replaceTags(tags, withoutTags(tags, input.TagKeys ?? []));
    return {};
  },
});
