import type { Bucket, World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { partitionOf } from '../state/lookup.js';
import { canonicalIdOf } from './canonical-id.js';
import { settingsOf } from './s3-state.js';

const TYPE = 'AWS::S3::Bucket';

/** Buckets as Config and the Tagging API list them. */
export const bucketResources: ResourceSource = {
  types: [TYPE],
  *list(world, accountId) {
    for (const bucket of world.buckets.values()) if (bucket.accountId === accountId) yield view(world, bucket);
  },
  find(world, arn) {
    const bucket = world.buckets.get(arn.slice(arn.lastIndexOf(':') + 1));
    return bucket === undefined ? undefined : view(world, bucket);
  },
};

function view(world: World, bucket: Bucket): ResourceView {
  const { name, accountId, region, createdAt, tags } = bucket;
  return {
    arn: `arn:${partitionOf(world, accountId)}:s3:::${name}`,
    type: TYPE,
    id: name,
    name,
    accountId,
    region,
    createdAt,
    tags,
    configuration: () => ({
      name,
      owner: { displayName: null, id: canonicalIdOf(accountId) },
      creationDate: createdAt.toISOString(),
      region,
    }),
    supplementary: () => supplementaryOf(world, bucket),
  };
}

function supplementaryOf(world: World, bucket: Bucket): Readonly<Record<string, unknown>> {
  const { publicAccessBlock, versioning, encryption } = settingsOf(world, bucket);
  return {
    BucketPolicy: { policyText: bucket.policy ?? null },
    BucketTaggingConfiguration: { tagSets: [{ tags: Object.fromEntries(bucket.tags) }] },
    BucketVersioningConfiguration: { status: versioning ?? 'Off', isMfaDeleteEnabled: null },
    PublicAccessBlockConfiguration: {
      blockPublicAcls: publicAccessBlock?.BlockPublicAcls === true,
      ignorePublicAcls: publicAccessBlock?.IgnorePublicAcls === true,
      blockPublicPolicy: publicAccessBlock?.BlockPublicPolicy === true,
      restrictPublicBuckets: publicAccessBlock?.RestrictPublicBuckets === true,
    },
    ServerSideEncryptionConfiguration: { rules: [encryptionRule(encryption)] },
  };
}

function encryptionRule(rule: ReturnType<typeof settingsOf>['encryption']): Readonly<Record<string, unknown>> {
  const standard = rule.ApplyServerSideEncryptionByDefault;
  return {
    applyServerSideEncryptionByDefault: {
      sseAlgorithm: standard?.SSEAlgorithm ?? null,
      kmsMasterKeyID: standard?.KMSMasterKeyID ?? null,
    },
    bucketKeyEnabled: rule.BucketKeyEnabled === true,
  };
}
