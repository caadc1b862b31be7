import type { Bucket, World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { canonicalIdOf } from './canonical-id.js';
import { isPublicPolicy } from './public-policy.rules.js';
import { bucketArn } from './s3-access.js';
import { settingsOf } from './s3-state.js';

/** What Config records of a bucket: names begin small there. */
function configurationOf(world: World, bucket: Bucket): Readonly<Record<string, unknown>> {
  const { encryption, versioning, ownership, publicAccessBlock } = settingsOf(world, bucket);
  return {
    name: bucket.name,
    owner: { id: canonicalIdOf(bucket.accountId) },
    creationDate: bucket.createdAt.toISOString(),
    region: bucket.region,
    bucketPolicy: { policyText: bucket.policy ?? null },
    isPublicPolicy: bucket.policy !== undefined && isPublicPolicy(bucket.policy),
    publicAccessBlockConfiguration: publicAccessBlock ?? null,
    objectOwnership: ownership ?? null,
    versioning: { status: versioning ?? 'Off' },
    serverSideEncryptionConfiguration: { rules: [encryption] },
  };
}

function* buckets(world: World, accountId: string): Iterable<ResourceView> {
  for (const bucket of world.buckets.values()) {
    if (bucket.accountId !== accountId) continue;
    const { name, region, createdAt, tags } = bucket;
    const configuration = () => configurationOf(world, bucket);
    yield {
      arn: bucketArn(world, bucket),
      type: 'AWS::S3::Bucket',
      id: name,
      name,
      accountId,
      region,
      createdAt,
      tags,
      configuration,
    };
  }
}

/** Buckets as Config and the Tagging API see them. */
export const s3Resources: ResourceSource = { types: ['AWS::S3::Bucket'], list: buckets };
