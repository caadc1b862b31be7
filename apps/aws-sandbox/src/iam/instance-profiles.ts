import {
  AddRoleToInstanceProfile$,
  type AddRoleToInstanceProfileRequest,
  CreateInstanceProfile$,
  type CreateInstanceProfileRequest,
  type CreateInstanceProfileResponse,
  DeleteInstanceProfile$,
  type DeleteInstanceProfileRequest,
  GetInstanceProfile$,
  type GetInstanceProfileRequest,
  type GetInstanceProfileResponse,
  ListInstanceProfiles$,
  ListInstanceProfilesForRole$,
  type ListInstanceProfilesForRoleRequest,
  type ListInstanceProfilesForRoleResponse,
  type ListInstanceProfilesRequest,
  type ListInstanceProfilesResponse,
  ListInstanceProfileTags$,
  type ListInstanceProfileTagsRequest,
  type ListInstanceProfileTagsResponse,
  RemoveRoleFromInstanceProfile$,
  type RemoveRoleFromInstanceProfileRequest,
  TagInstanceProfile$,
  type TagInstanceProfileRequest,
  UntagInstanceProfile$,
  type UntagInstanceProfileRequest,
} from '@aws-sdk/client-iam';

import type { AccessQuestion } from '../authorization/access-question.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Role } from '../state/model.js';
import { freshId } from '../state/unique-id.js';
import {
  ENTITY_NAME,
  PATH,
  PATH_PREFIX,
  deleteConflict,
  entityAlreadyExists,
  iamArn,
  noSuchEntity,
  onRole,
  onTagged,
  ownAccount,
  withContext,
} from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { pageOf, sortedBy } from './iam-paging.rules.js';
import { type InstanceProfile, iamStateOf } from './iam-state.js';
import { mergedTags, newTags, readTags, replaceTags, requestTagContext, withoutTags } from './iam-tags.rules.js';
import { fullProfileShape, profileShape, profilesOfRole } from './instance-profile-state.js';
import { modifiableRole, namedRole, onNamedRole } from './named-role.js';
import { tagPage } from './tag-page.js';

interface NamesProfile {
  readonly InstanceProfileName?: string | undefined;
}

function profilesOf({ world, caller }: Call): Map<string, InstanceProfile> {
  return iamStateOf(world, caller.accountId).instanceProfiles;
}

function onProfile<Input extends NamesProfile>(
  action: string,
  more: (input: Input) => AccessQuestion['context'] = () => undefined,
) {
  return (input: Input, call: Call): readonly AccessQuestion[] => {
    const { InstanceProfileName: name } = input;
    refuseViolations({ InstanceProfileName: name }, { InstanceProfileName: ENTITY_NAME });
    const profile = profilesOf(call).get((name ?? '').toLowerCase());
    const arn = profile?.arn ?? iamArn(ownAccount(call), 'instance-profile', `/${name ?? ''}`);
    return [withContext(onTagged(call, action, { arn, tags: profile?.tags }), more(input))];
  };
}

function named(input: NamesProfile, call: Call): InstanceProfile {
  const name = input.InstanceProfileName ?? '';
  const profile = profilesOf(call).get(name.toLowerCase());
  if (profile !== undefined) return profile;
  throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
}

function roleIn(profile: InstanceProfile, call: Call): Role | undefined {
  return ownAccount(call).roles.get((profile.roleName ?? '').toLowerCase());
}

export const createInstanceProfile = operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse>({
  schema: CreateInstanceProfile$,
  access: (input, call) => {
    const { InstanceProfileName, Path } = input;
    refuseViolations({ InstanceProfileName, Path }, { InstanceProfileName: ENTITY_NAME, Path: PATH });
    const account = ownAccount(call);
    const resource = iamArn(account, 'instance-profile', `${Path ?? '/'}${InstanceProfileName ?? ''}`);
    const context = requestTagContext(input.Tags ?? []);
    return [{ action: 'iam:CreateInstanceProfile', resource, resourceAccountId: account.id, context }];
  },
  handle: (input, call) => {
    const { InstanceProfileName: name = '', Path: path = '/' } = input;
    const profiles = profilesOf(call);
    if (profiles.has(name.toLowerCase())) throw entityAlreadyExists(`Instance Profile ${name} already exists.`);
    refuseOver('InstanceProfilesPerAccount', profiles.size + 1);
    const profile: InstanceProfile = {
      name,
      path,
      arn: iamArn(ownAccount(call), 'instance-profile', `${path}${name}`),
      id: freshId('AIPA'),
      createdAt: call.now,
      tags: newTags(input.Tags),
      roleName: undefined,
    };
    profiles.set(name.toLowerCase(), profile);
    return { InstanceProfile: fullProfileShape(profile, undefined) };
  },
});

