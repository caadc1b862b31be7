import { lastPartOf, placeOfArn } from '../collectors/arn.rules.js';
import { AWS_OWNER, GLOBAL_REGION, RESOURCE_TYPES } from '../resource/observed-resource.js';
import { present, textAt, type Call, type Effect, type Touched, type TouchRules } from './touched.rules.js';

/** A kind of identity, and where CloudTrail tells which one. */
interface Kind {
  readonly resourceType: string;
  /** As in the ARN. */
  readonly word: string;
  /** The request's parameter. */
  readonly parameter: string;
  /** The response's object, which has the ARN. */
  readonly element: string;
}

const ROLE: Kind = { resourceType: RESOURCE_TYPES.role, word: 'role', parameter: 'roleName', element: 'role' };
const USER: Kind = { resourceType: RESOURCE_TYPES.user, word: 'user', parameter: 'userName', element: 'user' };
const GROUP: Kind = { resourceType: RESOURCE_TYPES.group, word: 'group', parameter: 'groupName', element: 'group' };
const POLICY: Kind = {
  resourceType: RESOURCE_TYPES.managedPolicy,
  word: 'policy',
  parameter: 'policyArn',
  element: 'policy',
};
const PROFILE: Kind = {
  resourceType: RESOURCE_TYPES.instanceProfile,
  word: 'instance-profile',
  parameter: 'instanceProfileName',
  element: 'instanceProfile',
};

/** Events by what they do to which kind. Source: IAM API reference, the actions that write. */
const EVENTS: Readonly<Record<Effect, Readonly<Record<string, Kind>>>> = {
  made: {
    CreateRole: ROLE,
    CreateServiceLinkedRole: ROLE,
    CreateUser: USER,
    CreateGroup: GROUP,
    CreatePolicy: POLICY,
    CreateInstanceProfile: PROFILE,
  },
  'taken-away': {
    DeleteRole: ROLE,
    DeleteUser: USER,
    DeleteGroup: GROUP,
    DeletePolicy: POLICY,
    DeleteInstanceProfile: PROFILE,
  },
  changed: {
    UpdateRole: ROLE,
    UpdateRoleDescription: ROLE,
    UpdateAssumeRolePolicy: ROLE,
    PutRolePolicy: ROLE,
    DeleteRolePolicy: ROLE,
    AttachRolePolicy: ROLE,
    DetachRolePolicy: ROLE,
    TagRole: ROLE,
    UntagRole: ROLE,
    PutRolePermissionsBoundary: ROLE,
    DeleteRolePermissionsBoundary: ROLE,
    // AWS deletes it when it finds the time.
    DeleteServiceLinkedRole: ROLE,
    PutUserPolicy: USER,
    DeleteUserPolicy: USER,
    AttachUserPolicy: USER,
    DetachUserPolicy: USER,
    TagUser: USER,
    UntagUser: USER,
    PutUserPermissionsBoundary: USER,
    DeleteUserPermissionsBoundary: USER,
    AddUserToGroup: USER,
    RemoveUserFromGroup: USER,
    PutGroupPolicy: GROUP,
    DeleteGroupPolicy: GROUP,
    AttachGroupPolicy: GROUP,
    DetachGroupPolicy: GROUP,
    CreatePolicyVersion: POLICY,
    DeletePolicyVersion: POLICY,
    SetDefaultPolicyVersion: POLICY,
    TagPolicy: POLICY,
    UntagPolicy: POLICY,
    AddRoleToInstanceProfile: PROFILE,
    RemoveRoleFromInstanceProfile: PROFILE,
    TagInstanceProfile: PROFILE,
    UntagInstanceProfile: PROFILE,
  },
};

/** Which identities the writing calls of IAM touch. */
export const IAM_CHANGES: TouchRules = {
  ...Object.fromEntries(
    (Object.entries(EVENTS) as [Effect, Readonly<Record<string, Kind>>][]).flatMap(([effect, kinds]) =>
      Object.entries(kinds).map(([eventName, kind]) => [
        eventName,
        (call: Call) => [...one(call, kind, effect), ...awsPolicyGivenBy(call)],
      ]),
    ),
  ),
  UpdateUser: (call) => renamed(call, USER, 'newUserName'),
  UpdateGroup: (call) => renamed(call, GROUP, 'newGroupName'),
};

function one(call: Call, kind: Kind, effect: Effect): Touched[] {
  return present([touched(call, kind, effect)]);
}

/** Events that give somebody a managed policy, and where they name it. */
const GIVING: Readonly<Record<string, string>> = {
  CreateRole: 'permissionsBoundary',
  CreateUser: 'permissionsBoundary',
  AttachRolePolicy: 'policyArn',
  AttachUserPolicy: 'policyArn',
  AttachGroupPolicy: 'policyArn',
  PutRolePermissionsBoundary: 'permissionsBoundary',
  PutUserPermissionsBoundary: 'permissionsBoundary',
};

/** No event tells of AWS's own policies: they are first read when somebody gets them. */
function awsPolicyGivenBy(call: Call): Touched[] {
  const parameter = GIVING[call.eventName];
  const arn = parameter === undefined ? null : textAt(call.request, parameter);
  if (arn === null || placeOfArn(arn).accountId !== AWS_OWNER) return [];
  return [{ ...placeOf(call, POLICY), effect: 'changed', arn }];
}

function touched(call: Call, kind: Kind, effect: Effect): Touched | null {
  const told = textAt(call.response, kind.element, 'arn');
  if (told !== null) return { ...placeOf(call, kind), effect, arn: told };
  const given = textAt(call.request, kind.parameter);
  if (given === null) return null;
  return given.startsWith('arn:') ? { ...placeOf(call, kind), effect, arn: given } : named(call, kind, given, effect);
}

function named(call: Call, kind: Kind, name: string, effect: Effect): Touched {
  const arn = `arn:${call.partition}:iam::${call.accountId}:${kind.word}/${name}`;
  return { ...placeOf(call, kind), effect, arn, name: lastPartOf(name) };
}

function placeOf({ accountId }: Call, { resourceType }: Kind) {
  return { resourceType, accountId, region: GLOBAL_REGION };
}

/** A renamed identity is gone under its old name; its new ARN is not told. */
function renamed(call: Call, kind: Kind, newName: string): Touched[] {
  const before = textAt(call.request, kind.parameter);
  const after = textAt(call.request, newName) ?? before;
  if (before === null || after === null) return [];
  if (after === before && textAt(call.request, 'newPath') === null) return [named(call, kind, before, 'changed')];
  const path = textAt(call.request, 'newPath') ?? '/';
  const arn = `arn:${call.partition}:iam::${call.accountId}:${kind.word}${path}${after}`;
  return [named(call, kind, before, 'taken-away'), { ...placeOf(call, kind), effect: 'made', arn }];
}
