import { randomBytes } from 'node:crypto';

import {
  CreatePermissionSet$,
  type CreatePermissionSetRequest,
  type CreatePermissionSetResponse,
  DeletePermissionSet$,
  type DeletePermissionSetRequest,
  DescribePermissionSet$,
  type DescribePermissionSetRequest,
  type DescribePermissionSetResponse,
  ListPermissionSets$,
  type ListPermissionSetsRequest,
  type ListPermissionSetsResponse,
  type PermissionSet as PermissionSetShape,
  UpdatePermissionSet$,
  type UpdatePermissionSetRequest,
} from '@aws-sdk/client-sso-admin';

import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import { durationSeconds } from './session-duration.rules.js';
import { conflict, instanceOf, invalid, nextToken, onInstance, pageOf, permissionSetOf, refuse } from './sso-access.js';
import { type PermissionSet, newPermissionSet } from './sso-state.js';
import { readTags, tagContext } from './sso-tags.rules.js';

const MAX_SETS = 2000;

interface Settings {
  readonly Description?: string | undefined;
  readonly SessionDuration?: string | undefined;
  readonly RelayState?: string | undefined;
}

function refuseSettings({ Description, SessionDuration, RelayState }: Settings): void {
  refuse(
    { Description, RelayState },
    { Description: { minLength: 1, maxLength: 700 }, RelayState: { minLength: 1, maxLength: 240 } },
  );
  if (SessionDuration === undefined || durationSeconds(SessionDuration) !== undefined) return;
  throw invalid(`The session duration ${SessionDuration} must be between PT1H and PT12H.`);
}

function applySettings(set: PermissionSet, { Description, SessionDuration, RelayState }: Settings): void {
  set.description = Description ?? set.description;
  set.sessionDuration = SessionDuration ?? set.sessionDuration;
  set.relayState = RelayState ?? set.relayState;
}

export const createPermissionSet = operation<CreatePermissionSetRequest, CreatePermissionSetResponse>({
  schema: CreatePermissionSet$,
  access: (input, call) =>
    onInstance(call, input, { action: 'CreatePermissionSet', context: tagContext(input.Tags ?? []) }),
  handle: (input, call) => {
    const instance = instanceOf(call, input);
    const { Name: name = '' } = input;
    refuse({ Name: name }, { Name: { minLength: 1, maxLength: 32, pattern: '[\\w+=,.@-]+' } });
    refuseSettings(input);
    const tags = readTags(input.Tags ?? []);
    if ([...instance.permissionSets.values()].some((each) => each.name === name)) {
      throw conflict(`PermissionSet with name ${name} already exists.`);
    }
    if (instance.permissionSets.size >= MAX_SETS) {
      throw new AwsError(
        'ServiceQuotaExceededException',
        `An instance has at most ${String(MAX_SETS)} permission sets.`,
      );
    }
    const arn = `${instance.arn.replace(':instance/', ':permissionSet/')}/ps-${randomBytes(8).toString('hex')}`;
    const set = newPermissionSet({ arn, name, createdAt: call.now, description: undefined });
    applySettings(set, input);
    for (const [key, value] of tags) set.tags.set(key, value);
    instance.permissionSets.set(arn, set);
    return { PermissionSet: shapeOf(set) };
  },
});

function shapeOf({
  arn,
  name,
  createdAt,
  description,
  sessionDuration,
  relayState,
}: PermissionSet): PermissionSetShape {
  return {
    PermissionSetArn: arn,
    Name: name,
    CreatedDate: createdAt,
    SessionDuration: sessionDuration,
    ...(description === undefined ? {} : { Description: description }),
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  };
}

export const describePermissionSet = operation<DescribePermissionSetRequest, DescribePermissionSetResponse>({
  schema: DescribePermissionSet$,
  access: (input, call) => onInstance(call, input, { action: 'DescribePermissionSet' }),
  handle: (input, call) => ({ PermissionSet: shapeOf(permissionSetOf(call, input).set) }),
});

export const listPermissionSets = operation<ListPermissionSetsRequest, ListPermissionSetsResponse>({
  schema: ListPermissionSets$,
  access: (input, call) => onInstance(call, input, { action: 'ListPermissionSets' }),
  handle: (input, call) => {
    const page = pageOf(instanceOf(call, input).permissionSets.keys(), (arn) => arn, input);
    return { PermissionSets: [...page.items], ...nextToken(page) };
  },
});

/** Roles that are there already stay as they were until the set is provisioned again. */
export const updatePermissionSet = operation<UpdatePermissionSetRequest, object>({
  schema: UpdatePermissionSet$,
  access: (input, call) => onInstance(call, input, { action: 'UpdatePermissionSet' }),
  handle: (input, call) => {
    const { set } = permissionSetOf(call, input);
    refuseSettings(input);
    applySettings(set, input);
    return {};
  },
});

export const deletePermissionSet = operation<DeletePermissionSetRequest, object>({
  schema: DeletePermissionSet$,
  access: (input, call) => onInstance(call, input, { action: 'DeletePermissionSet' }),
  handle: (input, call) => {
    const { instance, set } = permissionSetOf(call, input);
    if (set.provisioned.size > 0) {
      throw conflict(`PermissionSet ${set.arn} cannot be deleted because it has account assignments.`);
    }
    instance.permissionSets.delete(set.arn);
    return {};
  },
});