export const getInstanceProfile = operation<GetInstanceProfileRequest, GetInstanceProfileResponse>({
  schema: GetInstanceProfile$,
  access: onProfile('iam:GetInstanceProfile'),
  handle: (input, call) => {
    const profile = named(input, call);
    return { InstanceProfile: fullProfileShape(profile, roleIn(profile, call)) };
  },
});

function pageOfProfiles(profiles: readonly InstanceProfile[], input: ListInstanceProfilesRequest, call: Call) {
  const keyOf = ({ name }: InstanceProfile): string => name;
  const { items, ...rest } = pageOf(sortedBy(profiles, keyOf), keyOf, input);
  return { InstanceProfiles: items.map((each) => profileShape(each, roleIn(each, call))), ...rest };
}

export const listInstanceProfiles = operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>({
  schema: ListInstanceProfiles$,
  access: (input, call) => {
    refuseViolations({ PathPrefix: input.PathPrefix }, { PathPrefix: PATH_PREFIX });
    const account = ownAccount(call);
    const resource = iamArn(account, 'instance-profile', input.PathPrefix ?? '/');
    return [{ action: 'iam:ListInstanceProfiles', resource, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const matching = [...profilesOf(call).values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    return pageOfProfiles(matching, input, call);
  },
});

export const listInstanceProfilesForRole = operation<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
>({
  schema: ListInstanceProfilesForRole$,
  access: onNamedRole('iam:ListInstanceProfilesForRole'),
  handle: (input, call) => {
    const { Marker, MaxItems } = input;
    return pageOfProfiles(profilesOfRole(call.world, namedRole(input, call)), { Marker, MaxItems }, call);
  },
});

export const deleteInstanceProfile = operation<DeleteInstanceProfileRequest, object>({
  schema: DeleteInstanceProfile$,
  access: onProfile('iam:DeleteInstanceProfile'),
  handle: (input, call) => {
    const profile = named(input, call);
    if (profile.roleName !== undefined) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    profilesOf(call).delete(profile.name.toLowerCase());
    return {};
  },
});

/** Whoever puts a role into a profile hands it to EC2: that needs iam:PassRole too (API reference). */
export const addRoleToInstanceProfile = operation<AddRoleToInstanceProfileRequest, object>({
  schema: AddRoleToInstanceProfile$,
  access: (input, call) => [
    ...onProfile<AddRoleToInstanceProfileRequest>('iam:AddRoleToInstanceProfile')(input, call),
    withContext(onRole(call, 'iam:PassRole', input.RoleName ?? ''), { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  ],
  handle: (input, call) => {
    const profile = named(input, call);
    const role = modifiableRole(input, call);
    if (profile.roleName !== undefined) refuseOver('InstanceSessionsPerInstanceProfile', 2);
    profile.roleName = role.name;
    return {};
  },
});

export const removeRoleFromInstanceProfile = operation<RemoveRoleFromInstanceProfileRequest, object>({
  schema: RemoveRoleFromInstanceProfile$,
  access: onProfile('iam:RemoveRoleFromInstanceProfile'),
  handle: (input, call) => {
    const profile = named(input, call);
    const role = modifiableRole(input, call);
    if (profile.roleName !== role.name) {
      throw noSuchEntity(`Role ${role.name} not in instance profile ${profile.name}.`);
    }
    profile.roleName = undefined;
    return {};
  },
});

export const tagInstanceProfile = operation<TagInstanceProfileRequest, object>({
  schema: TagInstanceProfile$,
  access: onProfile('iam:TagInstanceProfile', ({ Tags }) => requestTagContext(Tags ?? [])),
  handle: (input, call) => {
    const { tags } = named(input, call);
    replaceTags(tags, mergedTags(tags, readTags(input.Tags ?? [])));
    return {};
  },
});

export const untagInstanceProfile = operation<UntagInstanceProfileRequest, object>({
  schema: UntagInstanceProfile$,
  access: onProfile('iam:UntagInstanceProfile', ({ TagKeys }) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = named(input, call);
    replaceTags(tags, withoutTags(tags, input.TagKeys ?? []));
    return {};
  },
});

export const listInstanceProfileTags = operation<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse>({
  schema: ListInstanceProfileTags$,
  access: onProfile('iam:ListInstanceProfileTags'),
  handle: (input, call) => tagPage(named(input, call).tags, input),
});
