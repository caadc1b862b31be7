import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import type { NamedPlace } from './key-name.rules.js';

/** `arn:aws:kms:<region>:<account>:<rest>` */
export function arnOf(world: World, { accountId, region }: NamedPlace, rest: string): string {
  return `arn:${partitionOf(world, accountId)}:kms:${region}:${accountId}:${rest}`;
}
