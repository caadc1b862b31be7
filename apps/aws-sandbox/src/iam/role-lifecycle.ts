import {
  CreateRole$,
  type CreateRoleRequest,
  type CreateRoleResponse,
  DeleteRole$,
  type DeleteRoleRequest,
  UpdateRole$,
  UpdateRoleDescription$,
  type UpdateRoleDescriptionRequest,
  type UpdateRoleDescriptionResponse,
  type UpdateRoleRequest,
  type UpdateRoleResponse,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Role } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import { refuseUnknownBoundary } from './entity-policies.js';
import { PATH, ROLE_NAME, deleteConflict, entityAlreadyExists, iamArn, ownAccount } from './iam-account.js';
import { refuseBadTrust } from './iam-documents.js';
import { countedSize, refuseOver } from './iam-limits.rules.js';
import { roleShape } from './iam-shapes.js';
import { newTags, requestTagContext } from './iam-tags.rules.js';
import { profilesOfRole } from './instance-profile-state.js';
import { modifiableRole, namedRole, onNamedRole } from './named-role.js';
import { forgetUse } from './service-use.js';

const SESSION_SECONDS = { min: 3600, max: 43_200 } as const;

export const createRole = operation<CreateRoleRequest, CreateRoleResponse>({
  schema: CreateRole$,
  access: (input, call) => {
    refuseViolations(
      { RoleName: input.RoleName, Path: input.Path, MaxSessionDuration: input.MaxSessionDuration },
      { RoleName: ROLE_NAME, Path: PATH, MaxSessionDuration: SESSION_SECONDS },
    );
    const boundary = input.PermissionsBoundary;
    return [
      {
        action: 'iam:CreateRole',
        resource: iamArn(ownAccount(call), 'role', `${input.Path ?? '/'}${input.RoleName ?? ''}`),
        resourceAccountId: call.caller.accountId,
        context: {
          ...requestTagContext(input.Tags ?? []),
          ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }),
        },
      },
    ];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const name = input.RoleName ?? '';
    if (account.roles.has(name.toLowerCase())) {
      throw entityAlreadyExists(`Role with name ${name} already exists.`);
    }
    refuseOver('RolesPerAccount', account.roles.size + 1);
    const role = newRole(input, call);
    account.roles.set(name.toLowerCase(), role);
    return { Role: roleShape(role) };
  },
});

function newRole(input: CreateRoleRequest, call: Call): Role {
  const { world, caller, now } = call;
  const { RoleName: name = '', Path: path = '/', AssumeRolePolicyDocument: trustPolicy = '' } = input;
  refuseBadTrust(world, trustPolicy);
  refuseOver('ACLSizePerRole', countedSize(trustPolicy));
  refuseUnknownBoundary(call, input.PermissionsBoundary);
  return {
    accountId: caller.accountId,
    name,
    path,
    arn: iamArn(ownAccount(call), 'role', `${path}${name}`),
    id: freshId('AROA'),
    createdAt: now,
    description: input.Description,
    maxSessionSeconds: input.MaxSessionDuration ?? SESSION_SECONDS.min,
    trustPolicy,
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    boundaryArn: input.PermissionsBoundary,
    tags: newTags(input.Tags),
    lastUsed: undefined,
  };
}

export const updateRole = operation<UpdateRoleRequest, UpdateRoleResponse>({
  schema: UpdateRole$,
  access: (input, call) => {
    refuseViolations({ MaxSessionDuration: input.MaxSessionDuration }, { MaxSessionDuration: SESSION_SECONDS });
    return onNamedRole('iam:UpdateRole')(input, call);
  },
  handle: (input, call) => {
    // The description is the one thing that customers may change of a service-linked role.
    const role = input.MaxSessionDuration === undefined ? namedRole(input, call) : modifiableRole(input, call);
    if (input.Description !== undefined) role.description = input.Description;
    if (input.MaxSessionDuration !== undefined) role.maxSessionSeconds = input.MaxSessionDuration;
    return {};
  },
});

export const updateRoleDescription = operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>({
  schema: UpdateRoleDescription$,
  access: onNamedRole('iam:UpdateRoleDescription'),
  handle: (input, call) => {
    const role = namedRole(input, call);
    role.description = input.Description;
    return { Role: roleShape(role) };
  },
});

export const deleteRole = operation<DeleteRoleRequest, object>({
  schema: DeleteRole$,
  access: onNamedRole('iam:DeleteRole'),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    if (profilesOfRole(call.world, role).length > 0) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    if (role.attachedPolicies.size > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (role.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    ownAccount(call).roles.delete(role.name.toLowerCase());
    forgetUse(call.world, role.arn);
    return {};
  },
});
