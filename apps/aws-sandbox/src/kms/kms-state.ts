import type { KeySpec, KeyUsageType, OriginType } from '@aws-sdk/client-kms';

import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

export type KmsKeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport';

/** A permission to use a key that stands beside its policy. */
export interface KeyGrant {
  readonly id: string;
  readonly name: string | undefined;
  readonly granteePrincipal: string;
  readonly retiringPrincipal: string | undefined;
  readonly operations: readonly string[];
  readonly constraints:
    | { readonly equals?: Readonly<Record<string, string>>; readonly subset?: Readonly<Record<string, string>> }
    | undefined;
  readonly createdAt: Date;
  readonly issuingAccount: string;
}

export interface KeyRotation {
  readonly at: Date;
  readonly type: 'AUTOMATIC' | 'ON_DEMAND';
}

export interface KmsKey {
  /** A UUID, or `mrk-` and 32 hexadecimal digits. */
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: Date;
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
  readonly origin: OriginType;
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly multiRegion: { readonly primaryRegion: string; readonly regions: readonly string[] } | undefined;
  description: string;
  state: KmsKeyState;
  deletionAt: Date | undefined;
  pendingDays: number | undefined;
  policy: string;
  readonly tags: Tags;
  /** Symmetric and HMAC keys: one for each rotation, the newest last. Asymmetric ones: their private key (PKCS #8). */
  readonly materials: Uint8Array[];
  /** Days between automatic rotations; absent: none. */
  rotationDays: number | undefined;
  rotatedAt: Date;
  readonly rotations: KeyRotation[];
  readonly grants: Map<string, KeyGrant>;
}

export interface KeyAlias {
  /** `alias/payments` */
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  updatedAt: Date;
  targetKeyId: string;
}

/** The keys of one account in one region. */
export interface KeyStore {
  readonly keys: Map<string, KmsKey>;
  readonly aliases: Map<string, KeyAlias>;
}

interface KmsState {
  /** By `account/region`. */
  readonly stores: Map<string, KeyStore>;
}

const SLOT: StateSlot<KmsState> = { name: 'kms', create: () => ({ stores: new Map() }) };

const NOTHING: KeyStore = { keys: new Map(), aliases: new Map() };

/** Where a key is. */
export interface KeyPlace {
  readonly accountId: string;
  readonly region: string;
}

/** What an account has in a region, to read. */
export function keyStore(world: World, { accountId, region }: KeyPlace): KeyStore {
  return stateOf(world, SLOT).stores.get(`${accountId}/${region}`) ?? NOTHING;
}

/** What an account has in a region, to add to. */
export function changeKeyStore(world: World, { accountId, region }: KeyPlace): KeyStore {
  const { stores } = stateOf(world, SLOT);
  const place = `${accountId}/${region}`;
  const known = stores.get(place);
  if (known !== undefined) return known;
  const made: KeyStore = { keys: new Map(), aliases: new Map() };
  stores.set(place, made);
  return made;
}

/** Every region's keys of an account. */
export function keysOfAccount(world: World, accountId: string): readonly KmsKey[] {
  return [...stateOf(world, SLOT).stores]
    .filter(([place]) => place.startsWith(`${accountId}/`))
    .flatMap(([, { keys }]) => [...keys.values()]);
}

/** A key whose waiting time is over is gone, with its aliases. */
export function liveKey(world: World, place: KeyPlace, { id, now }: { id: string; now: Date }): KmsKey | undefined {
  const store = keyStore(world, place);
  const key = store.keys.get(id);
  if (key?.deletionAt === undefined || key.deletionAt > now) return key;
  store.keys.delete(id);
  for (const alias of store.aliases.values()) if (alias.targetKeyId === id) store.aliases.delete(alias.name);
  return undefined;
}
