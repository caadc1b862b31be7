import type {
  GetBucketVersioningOutput,
  OwnershipControls,
  ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3';
import { plainResource, RESOURCE_TYPES, type ObservedResource } from '../../resource/observed-resource.js';
import type { Place } from '../collector.js';
import { plainSettings } from '../settings.rules.js';
import type { BucketAcl } from './bucket-acl.rules.js';
import { publicThrough, type PublicAccessBlock } from './public-access.rules.js';

/** What S3 tells of a bucket; null where there is none. */
export interface BucketFacts {
  readonly name: string;
  readonly createdAt: Date | undefined;
  readonly policy: string | null;
  /** S3's own judgement of the policy. */
  readonly isPolicyPublic: boolean | null;
  readonly publicAccessBlock: PublicAccessBlock | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly encryption: ServerSideEncryptionConfiguration | null;
  readonly versioning: Pick<GetBucketVersioningOutput, 'Status' | 'MFADelete'> | null;
  readonly ownership: OwnershipControls | null;
  /** Null as well where it does not count. */
  readonly acl: BucketAcl | null;
  readonly notes: Readonly<Record<string, unknown>>;
}

/** A bucket in the shape of every resource, with what its account blocks for all of its buckets. */
export function observeBucket(
  { accountId, partition, region }: Place,
  bucket: BucketFacts,
  accountBlock: PublicAccessBlock | 'unreadable' | null,
): ObservedResource {
  const ofAccount = accountBlock === 'unreadable' ? null : accountBlock;
  const { isPolicyPublic, publicAccessBlock: ofBucket } = bucket;
  const isAclPublic = bucket.acl?.isPublic ?? null;
  const through = publicThrough({ isPolicyPublic, isAclPublic, ofBucket, ofAccount });
  return plainResource({
    arn: `arn:${partition}:s3:::${bucket.name}`,
    accountId,
    resourceType: RESOURCE_TYPES.bucket,
    name: bucket.name,
    region,
    tags: bucket.tags,
    settings: {
      ...settingsOf(bucket),
      accountPublicAccessBlock: accountBlock,
      ...(through.length > 0 && { publicThrough: through }),
    },
    document: bucket.policy,
    isPublic: through.length > 0,
  });
}

function settingsOf(bucket: BucketFacts) {
  const { versioning, ownership } = bucket;
  return plainSettings({
    createdAt: bucket.createdAt,
    publicAccessBlock: bucket.publicAccessBlock,
    encryption: encryptionOf(bucket.encryption),
    versioning: versioning?.Status,
    mfaDelete: versioning?.MFADelete,
    objectOwnership: ownership?.Rules?.[0]?.ObjectOwnership,
    ...aclSettings(bucket.acl),
    ...bucket.notes,
  });
}

/** Left away where no list counts, so that buckets without one stay as they are known. */
function aclSettings(acl: BucketAcl | null) {
  if (acl === null) return {};
  return { acl: acl.grants, ...(acl.leftOut > 0 && { aclGrantsLeftOut: acl.leftOut }) };
}

function encryptionOf(encryption: ServerSideEncryptionConfiguration | null) {
  const rule = encryption?.Rules?.[0];
  if (rule === undefined) return null;
  const { ApplyServerSideEncryptionByDefault: usual, BucketKeyEnabled = false } = rule;
  return plainSettings({
    algorithm: usual?.SSEAlgorithm,
    keyId: usual?.KMSMasterKeyID,
    bucketKey: BucketKeyEnabled,
  });
}
