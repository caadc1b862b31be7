import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { Bucket } from '../state/model.js';

/** The bucket, or S3's 404. */
export function bucketNamed({ world }: Call<Caller>, name: string | undefined): Bucket {
  const bucket = world.buckets.get(name ?? '');
  if (bucket !== undefined) return bucket;
  throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
    status: 404,
    details: { BucketName: name ?? '' },
  });
}

export function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, details: { Key: key } });
}

/**
 * The bucket of a call that is signed for the right region: S3 sends callers of the wrong one away, naming the right one.
 * Whether a bucket exists is told to everybody, as it is by S3.
 */
export function regionalBucket(call: Call<Caller>, name: string | undefined): Bucket {
  const bucket = bucketNamed(call, name);
  if (call.caller.kind === 'anonymous' || call.region === bucket.region) return bucket;
  throw new AwsError(
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; the region '${call.region}' is wrong; expecting '${bucket.region}'`,
    { details: { Region: bucket.region }, headers: { 'x-amz-bucket-region': bucket.region } },
  );
}

/** A question on a bucket, or with a key on one of its objects; the bucket's policy always has a say. */
export function onBucket(
  { world }: Call<Caller>,
  bucket: Bucket,
  ask: { action: string; key?: string; context?: Readonly<Record<string, ContextValue>> },
): AccessQuestion {
  const arn = `arn:${world.partition}:s3:::${bucket.name}`;
  return {
    action: ask.action,
    resource: ask.key === undefined ? arn : `${arn}/${ask.key}`,
    resourceAccountId: bucket.accountId,
    ...(ask.key === undefined ? { resourceTags: bucket.tags } : {}),
    ...(bucket.policy === undefined ? {} : { resourcePolicy: { kind: 'resource', document: bucket.policy } }),
    ...(ask.context === undefined ? {} : { context: ask.context }),
  };
}
