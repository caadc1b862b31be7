import {
  type Bucket as BucketShape,
  GetBucketLocation$,
  type GetBucketLocationOutput,
  type GetBucketLocationRequest,
  GetBucketPolicy$,
  type GetBucketPolicyOutput,
  type GetBucketPolicyRequest,
  HeadBucket$,
  type HeadBucketOutput,
  type HeadBucketRequest,
  ListBuckets$,
  type ListBucketsOutput,
  type ListBucketsRequest,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import { openOperation, operation } from '../service/operation.js';
import type { Bucket, World } from '../state/model.js';
import { asking, bucketArn, bucketNamed, noSuchBucketPolicy, onBucket } from './s3-access.js';
import { canonicalIdOf } from './canonical-id.js';
import { readContinuation, writeContinuation } from './continuation.rules.js';

const MAX_BUCKETS = 10_000;

/**
 * Without `max-buckets` S3 lists everything at once; with it, in pages. Region and ARN come with paginated answers only
 * (S3 API reference, ListBuckets).
 */
export const listBuckets = operation<ListBucketsRequest, ListBucketsOutput>({
  schema: ListBuckets$,
  access: (_input, { caller }) => [
    { action: 's3:ListAllMyBuckets', resource: '*', resourceAccountId: caller.accountId },
  ],
  handle: (input, { world, caller }) => {
    const limit = bucketLimit(input.MaxBuckets);
    const after = input.ContinuationToken === undefined ? '' : readContinuation(input.ContinuationToken);
    const found = bucketsOf(world, caller.accountId, input).filter(({ name }) => name > after);
    const page = found.slice(0, limit ?? found.length);
    const last = page.at(-1);
    const paginated = limit !== undefined || input.BucketRegion !== undefined || input.Prefix !== undefined;
    return {
      Buckets: page.map((bucket) => bucketShape(world, bucket, paginated)),
      Owner: { ID: canonicalIdOf(caller.accountId) },
      ...(last === undefined || page.length === found.length
        ? {}
        : { ContinuationToken: writeContinuation(last.name) }),
      ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
    };
  },
});

function bucketLimit(given: number | undefined): number | undefined {
  if (given === undefined || (given >= 1 && given <= MAX_BUCKETS)) return given;
  throw new AwsError(
    'InvalidArgument',
    `Argument max-buckets must be an integer between 1 and ${String(MAX_BUCKETS)}`,
    {
      details: { ArgumentName: 'max-buckets', ArgumentValue: String(given) },
    },
  );
}

function bucketsOf(world: World, accountId: string, input: ListBucketsRequest): readonly Bucket[] {
  return [...world.buckets.values()]
    .filter((bucket) => bucket.accountId === accountId)
    .filter(({ region }) => input.BucketRegion === undefined || input.BucketRegion === region)
    .filter(({ name }) => name.startsWith(input.Prefix ?? ''))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function bucketShape(world: World, bucket: Bucket, paginated: boolean): BucketShape {
  const plain = { Name: bucket.name, CreationDate: bucket.createdAt };
  return paginated ? { ...plain, BucketRegion: bucket.region, BucketArn: bucketArn(world, bucket) } : plain;
}

export const headBucket = openOperation<HeadBucketRequest, HeadBucketOutput>({
  schema: HeadBucket$,
  access: asking('s3:ListBucket'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    return { BucketRegion: bucket.region, AccessPointAlias: false };
  },
});

/** Answered in any region: it is how callers find the right one. */
export const getBucketLocation = operation<GetBucketLocationRequest, GetBucketLocationOutput>({
  schema: GetBucketLocation$,
  access: (input, call) => [onBucket(call, bucketNamed(call, input.Bucket), { action: 's3:GetBucketLocation' })],
  handle: (input, call) => {
    const { region } = bucketNamed(call, input.Bucket);
    // us-east-1 is written as nothing at all, for it was there before regions were.
    return region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint };
  },
});

export const getBucketPolicy = openOperation<GetBucketPolicyRequest, GetBucketPolicyOutput>({
  schema: GetBucketPolicy$,
  access: asking('s3:GetBucketPolicy'),
  handle: (input, call) => {
    const { policy, name, accountId } = bucketNamed(call, input.Bucket);
    if ('accountId' in call.caller && call.caller.accountId !== accountId) {
      throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
        status: 405,
      });
    }
    if (policy !== undefined) return { Policy: policy };
    throw noSuchBucketPolicy(name);
  },
});
