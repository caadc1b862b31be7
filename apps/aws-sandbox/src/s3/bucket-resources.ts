import type { Bucket, World } from '../state/model.js';
import type { ResourceSource, ResourceView } from '../state/resource-view.js';
import { partitionOf } from '../state/lookup.js';
import { canonicalIdOf } from './canonical-id.js';

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
    supplementary: () => ({
      BucketPolicy: { policyText: bucket.policy ?? null },
      BucketTaggingConfiguration: { tagSets: [{ tags: Object.fromEntries(tags) }] },
    }),
  };
}
