import {
  DeleteBucketPolicy$,
  type DeleteBucketPolicyRequest,
  DeleteBucketTagging$,
  type DeleteBucketTaggingRequest,
  GetBucketTagging$,
  type GetBucketTaggingOutput,
  type GetBucketTaggingRequest,
  PutBucketPolicy$,
  type PutBucketPolicyRequest,
  PutBucketTagging$,
  type PutBucketTaggingRequest,
} from '@aws-sdk/client-s3';
import { parsePolicy } from '@gatehouse/iam-policy';

import { documentProblem } from '../authorization/policy-documents.js';
import { unknownPrincipal } from '../authorization/principals-exist.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Bucket } from '../state/model.js';
import { readBucketTags } from './s3-tags.rules.js';
import { isPublicPolicy } from './public-policy.rules.js';
import { type NamesBucket, asking, blockOf, bucketArn, bucketNamed } from './s3-access.js';

const MAX_POLICY_BYTES = 20_480;

/** A bucket's policy is its owner's business: other accounts are turned away even where the policy would let them. */
function ownedBucket(call: Call<Caller>, input: NamesBucket): Bucket {
  const bucket = bucketNamed(call, input.Bucket);
  if (!('accountId' in call.caller) || call.caller.accountId === bucket.accountId) return bucket;
  throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405 });
}

export const putBucketPolicy = operation<PutBucketPolicyRequest, object>({
  schema: PutBucketPolicy$,
  access: asking('s3:PutBucketPolicy'),
  handle: (input, call) => {
    const bucket = ownedBucket(call, input);
    const document = input.Policy ?? '';
    refuseBadPolicy(document, bucket, call);
    refusePublicPolicy(document, bucket, call);
    bucket.policy = document;
    return {};
  },
});

function refuseBadPolicy(document: string, bucket: Bucket, { world }: Call): void {
  if (Buffer.byteLength(document) > MAX_POLICY_BYTES) {
    throw malformed(`Policies must be at most ${String(MAX_POLICY_BYTES)} bytes long.`);
  }
  if (!document.startsWith('{')) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  const problem = documentProblem(document, 'resource');
  if (problem !== undefined) throw malformed(problem);
  if (unknownPrincipal(world, document, 'resource') !== undefined) throw malformed('Invalid principal in policy');
  if (!resourcesOf(document).every((resource) => isWithin(resource, bucket.name))) {
    throw malformed('Policy has invalid resource');
  }
}

function refusePublicPolicy(document: string, bucket: Bucket, { world, caller }: Call): void {
  if (!blockOf(world, bucket).BlockPublicPolicy || !isPublicPolicy(document)) return;
  throw new AwsError(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(world, bucket)}" because public policies are blocked by the BlockPublicPolicy block public access setting.`,
    { status: 403 },
  );
}

function resourcesOf(document: string): readonly string[] {
  const statements = parsePolicy(document, { kind: 'resource' }).document?.statements ?? [];
  return statements.flatMap(({ resource }) => resource?.values.map(({ value }) => value) ?? []);
}

function isWithin(resource: string, bucket: string): boolean {
  const path = /^arn:[a-z-]+:s3:::(.+)$/u.exec(resource)?.[1];
  return (
    path !== undefined && (path === bucket || path.startsWith(`${bucket}/`) || path === '*' || path === `${bucket}*`)
  );
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicy', message);
}

export const deleteBucketPolicy = operation<DeleteBucketPolicyRequest, object>({
  schema: DeleteBucketPolicy$,
  access: asking('s3:DeleteBucketPolicy'),
  handle: (input, call) => {
    ownedBucket(call, input).policy = undefined;
    return {};
  },
});

export const getBucketTagging = operation<GetBucketTaggingRequest, GetBucketTaggingOutput>({
  schema: GetBucketTagging$,
  access: asking('s3:GetBucketTagging'),
  handle: (input, call) => {
    const { tags, name } = bucketNamed(call, input.Bucket);
    if (tags.size > 0) return { TagSet: [...tags].map(([Key, Value]) => ({ Key, Value })) };
    throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', { status: 404, details: { BucketName: name } });
  },
});

/** Replaces the whole set, as S3 does. */
export const putBucketTagging = operation<PutBucketTaggingRequest, object>({
  schema: PutBucketTagging$,
  access: asking('s3:PutBucketTagging'),
  handle: (input, call) => {
    const { tags } = bucketNamed(call, input.Bucket);
    const given = readBucketTags(input.Tagging?.TagSet ?? []);
    tags.clear();
    for (const [key, value] of given) tags.set(key, value);
    return {};
  },
});

export const deleteBucketTagging = operation<DeleteBucketTaggingRequest, object>({
  schema: DeleteBucketTagging$,
  access: asking('s3:PutBucketTagging'),
  handle: (input, call) => {
    bucketNamed(call, input.Bucket).tags.clear();
    return {};
  },
});
