import {
  AddUserToGroup$,
  type AddUserToGroupRequest,
  AttachGroupPolicy$,
  type AttachGroupPolicyRequest,
  CreateGroup$,
  type CreateGroupRequest,
  type CreateGroupResponse,
  DeleteGroup$,
  DeleteGroupPolicy$,
  type DeleteGroupPolicyRequest,
  type DeleteGroupRequest,
  DetachGroupPolicy$,
  type DetachGroupPolicyRequest,
  PutGroupPolicy$,
  type PutGroupPolicyRequest,
  RemoveUserFromGroup$,
  type RemoveUserFromGroupRequest,
  UpdateGroup$,
  type UpdateGroupRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Account, Group } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import { attach, deleteInline, detach, putInline } from './entity-policies.js';
import { groupShape, namedGroup, onGroup } from './groups.js';
import {
  ENTITY_NAME,
  PATH,
  deleteConflict,
  entityAlreadyExists,
  iamArn,
  onBothNames,
  noSuchEntity,
  ownAccount,
} from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { namedUser } from './named-user.js';

export const createGroup = operation<CreateGroupRequest, CreateGroupResponse>({
  schema: CreateGroup$,
  access: (input, call) => {
    refuseViolations({ GroupName: input.GroupName, Path: input.Path }, { GroupName: ENTITY_NAME, Path: PATH });
    const account = ownAccount(call);
    const resource = iamArn(account, 'group', `${input.Path ?? '/'}${input.GroupName ?? ''}`);
    return [{ action: 'iam:CreateGroup', resource, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const { GroupName: name = '', Path: path = '/' } = input;
    refuseTaken(account, name);
    refuseOver('GroupsPerAccount', account.groups.size + 1);
    const group: Group = {
      accountId: account.id,
      name,
      path,
      arn: iamArn(account, 'group', `${path}${name}`),
      id: freshId('AGPA'),
      createdAt: call.now,
      inlinePolicies: new Map(),
      attachedPolicies: new Set(),
    };
    account.groups.set(name.toLowerCase(), group);
    return { Group: groupShape(group) };
  },
});

function refuseTaken(account: Account, name: string): void {
  if (account.groups.has(name.toLowerCase())) throw entityAlreadyExists(`Group with name ${name} already exists.`);
}

export const updateGroup = operation<UpdateGroupRequest, object>({
  schema: UpdateGroup$,
  access: (input, call) => {
    refuseViolations(
      { NewGroupName: input.NewGroupName, NewPath: input.NewPath },
      { NewGroupName: ENTITY_NAME, NewPath: PATH },
    );
    return onGroup('iam:UpdateGroup')(input, call).flatMap((question) => onBothNames(question, newArn(input, call)));
  },
  handle: (input, call) => {
    const account = ownAccount(call);
    const group = namedGroup(input, call);
    const name = input.NewGroupName ?? group.name;
    const path = input.NewPath ?? group.path;
    if (name.toLowerCase() !== group.name.toLowerCase()) refuseTaken(account, name);
    account.groups.delete(group.name.toLowerCase());
    account.groups.set(name.toLowerCase(), { ...group, name, path, arn: iamArn(account, 'group', `${path}${name}`) });
    for (const { groups } of account.users.values()) if (groups.delete(group.name)) groups.add(name);
    return {};
  },
});

function newArn(input: UpdateGroupRequest, call: Call): string {
  const account = ownAccount(call);
  const { GroupName: old = '' } = input;
  const known = account.groups.get(old.toLowerCase()) ?? { name: old, path: '/' };
  return iamArn(account, 'group', `${input.NewPath ?? known.path}${input.NewGroupName ?? known.name}`);
}

export const deleteGroup = operation<DeleteGroupRequest, object>({
  schema: DeleteGroup$,
  access: onGroup('iam:DeleteGroup'),
  handle: (input, call) => {
    const account = ownAccount(call);
    const group = namedGroup(input, call);
    const members = [...account.users.values()].some(({ groups }) => groups.has(group.name));
    if (members) throw deleteConflict('Cannot delete entity, must remove users from group first.');
    if (group.attachedPolicies.size > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (group.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    account.groups.delete(group.name.toLowerCase());
    return {};
  },
});

export const addUserToGroup = operation<AddUserToGroupRequest, object>({
  schema: AddUserToGroup$,
  access: onGroup('iam:AddUserToGroup'),
  handle: (input, call) => {
    const group = namedGroup(input, call);
    const user = namedUser(input, call);
    if (!user.groups.has(group.name)) refuseOver('GroupsPerUser', user.groups.size + 1);
    user.groups.add(group.name);
    return {};
  },
});

export const removeUserFromGroup = operation<RemoveUserFromGroupRequest, object>({
  schema: RemoveUserFromGroup$,
  access: onGroup('iam:RemoveUserFromGroup'),
  handle: (input, call) => {
    const group = namedGroup(input, call);
    const user = namedUser(input, call);
    if (user.groups.delete(group.name)) return {};
    throw noSuchEntity(`User ${user.name} not in group ${group.name}`);
  },
});

export const putGroupPolicy = operation<PutGroupPolicyRequest, object>({
  schema: PutGroupPolicy$,
  access: (input, call) => {
    refuseViolations({ PolicyName: input.PolicyName }, { PolicyName: ENTITY_NAME });
    return onGroup('iam:PutGroupPolicy')(input, call);
  },
  handle: (input, call) => {
    putInline('group', namedGroup(input, call), input);
    return {};
  },
});

export const deleteGroupPolicy = operation<DeleteGroupPolicyRequest, object>({
  schema: DeleteGroupPolicy$,
  access: onGroup('iam:DeleteGroupPolicy'),
  handle: (input, call) => {
    deleteInline('group', namedGroup(input, call), input.PolicyName);
    return {};
  },
});

export const attachGroupPolicy = operation<AttachGroupPolicyRequest, object>({
  schema: AttachGroupPolicy$,
  access: onGroup('iam:AttachGroupPolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    attach('PoliciesPerGroup', namedGroup(input, call), { call, arn: input.PolicyArn ?? '' });
    return {};
  },
});

export const detachGroupPolicy = operation<DetachGroupPolicyRequest, object>({
  schema: DetachGroupPolicy$,
  access: onGroup('iam:DetachGroupPolicy', ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn ?? '' })),
  handle: (input, call) => {
    detach(namedGroup(input, call), input.PolicyArn);
    return {};
  },
});
