import type { Grant, ServerSideEncryptionRule } from '@aws-sdk/client-s3';

import type { Bucket, ObjectChecksum, StoredObject, Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';
import type { PublicAccessBlock } from './public-access-block.rules.js';

export type OwnershipRule = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** One version of a key; without an object it is a delete marker. */
export interface ObjectVersion {
  /** `null` for what was written while versioning was not on. */
  readonly versionId: string;
  readonly modifiedAt: Date;
  readonly object: StoredObject | undefined;
}

export interface UploadedPart {
  readonly number: number;
  readonly body: Uint8Array;
  readonly etag: string;
  readonly modifiedAt: Date;
  readonly checksum: ObjectChecksum;
}

/** A multipart upload under way. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly initiatedAt: Date;
  readonly initiatorArn: string;
  readonly initiatorAccountId: string | undefined;
  /** What the finished object will have beside its body. */
  readonly object: Omit<StoredObject, 'body' | 'etag' | 'modifiedAt'>;
  readonly checksumAlgorithm: ObjectChecksum['algorithm'] | undefined;
  readonly checksumType: ObjectChecksum['type'];
  readonly parts: Map<number, UploadedPart>;
}

/** What a bucket has beside its name, policy, tags and objects. */
export interface BucketSettings {
  publicAccessBlock: PublicAccessBlock | undefined;
  ownership: OwnershipRule | undefined;
  versioning: 'Enabled' | 'Suspended' | undefined;
  encryption: ServerSideEncryptionRule;
  /** Grants beside the owner's full control. */
  acl: readonly Grant[];
  /** Configurations that are kept and given back as they came: CORS, website, lifecycle … */
  readonly stored: Map<string, object>;
  /** By key, newest first; only keys that were written while versioning was on or suspended. */
  readonly versions: Map<string, ObjectVersion[]>;
  /** By upload id. */
  readonly uploads: Map<string, Upload>;
}

interface S3State {
  /** By name of the bucket; a bucket that is not here has the settings of a new one. */
  readonly buckets: Map<string, BucketSettings>;
  /** By account id. */
  readonly accountBlocks: Map<string, PublicAccessBlock>;
}

const SLOT: StateSlot<S3State> = { name: 's3', create: () => ({ buckets: new Map(), accountBlocks: new Map() }) };

const BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** New buckets have had these since April 2023 (S3 User Guide, "Default settings for new S3 buckets FAQ"). */
function newSettings(): BucketSettings {
  return {
    publicAccessBlock: BLOCKED,
    ownership: 'BucketOwnerEnforced',
    versioning: undefined,
    encryption: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    acl: [],
    stored: new Map(),
    versions: new Map(),
    uploads: new Map(),
  };
}

const UNTOUCHED: Readonly<BucketSettings> = Object.freeze(newSettings());

/** The settings of a bucket, to read. */
export function settingsOf(world: World, bucket: Pick<Bucket, 'name'>): Readonly<BucketSettings> {
  return stateOf(world, SLOT).buckets.get(bucket.name) ?? UNTOUCHED;
}

/** The settings of a bucket, to change. */
export function changeSettings(world: World, bucket: Pick<Bucket, 'name'>): BucketSettings {
  const { buckets } = stateOf(world, SLOT);
  const known = buckets.get(bucket.name);
  if (known !== undefined) return known;
  const made = newSettings();
  buckets.set(bucket.name, made);
  return made;
}

/** A bucket that goes takes its settings along: the next one of its name starts anew. */
export function forgetSettings(world: World, bucket: Pick<Bucket, 'name'>): void {
  stateOf(world, SLOT).buckets.delete(bucket.name);
}

/** The block that holds for all buckets of an account, by account id. */
export function accountBlocksOf(world: World): Map<string, PublicAccessBlock> {
  return stateOf(world, SLOT).accountBlocks;
}

/** The tags of an object, to change. */
export function tagsOf(object: StoredObject): Tags {
  object.tags ??= new Map();
  return object.tags;
}
