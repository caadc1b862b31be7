import {
  CreateRole$,
  type CreateRoleRequest,
  type CreateRoleResponse,
  DeleteRole$,
  type DeleteRoleRequest,
  UpdateRole$,
  type UpdateRoleRequest,
  type UpdateRoleResponse,
} from '@aws-sdk/client-iam';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { findManagedPolicy } from '../state/lookup.js';
import type { Role, World } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import { ROLE_NAME, noSuchEntity, ownAccount } from './iam-account.js';
import { refuseBadTrust } from './iam-documents.js';
import { countedSize, refuseOver } from './iam-limits.rules.js';
import { roleShape } from './iam-shapes.js';
import { mergedTags, readTags, requestTagContext } from './iam-tags.rules.js';
import { modifiableRole, onNamedRole } from './named-role.js';

const SESSION_SECONDS = { min: 3600, max: 43_200 } as const;
const PATH = { minLength: 1, maxLength: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' } as const;

export const createRole = operation<CreateRoleRequest, CreateRoleResponse>({
  schema: CreateRole$,
  access: (input, { caller, world }) => {
    refuseViolations(
      { RoleName: input.RoleName, Path: input.Path, MaxSessionDuration: input.MaxSessionDuration },
      { RoleName: ROLE_NAME, Path: PATH, MaxSessionDuration: SESSION_SECONDS },
    );
    const boundary = input.PermissionsBoundary;
    return [
      {
        action: 'iam:CreateRole',
        resource: `arn:${world.partition}:iam::${caller.accountId}:role${input.Path ?? '/'}${input.RoleName ?? ''}`,
        resourceAccountId: caller.accountId,
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
      throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, { status: 409 });
    }
    refuseOver('RolesPerAccount', account.roles.size + 1);
    const role = newRole(input, call);
    account.roles.set(name.toLowerCase(), role);
    return { Role: roleShape(role) };
  },
});

function newRole(input: CreateRoleRequest, { world, caller, now }: Call): Role {
  const { RoleName: name = '', Path: path = '/', AssumeRolePolicyDocument: trustPolicy = '' } = input;
  refuseBadTrust(world, trustPolicy);
  refuseOver('ACLSizePerRole', countedSize(trustPolicy));
  refuseUnknownBoundary(world, input.PermissionsBoundary);
  return {
    accountId: caller.accountId,
    name,
    path,
    arn: `arn:${world.partition}:iam::${caller.accountId}:role${path}${name}`,
    id: freshId('AROA'),
    createdAt: now,
    description: input.Description,
    maxSessionSeconds: input.MaxSessionDuration ?? SESSION_SECONDS.min,
    trustPolicy,
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    boundaryArn: input.PermissionsBoundary,
    tags: new Map(mergedTags(new Map(), readTags(input.Tags ?? []))),
    lastUsed: undefined,
  };
}

/** A boundary must be a managed policy that is there. */
export function refuseUnknownBoundary(world: World, arn: string | undefined): void {
  if (arn === undefined || findManagedPolicy(world, arn) !== undefined) return;
  throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
}

export const updateRole = operation<UpdateRoleRequest, UpdateRoleResponse>({
  schema: UpdateRole$,
  access: (input, call) => {
    refuseViolations({ MaxSessionDuration: input.MaxSessionDuration }, { MaxSessionDuration: SESSION_SECONDS });
    return onNamedRole('iam:UpdateRole')(input, call);
  },
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    if (input.Description !== undefined) role.description = input.Description;
    if (input.MaxSessionDuration !== undefined) role.maxSessionSeconds = input.MaxSessionDuration;
    return {};
  },
});

export const deleteRole = operation<DeleteRoleRequest, object>({
  schema: DeleteRole$,
  access: onNamedRole('iam:DeleteRole'),
  handle: (input, call) => {
    const role = modifiableRole(input, call);
    if (role.attachedPolicies.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (role.inlinePolicies.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
    ownAccount(call).roles.delete(role.name.toLowerCase());
    return {};
  },
});

function conflict(message: string): AwsError {
  return new AwsError('DeleteConflict', message, { status: 409 });
}
