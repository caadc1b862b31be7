import { z } from 'zod';

import { serviceKeyArn } from '../kms/key-use.js';
import type { Bucket, World } from '../state/model.js';
import { CANNED_ACLS, type CannedAcl, grantsOfCanned } from './acls.js';
import { changeSettings } from './s3-state.js';

/** What the seed may say of a bucket beside its name, policy and objects; the rest is as new buckets are. */
export const SEED_BUCKET_SETTINGS = {
  /** `open`: nothing keeps the public out but policy and ACLs, as with buckets made before April 2023. */
  publicAccess: z.enum(['blocked', 'open']).default('blocked'),
  ownership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']).default('BucketOwnerEnforced'),
  /** A canned ACL; it counts where ownership is not BucketOwnerEnforced. */
  acl: z.enum(CANNED_ACLS).default('private'),
  versioning: z.enum(['Enabled', 'Suspended']).optional(),
  /** An alias or ARN of the KMS key that objects are encrypted with; S3's own keys when absent. */
  encryptionKey: z.string().optional(),
};

interface SeedBucketSettings {
  readonly publicAccess: 'blocked' | 'open';
  readonly ownership: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
  readonly acl: CannedAcl;
  readonly versioning?: 'Enabled' | 'Suspended' | undefined;
  readonly encryptionKey?: string | undefined;
}

/** Sets a bucket up as the seed says; its account's keys must be there already. */
export function seedBucketSettings(world: World, bucket: Bucket, seed: SeedBucketSettings): void {
  const { publicAccess, ownership, versioning, encryptionKey: keyId } = seed;
  const isAsNew = publicAccess === 'blocked' && ownership === 'BucketOwnerEnforced';
  if (isAsNew && versioning === undefined && keyId === undefined) return;
  const settings = changeSettings(world, bucket);
  if (publicAccess === 'open') settings.publicAccessBlock = undefined;
  settings.ownership = ownership;
  settings.acl = aclOf(seed);
  settings.versioning = versioning;
  if (keyId === undefined) return;
  const { accountId, region, createdAt: now } = bucket;
  const keyArn = serviceKeyArn(world, { keyId, accountId, region, service: 's3', now });
  settings.encryption = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
    BucketKeyEnabled: true,
  };
  for (const object of bucket.objects.values()) {
    bucket.objects.set(object.key, { ...object, encryption: { keyArn, bucketKey: true } });
  }
}

function aclOf({ ownership, acl }: SeedBucketSettings) {
  return ownership === 'BucketOwnerEnforced' ? [] : grantsOfCanned(acl);
}
