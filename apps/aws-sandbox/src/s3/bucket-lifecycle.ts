import {
  CreateBucket$,
  type CreateBucketOutput,
  type CreateBucketRequest,
  DeleteBucket$,
  type DeleteBucketRequest,
} from '@aws-sdk/client-s3';

import type { ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import type { Bucket } from '../state/model.js';
import { dnsSuffixOf, partitionOfRegion, regionalDomain } from '../state/partition.rules.js';
import { aclOfNewBucket } from './bucket-acls.js';
import { isOwnership } from './bucket-settings.js';
import { readBucketTags } from './s3-tags.rules.js';
import { asking, bucketArn, bucketNamed } from './s3-access.js';
import { changeSettings, forgetSettings, settingsOf } from './s3-state.js';

/** S3 User Guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!xn--|sthree-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u;
const FIRST_REGION = 'us-east-1';

export const createBucket = operation<CreateBucketRequest, CreateBucketOutput>({
  schema: CreateBucket$,
  access: (input, { caller, world }) => {
    const resource = bucketArn(world, { name: input.Bucket ?? '', accountId: caller.accountId });
    const context = contextOf(input);
    return actionsOf(input).map((action) => ({ action, resource, resourceAccountId: caller.accountId, context }));
  },
  handle: (input, call) => {
    const name = input.Bucket ?? '';
    if (!BUCKET_NAME.test(name)) {
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { details: { BucketName: name } });
    }
    const region = regionOf(input, call);
    refuseTaken(name, call);
    const { world, caller, now } = call;
    const tags = new Map(readBucketTags(input.CreateBucketConfiguration?.Tags ?? []));
    const bucket = {
      name,
      accountId: caller.accountId,
      region,
      createdAt: now,
      policy: undefined,
      tags,
      objects: new Map(),
    };
    applySettings(input, call, bucket);
    world.buckets.set(name, bucket);
    return { Location: region === FIRST_REGION ? `/${name}` : `http://${name}.${globalHost(region)}/` };
  },
});

/** S3's host without a region, which it has in the partition `aws` only. */
function globalHost(region: string): string {
  const partition = partitionOfRegion(region);
  return `s3.${partition === 'aws' ? dnsSuffixOf(partition) : regionalDomain(region)}`;
}

/** A bucket that is made with tags, ownership or ACL needs leave for these, too. */
function actionsOf({
  CreateBucketConfiguration,
  ObjectOwnership,
  ACL = 'private',
}: CreateBucketRequest): readonly string[] {
  return [
    's3:CreateBucket',
    ...((CreateBucketConfiguration?.Tags ?? []).length === 0 ? [] : ['s3:TagResource']),
    ...(ObjectOwnership === undefined ? [] : ['s3:PutBucketOwnershipControls']),
    ...(ACL === 'private' ? [] : ['s3:PutBucketAcl']),
  ];
}

function contextOf({ CreateBucketConfiguration, ACL, ObjectOwnership }: CreateBucketRequest) {
  const { LocationConstraint: location, Tags: tags = [] } = CreateBucketConfiguration ?? {};
  const given: Readonly<Record<string, ContextValue | undefined>> = {
    's3:LocationConstraint': location,
    's3:x-amz-acl': ACL,
    's3:x-amz-object-ownership': ObjectOwnership,
    'aws:TagKeys': tags.length === 0 ? undefined : tags.map(({ Key = '' }) => Key),
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, ContextValue] => entry[1] !== undefined),
  );
}

/** What a request may say of the new bucket's ownership, ACL and object lock. */
function applySettings(input: CreateBucketRequest, call: Call, bucket: Bucket): void {
  forgetSettings(call.world, bucket);
  const { ObjectOwnership: ownership } = input;
  if (ownership !== undefined) {
    if (!isOwnership(ownership))
      throw new AwsError('InvalidArgument', 'Invalid x-amz-object-ownership header: ' + ownership);
    changeSettings(call.world, bucket).ownership = ownership;
  }
  const grants = aclOfNewBucket(input, call, bucket);
  if (grants.length > 0) changeSettings(call.world, bucket).acl = grants;
  if (input.ObjectLockEnabledForBucket !== true) return;
  const settings = changeSettings(call.world, bucket);
  settings.versioning = 'Enabled';
  settings.stored.set('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled' });
}

/**
 * A bucket is made in the region that the call goes to, which the call must name, but for the first region. `EU` is how
 * eu-west-1 was called at first.
 */
function regionOf(input: CreateBucketRequest, { region }: Call): string {
  const given: string | undefined = input.CreateBucketConfiguration?.LocationConstraint;
  if (given === FIRST_REGION || given === '') {
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      details: { LocationConstraint: given },
    });
  }
  const asked = given === 'EU' ? 'eu-west-1' : (given ?? FIRST_REGION);
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
  access: asking('s3:DeleteBucket'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    refuseContents(bucket, call);
    forgetSettings(call.world, bucket);
    call.world.buckets.delete(bucket.name);
    return {};
  },
});

/** Old versions and delete markers count, too. */
function refuseContents(bucket: Bucket, { world }: Call): void {
  const hasVersions = settingsOf(world, bucket).versions.size > 0;
  if (bucket.objects.size === 0 && !hasVersions) return;
  const versions = hasVersions ? '. You must delete all versions in the bucket.' : '';
  throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty${versions}`, {
    status: 409,
    details: { BucketName: bucket.name },
  });
}
