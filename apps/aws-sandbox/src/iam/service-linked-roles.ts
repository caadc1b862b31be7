import { randomUUID } from 'node:crypto';

import {
  CreateServiceLinkedRole$,
  type CreateServiceLinkedRoleRequest,
  type CreateServiceLinkedRoleResponse,
  DeleteServiceLinkedRole$,
  type DeleteServiceLinkedRoleRequest,
  type DeleteServiceLinkedRoleResponse,
  GetServiceLinkedRoleDeletionStatus$,
  type GetServiceLinkedRoleDeletionStatusRequest,
  type GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { findManagedPolicy } from '../state/lookup.js';
import type { Role } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import { iamArn, invalidInput, noSuchEntity, onAccount, ownAccount, withContext } from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { iamStateOf } from './iam-state.js';
import { roleShape } from './iam-shapes.js';
import { namedRole, onNamedRole } from './named-role.js';
import { forgetUse } from './service-use.js';
import { SERVICE_LINKED_SERVICES, type ServiceLinkedService } from './service-linked-services.js';

const SERVICE_NAME = { minLength: 1, maxLength: 128, pattern: '[\\w+=,.@-]+' } as const;
const SUFFIX = { minLength: 1, maxLength: 64, pattern: '[\\w+=,.@-]+' } as const;
const SESSION_SECONDS = 3600;

function pathOf(service: string): string {
  return `/aws-service-role/${service}/`;
}

function nameOf(known: ServiceLinkedService | undefined, suffix: string | undefined): string {
  return `${known?.roleName ?? 'AWSServiceRoleFor'}${suffix === undefined ? '' : `_${suffix}`}`;
}

export const createServiceLinkedRole = operation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse>({
  schema: CreateServiceLinkedRole$,
  access: (input, call) => {
    const { AWSServiceName = '', CustomSuffix } = input;
    refuseViolations(
      { aWSServiceName: AWSServiceName, CustomSuffix },
      { aWSServiceName: SERVICE_NAME, CustomSuffix: SUFFIX },
    );
    const account = ownAccount(call);
    const name = nameOf(SERVICE_LINKED_SERVICES[AWSServiceName], CustomSuffix);
    const resource = iamArn(account, 'role', `${pathOf(AWSServiceName)}${name}`);
    const question = { action: 'iam:CreateServiceLinkedRole', resource, resourceAccountId: account.id };
    return [withContext(question, { 'iam:AWSServiceName': AWSServiceName })];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const role = newRole(input, call);
    if (account.roles.has(role.name.toLowerCase())) {
      throw invalidInput(
        `Service role name ${role.name} has been taken in this account, please try a different suffix.`,
      );
    }
    refuseOver('RolesPerAccount', account.roles.size + 1);
    account.roles.set(role.name.toLowerCase(), role);
    return { Role: roleShape(role) };
  },
});

function newRole(input: CreateServiceLinkedRoleRequest, call: Call): Role {
  const { AWSServiceName: service = '', CustomSuffix: suffix, Description: description } = input;
  const known = SERVICE_LINKED_SERVICES[service];
  if (known === undefined) throw invalidInput(`Service-linked roles are not available for the service ${service}.`);
  if (suffix !== undefined && known.takesSuffix === undefined) {
    throw invalidInput(`Custom suffix is not allowed for ${service}`);
  }
  const account = ownAccount(call);
  const name = nameOf(known, suffix);
  const policy = `arn:${account.partition}:iam::aws:policy/aws-service-role/${known.policy}`;
  return {
    accountId: account.id,
    name,
    path: pathOf(service),
    arn: iamArn(account, 'role', `${pathOf(service)}${name}`),
    id: freshId('AROA'),
    createdAt: call.now,
    description,
    maxSessionSeconds: SESSION_SECONDS,
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    inlinePolicies: new Map(),
    attachedPolicies: new Set(findManagedPolicy(call.world, policy) === undefined ? [] : [policy]),
    boundaryArn: undefined,
    tags: new Map(),
    lastUsed: undefined,
  };
}

/** The services of the sandbox hold nothing that would keep a role, so that the deletion is done at once. */
export const deleteServiceLinkedRole = operation<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse>({
  schema: DeleteServiceLinkedRole$,
  access: onNamedRole('iam:DeleteServiceLinkedRole'),
  handle: (input, call) => {
    const role = namedRole(input, call);
    const path = /^\/aws-service-role\/[^/]+\/$/u.exec(role.path)?.[0];
    if (path === undefined) throw invalidInput(`The role ${role.name} is not a service-linked role.`);
    ownAccount(call).roles.delete(role.name.toLowerCase());
    forgetUse(call.world, role.arn);
    const id = `task${path}${role.name}/${randomUUID()}`;
    iamStateOf(call.world, role.accountId).deletionTasks.set(id, role.arn);
    return { DeletionTaskId: id };
  },
});

export const getServiceLinkedRoleDeletionStatus = operation<
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse
>({
  schema: GetServiceLinkedRoleDeletionStatus$,
  access: (input, call) => {
    refuseViolations({ DeletionTaskId: input.DeletionTaskId }, { DeletionTaskId: { minLength: 1, maxLength: 1000 } });
    const role = iamStateOf(call.world, call.caller.accountId).deletionTasks.get(input.DeletionTaskId ?? '');
    const [question] = onAccount('iam:GetServiceLinkedRoleDeletionStatus')(input, call);
    return question === undefined ? [] : [{ ...question, resource: role ?? '*' }];
  },
  handle: (input, call) => {
    const id = input.DeletionTaskId ?? '';
    if (!iamStateOf(call.world, call.caller.accountId).deletionTasks.has(id)) {
      throw noSuchEntity(`The deletion task with id ${id} cannot be found.`);
    }
    return { Status: 'SUCCEEDED' };
  },
});
