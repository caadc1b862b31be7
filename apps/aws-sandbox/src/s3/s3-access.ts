import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import { headerValue } from '../protocol/wire.js';
import type { Call } from '../service/call.js';
import { partitionOf } from '../state/lookup.js';
import type { Bucket, StoredObject, World } from '../state/model.js';
import { regionalDomain } from '../state/partition.rules.js';
import { withAcls } from './acl-statements.js';
import { type PublicAccessBlock, strictestOf } from './public-access-block.rules.js';
import { isPublicPolicy } from './public-policy.rules.js';
import { accountBlocksOf, settingsOf } from './s3-state.js';

export interface NamesBucket {
  readonly Bucket?: string | undefined;
}

/** The bucket, or S3's 404; and its 403 when it belongs to another account than the caller said. */
export function bucketNamed({ world, request }: Call<Caller>, name: string | undefined): Bucket {
  const bucket = world.buckets.get(name ?? '');
  if (bucket === undefined) throw noSuchBucket(name ?? '');
  const owner = headerValue(request, 'x-amz-expected-bucket-owner');
  if (owner === undefined || owner === bucket.accountId) return bucket;
  throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
}

function noSuchBucket(name: string): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
    status: 404,
    details: { BucketName: name },
  });
}

export function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, details: { Key: key } });
}

export function noSuchBucketPolicy(name: string): AwsError {
  return new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', {
    status: 404,
    details: { BucketName: name },
  });
}

/**
 * The bucket of a call that is signed for the right region: S3 sends callers of the wrong one away, naming the right one.
 * Whether a bucket exists is told to everybody, as it is by S3.
 */
export function regionalBucket(call: Call<Caller>, name: string | undefined): Bucket {
  const bucket = bucketNamed(call, name);
  if (call.caller.kind === 'anonymous' || call.region === bucket.region) return bucket;
  throw new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    {
      status: 301,
      details: { Endpoint: `${bucket.name}.s3.${regionalDomain(bucket.region)}`, Bucket: bucket.name },
      headers: { 'x-amz-bucket-region': bucket.region },
    },
  );
}

export function bucketArn(world: World, { name, accountId }: Pick<Bucket, 'name' | 'accountId'>): string {
  return `arn:${partitionOf(world, accountId)}:s3:::${name}`;
}

/** What a question asks of a bucket; with a key, of one of its objects. */
interface BucketAsk {
  readonly action: string;
  readonly key?: string;
  readonly object?: StoredObject | undefined;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** A question on a bucket, or with a key on one of its objects; the bucket's policy always has a say. */
export function onBucket(call: Call<Caller>, bucket: Bucket, ask: BucketAsk): AccessQuestion {
  const arn = bucketArn(call.world, bucket);
  const document = policyFor(call, bucket, ask.object);
  return {
    action: ask.action,
    resource: ask.key === undefined ? arn : `${arn}/${ask.key}`,
    resourceAccountId: bucket.accountId,
    ...(ask.key === undefined ? { resourceTags: bucket.tags } : {}),
    ...(document === undefined ? {} : { resourcePolicy: { kind: 'resource', document } }),
    context: { 's3:ResourceAccount': bucket.accountId, ...existingTags(ask.object), ...ask.context },
  };
}

/** The `access` of an operation that needs one action on its bucket. */
export function asking(action: string) {
  return (input: NamesBucket, call: Call<Caller>): readonly AccessQuestion[] => [
    onBucket(call, regionalBucket(call, input.Bucket), { action }),
  ];
}

/** The `access` of an operation that needs one action on one of its bucket's objects. */
export function askingObject(action: string, versioned = action) {
  return (input: NamesObject, call: Call<Caller>): readonly AccessQuestion[] => {
    const bucket = regionalBucket(call, input.Bucket);
    const object = bucket.objects.get(input.Key ?? '');
    const version = input.VersionId;
    const context = version === undefined ? {} : { 's3:VersionId': version };
    const asked = version === undefined ? action : versioned;
    return [onBucket(call, bucket, { action: asked, key: input.Key ?? '', object, context })];
  };
}

export interface NamesObject extends NamesBucket {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

function existingTags(object: StoredObject | undefined): Readonly<Record<string, ContextValue>> {
  if (object?.tags === undefined) return {};
  return Object.fromEntries([...object.tags].map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value]));
}

/** The settings that block public access of a bucket: its own and its account's together. */
export function blockOf(world: World, bucket: Bucket): PublicAccessBlock {
  return strictestOf(settingsOf(world, bucket).publicAccessBlock, accountBlocksOf(world).get(bucket.accountId));
}

/** The policy as it counts for this caller: what block public access switches off is left out, what ACLs give is added. */
function policyFor({ world, caller }: Call<Caller>, bucket: Bucket, object: StoredObject | undefined) {
  const { ownership, acl } = settingsOf(world, bucket);
  if (isStranger(caller, bucket) && isShutToStrangers(world, bucket)) return undefined;
  const hasAcls = ownership !== 'BucketOwnerEnforced' && (acl.length > 0 || object?.acl !== undefined);
  if (!hasAcls) return bucket.policy;
  return withAcls(world, bucket.policy, { bucket, object, acl, ignorePublic: blockOf(world, bucket).IgnorePublicAcls });
}

/**
 * RestrictPublicBuckets leaves a bucket with a public policy to its own account and AWS's services: also those whom its
 * list names are kept out. Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
 */
function isShutToStrangers(world: World, bucket: Bucket): boolean {
  const { policy } = bucket;
  return policy !== undefined && blockOf(world, bucket).RestrictPublicBuckets && isPublicPolicy(policy);
}

function isStranger(caller: Caller, { accountId }: Bucket): boolean {
  return caller.kind !== 'service' && (!('accountId' in caller) || caller.accountId !== accountId);
}
