import {
  CreateBucket$,
  type CreateBucketOutput,
  type CreateBucketRequest,
  DeleteBucket$,
  type DeleteBucketRequest,
  DeleteObject$,
  type DeleteObjectOutput,
  type DeleteObjectRequest,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation, operation } from '../service/operation.js';
import { bucketNamed, onBucket, regionalBucket } from './s3-access.js';

/** S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!xn--|sthree-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u;
const FIRST_REGION = 'us-east-1';

export const createBucket = operation<CreateBucketRequest, CreateBucketOutput>({
  schema: CreateBucket$,
  access: (input, { caller, world }) => [
    {
      action: 's3:CreateBucket',
      resource: `arn:${world.partition}:s3:::${input.Bucket ?? ''}`,
      resourceAccountId: caller.accountId,
    },
  ],
  handle: (input, call) => {
    const name = input.Bucket ?? '';
    if (!BUCKET_NAME.test(name)) {
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { details: { BucketName: name } });
    }
    const region = regionOf(input, call);
    refuseTaken(name, call);
    const { world, caller, now } = call;
    world.buckets.set(name, {
      name,
      accountId: caller.accountId,
      region,
      createdAt: now,
      policy: undefined,
      tags: new Map(),
      objects: new Map(),
    });
    return { Location: `/${name}` };
  },
});

/** A bucket is made in the region that the call goes to, which the call must name, but for the first region. */
function regionOf(input: CreateBucketRequest, { region }: Call): string {
  const asked = input.CreateBucketConfiguration?.LocationConstraint ?? FIRST_REGION;
  if (asked === region) return region;
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${asked === FIRST_REGION ? 'unspecified' : asked} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function refuseTaken(name: string, { world, caller }: Call): void {
  const existing = world.buckets.get(name);
  if (existing === undefined) return;
  const own = existing.accountId === caller.accountId;
  throw new AwsError(
    own ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists',
    own
      ? 'Your previous request to create the named bucket succeeded and you already own it.'
      : 'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { status: 409, details: { BucketName: name } },
  );
}

export const deleteBucket = operation<DeleteBucketRequest, object>({
  schema: DeleteBucket$,
  access: (input, call) => [onBucket(call, regionalBucket(call, input.Bucket), { action: 's3:DeleteBucket' })],
  handle: (input, call) => {
    const { name, objects } = bucketNamed(call, input.Bucket);
    if (objects.size > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', {
        status: 409,
        details: { BucketName: name },
      });
    }
    call.world.buckets.delete(name);
    return {};
  },
});

/** Deleting what is not there succeeds, as in S3. */
export const deleteObject = openOperation<DeleteObjectRequest, DeleteObjectOutput>({
  schema: DeleteObject$,
  access: (input, call) => [
    onBucket(call, regionalBucket(call, input.Bucket), { action: 's3:DeleteObject', key: input.Key ?? '' }),
  ],
  handle: (input, call) => {
    bucketNamed(call, input.Bucket).objects.delete(input.Key ?? '');
    return {};
  },
});
