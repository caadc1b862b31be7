import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** One value that a secret has or had. */
export interface SecretVersion {
  readonly id: string;
  readonly createdAt: Date;
  readonly text: string | undefined;
  readonly binary: Uint8Array | undefined;
  readonly stages: Set<string>;
  /** The key it was encrypted with. */
  readonly keyArn: string;
  accessedAt: Date | undefined;
}

export interface StoredSecret {
  readonly name: string;
  /** Ends in a hyphen and six characters of chance. */
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  description: string | undefined;
  /** As the caller named it; absent for the key that AWS manages. */
  kmsKeyId: string | undefined;
  changedAt: Date;
  accessedAt: Date | undefined;
  /** When it will be gone for good; absent: it is not to be deleted. */
  deletionAt: Date | undefined;
  policy: string | undefined;
  readonly tags: Tags;
  readonly versions: Map<string, SecretVersion>;
}

interface SecretsState {
  /** Secrets by name, of each `account/region`. */
  readonly places: Map<string, Map<string, StoredSecret>>;
}

const SLOT: StateSlot<SecretsState> = { name: 'secrets-manager', create: () => ({ places: new Map() }) };

/** Where a secret is. */
export interface SecretPlace {
  readonly accountId: string;
  readonly region: string;
}

/** The secrets of an account in a region, by name, without those whose recovery window is over. */
export function secretsIn(world: World, { accountId, region }: SecretPlace, now: Date): Map<string, StoredSecret> {
  const { places } = stateOf(world, SLOT);
  const place = `${accountId}/${region}`;
  const known = places.get(place) ?? new Map<string, StoredSecret>();
  if (!places.has(place)) places.set(place, known);
  for (const { name, deletionAt } of known.values()) {
    if (deletionAt !== undefined && deletionAt <= now) known.delete(name);
  }
  return known;
}

/** The secrets of an account in every region. */
export function secretsOfAccount(world: World, accountId: string): readonly StoredSecret[] {
  return [...stateOf(world, SLOT).places]
    .filter(([place]) => place.startsWith(`${accountId}/`))
    .flatMap(([, secrets]) => [...secrets.values()]);
}
