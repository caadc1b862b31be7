import type { InstanceProfile as ProfileShape } from '@aws-sdk/client-iam';

import type { Role, World } from '../state/model.js';
import { type InstanceProfile, iamStateOf } from './iam-state.js';
import { listedRoleShape, tagList } from './iam-shapes.js';

/** The instance profiles that hold a role. */
export function profilesOfRole(world: World, role: Role): readonly InstanceProfile[] {
  const profiles = iamStateOf(world, role.accountId).instanceProfiles.values();
  return [...profiles].filter(({ roleName }) => roleName === role.name);
}

/** The instance profiles of an account by the name of the role in them. */
export function profilesByRole(world: World, accountId: string): ReadonlyMap<string, readonly InstanceProfile[]> {
  const byRole = new Map<string, InstanceProfile[]>();
  for (const profile of iamStateOf(world, accountId).instanceProfiles.values()) {
    if (profile.roleName === undefined) continue;
    const known = byRole.get(profile.roleName);
    if (known === undefined) byRole.set(profile.roleName, [profile]);
    else known.push(profile);
  }
  return byRole;
}

/** An instance profile and the role in it, as lists show it: without tags. */
export function profileShape(profile: InstanceProfile, role: Role | undefined): ProfileShape {
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: profile.arn,
    CreateDate: profile.createdAt,
    Roles: role === undefined ? [] : [listedRoleShape(role)],
  };
}

/** An instance profile as GetInstanceProfile shows it. */
export function fullProfileShape(profile: InstanceProfile, role: Role | undefined): ProfileShape {
  return { ...profileShape(profile, role), Tags: tagList(profile.tags) };
}
