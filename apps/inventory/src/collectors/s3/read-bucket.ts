import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ResourceDetails } from '../resource-details.js';
import { tagsOf } from '../tags.rules.js';
import { aclOf, hasAcl } from './bucket-acl.rules.js';
import { blockOf } from './public-access.rules.js';
import type { BucketFacts } from './observe-bucket.js';

/** What reading a bucket needs. */
export const READ_BUCKET_PERMISSIONS = [
  's3:GetBucketAcl',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPolicyStatus',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
];

/** Asks for everything of one bucket at once; rejects with NoSuchBucket when it is gone. */
export async function readBucket(
  s3: S3Client,
  { name, createdAt }: Pick<BucketFacts, 'name' | 'createdAt'>,
  signal: AbortSignal,
): Promise<BucketFacts> {
  const details = new ResourceDetails();
  const [policies, settings, ownership, tags] = await Promise.all([
    readPolicies(s3, name, { details, signal }),
    readSettings(s3, name, { details, signal }),
    readOwnership(s3, name, { details, signal }),
    details.of({
      part: 'tags',
      absentCodes: ['NoSuchTagSet'],
      ask: async () => (await s3.send(new GetBucketTaggingCommand({ Bucket: name }), { abortSignal: signal })).TagSet,
    }),
  ]);
  const notes = details.settings;
  return { name, createdAt, ...policies, ...settings, ...ownership, tags: tagsOf(tags ?? []), notes };
}

interface Reading {
  readonly details: ResourceDetails;
  readonly signal: AbortSignal;
}

async function readPolicies(s3: S3Client, Bucket: string, { details, signal }: Reading) {
  const abort = { abortSignal: signal };
  const [policy, isPolicyPublic, publicAccessBlock] = await Promise.all([
    details.of({
      part: 'policy',
      absentCodes: ['NoSuchBucketPolicy'],
      ask: async () => (await s3.send(new GetBucketPolicyCommand({ Bucket }), abort)).Policy ?? null,
    }),
    details.of({
      part: 'policy-status',
      absentCodes: ['NoSuchBucketPolicy'],
      ask: async () =>
        (await s3.send(new GetBucketPolicyStatusCommand({ Bucket }), abort)).PolicyStatus?.IsPublic ?? null,
    }),
    details.of({
      part: 'public-access-block',
      absentCodes: ['NoSuchPublicAccessBlockConfiguration'],
      ask: async () =>
        blockOf((await s3.send(new GetPublicAccessBlockCommand({ Bucket }), abort)).PublicAccessBlockConfiguration),
    }),
  ]);
  return { policy, isPolicyPublic, publicAccessBlock };
}

async function readSettings(s3: S3Client, Bucket: string, { details, signal }: Reading) {
  const abort = { abortSignal: signal };
  const [encryption, versioning] = await Promise.all([
    details.of({
      part: 'encryption',
      absentCodes: ['ServerSideEncryptionConfigurationNotFoundError'],
      ask: async () =>
        (await s3.send(new GetBucketEncryptionCommand({ Bucket }), abort)).ServerSideEncryptionConfiguration ?? null,
    }),
    details.of({
      part: 'versioning',
      ask: () => s3.send(new GetBucketVersioningCommand({ Bucket }), abort),
    }),
  ]);
  return { encryption, versioning };
}

/** Who owns what others write, and the list of grants: that only where it counts, which spares most buckets the call. */
async function readOwnership(s3: S3Client, Bucket: string, { details, signal }: Reading) {
  const abort = { abortSignal: signal };
  const ownership = await details.of({
    part: 'object-ownership',
    absentCodes: ['OwnershipControlsNotFoundError'],
    ask: async () =>
      (await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }), abort)).OwnershipControls ?? null,
  });
  if (!hasAcl(ownership?.Rules?.[0]?.ObjectOwnership)) return { ownership, acl: null };
  const acl = await details.of({
    part: 'acl',
    isOptional: true,
    ask: async () => aclOf(await s3.send(new GetBucketAclCommand({ Bucket }), abort)),
  });
  return { ownership, acl };
}
