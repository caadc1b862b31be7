import type { IamInstanceProfile } from '@aws-sdk/client-ec2';

import { iamStateOf } from '../iam/iam-state.js';
import type { World } from '../state/model.js';
import { uniqueId } from '../state/unique-id.js';
import type { Ec2Place } from './ec2-state.js';
import { partitionOfRegion } from '../state/partition.rules.js';

/** The instance profile of this name; where the account has none, one is made around the role of that name, as the console does. */
export function profileForRole(world: World, place: Ec2Place, name: string): IamInstanceProfile {
  const { instanceProfiles } = iamStateOf(world, place.accountId);
  const known = instanceProfiles.get(name.toLowerCase());
  if (known !== undefined) return { Arn: known.arn, Id: known.id };
  const role = world.accounts.get(place.accountId)?.roles.get(name.toLowerCase());
  if (role === undefined) {
    throw new Error(`seed: account ${place.accountId} has neither an instance profile nor a role named ${name}`);
  }
  const arn = `arn:${partitionOfRegion(place.region)}:iam::${place.accountId}:instance-profile/${role.name}`;
  const made = {
    name: role.name,
    path: '/',
    arn,
    id: uniqueId('AIPA', arn),
    createdAt: role.createdAt,
    tags: new Map<string, string>(),
    roleName: role.name,
  };
  instanceProfiles.set(name.toLowerCase(), made);
  return { Arn: made.arn, Id: made.id };
}
