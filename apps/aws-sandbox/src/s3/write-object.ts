import type { PutObjectRequest } from '@aws-sdk/client-s3';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { serviceKeyArn } from '../kms/key-use.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { Bucket, ObjectEncryption, StoredObject, Tags } from '../state/model.js';
import { type AclInput, isOwnersOwn, isPublicAcl, requestedGrants } from './acls.js';
import { canonicalIdOf } from './canonical-id.js';
import { readObjectTags } from './s3-tags.rules.js';
import { blockOf, noSuchKey, onBucket } from './s3-access.js';
import { type BucketSettings, settingsOf } from './s3-state.js';
import { keyQuestions, matches, preconditionFailed } from './stored-object.js';

/** What any request that writes an object may say of it. */
export type WriteInput = Partial<Omit<PutObjectRequest, 'Body'>>;

const MAX_METADATA_BYTES = 2048;
const STORAGE_CLASSES: ReadonlySet<string> = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

/** The description of an object to be written, without its body. */
export function describedObject(input: WriteInput, call: Call<Caller>, bucket: Bucket): Upload {
  const key = input.Key ?? '';
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  refuseCustomerKey(input);
  return {
    key,
    contentType: input.ContentType ?? 'binary/octet-stream',
    metadata: metadataOf(input),
    headers: headersOf(input),
    ...storageOf(input),
    ...present({
      encryption: encryptionFor(input, call, bucket),
      tags: input.Tagging === undefined ? undefined : tagsOfHeader(input.Tagging),
      acl: requestedAcl(input, call, bucket),
    }),
  };
}

/** The members that have a value. */
function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

type Upload = Omit<StoredObject, 'body' | 'etag' | 'modifiedAt'>;

const KEPT_HEADERS = ['CacheControl', 'ContentDisposition', 'ContentLanguage', 'WebsiteRedirectLocation'] as const;

function headersOf(input: WriteInput): Readonly<Record<string, string>> {
  const kept = KEPT_HEADERS.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]] as const]));
  const encoding = encodingOf(input.ContentEncoding);
  return {
    ...Object.fromEntries(kept),
    ...(encoding === undefined ? {} : { ContentEncoding: encoding }),
    ...(input.Expires === undefined ? {} : { ExpiresString: input.Expires.toUTCString() }),
  };
}

/** `aws-chunked` was for the way here and is not kept. */
function encodingOf(header: string | undefined): string | undefined {
  const kept = header?.split(',').filter((each) => each.trim() !== 'aws-chunked');
  return kept === undefined || kept.length === 0 ? undefined : kept.join(',').trim();
}

function metadataOf({ Metadata = {} }: WriteInput): Readonly<Record<string, string>> {
  const size = Object.entries(Metadata).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  if (size <= MAX_METADATA_BYTES) return Metadata;
  throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    details: { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
  });
}

function storageOf({ StorageClass: storageClass }: WriteInput): { storageClass?: string } {
  if (storageClass === undefined) return {};
  if (STORAGE_CLASSES.has(storageClass)) return { storageClass };
  throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid');
}

/** New buckets have refused keys of the customer's own since April 2026 (S3 User Guide, "Blocking SSE-C"). */
function refuseCustomerKey({ SSECustomerAlgorithm }: WriteInput): void {
  if (SSECustomerAlgorithm === undefined) return;
  throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
}

/** The key that an object will be encrypted with: the request's, else the bucket's, else S3's own. */
function encryptionFor(input: WriteInput, call: Call<Caller>, bucket: Bucket): ObjectEncryption | undefined {
  const { usual, usualKey, bucketKey } = usualEncryption(settingsOf(call.world, bucket));
  const algorithm = input.ServerSideEncryption ?? usual;
  refuseWrongEncryption(input, algorithm);
  if (algorithm === 'AES256') return undefined;
  const keyId = input.SSEKMSKeyId ?? (algorithm === usual ? usualKey : undefined);
  const { accountId, region } = bucket;
  const keyArn = serviceKeyArn(call.world, { keyId, accountId, region, service: 's3', now: call.now });
  return { keyArn, bucketKey: input.BucketKeyEnabled ?? bucketKey };
}

function usualEncryption({ encryption }: Pick<BucketSettings, 'encryption'>) {
  const { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: bucketKey = false } = encryption;
  return { usual: byDefault?.SSEAlgorithm ?? 'AES256', usualKey: byDefault?.KMSMasterKeyID, bucketKey };
}

function refuseWrongEncryption(
  { ServerSideEncryption: asked, SSEKMSKeyId: keyId }: WriteInput,
  algorithm: string,
): void {
  const isKnown = ['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm);
  const hasLooseKey = keyId !== undefined && asked?.startsWith('aws:kms') !== true;
  if (isKnown && !hasLooseKey) return;
  throw invalid('The encryption method specified is not supported', 'x-amz-server-side-encryption', asked ?? '');
}

function invalid(message: string, name: string, value: string): AwsError {
  return new AwsError('InvalidArgument', message, { details: { ArgumentName: name, ArgumentValue: value } });
}

function tagsOfHeader(header: string): Tags {
  const pairs = [...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value }));
  return new Map(readObjectTags(pairs));
}

/** The grants a write asks for, refused where the bucket takes no ACLs or no public ones. */
export function requestedAcl(input: AclInput, call: Call<Caller>, bucket: Bucket) {
  const grants = requestedGrants(input, canonicalIdOf(bucket.accountId));
  if (grants === undefined) return undefined;
  const { ownership } = settingsOf(call.world, bucket);
  if (ownership === 'BucketOwnerEnforced' && !isOwnersOwn(input, grants)) {
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  if (isPublicAcl(grants) && blockOf(call.world, bucket).BlockPublicAcls) {
    throw new AwsError(
      'AccessDenied',
      'Access Denied because public access control lists (ACLs) are blocked by the BlockPublicAcls block public access setting.',
      { status: 403 },
    );
  }
  return grants;
}

/** What writing an object needs: to put it, its tags and its ACL, and the use of its key. */
export function writeQuestions(input: WriteInput, call: Call<Caller>, bucket: Bucket): readonly AccessQuestion[] {
  const key = input.Key ?? '';
  const ask = (action: string) => onBucket(call, bucket, { action, key, context: writeContext(input) });
  const encryption = encryptionFor(input, call, bucket);
  return [
    ask('s3:PutObject'),
    ...(input.Tagging === undefined ? [] : [ask('s3:PutObjectTagging')]),
    ...(input.ACL === undefined || input.ACL === 'private' ? [] : [ask('s3:PutObjectAcl')]),
    ...(encryption === undefined
      ? []
      : keyQuestions(call, bucket, { object: { key, encryption }, action: 'kms:GenerateDataKey' })),
  ];
}

const CONTEXT_HEADERS = {
  ACL: 's3:x-amz-acl',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  StorageClass: 's3:x-amz-storage-class',
} as const;

function writeContext(input: WriteInput): Readonly<Record<string, ContextValue>> {
  const named = Object.entries(CONTEXT_HEADERS).flatMap(([member, key]) => {
    const value = input[member as keyof typeof CONTEXT_HEADERS];
    return value === undefined ? [] : [[key, value] as const];
  });
  const tags = [...new URLSearchParams(input.Tagging ?? '')];
  return {
    ...Object.fromEntries(named),
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
    ...(tags.length === 0 ? {} : { 's3:RequestObjectTagKeys': tags.map(([key]) => key) }),
  };
}

/** Writing only where nothing is, or only over what the caller knows (S3 User Guide, "Conditional writes"). */
export function refuseConditionalWrite(
  input: Pick<PutObjectRequest, 'IfMatch' | 'IfNoneMatch'>,
  existing: StoredObject | undefined,
  key: string,
): void {
  if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== '*') {
    throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      status: 501,
      details: { Header: 'If-None-Match' },
    });
  }
  if (input.IfNoneMatch === '*' && existing !== undefined) throw preconditionFailed('If-None-Match');
  if (input.IfMatch === undefined) return;
  if (existing === undefined) throw noSuchKey(key);
  if (!matches(input.IfMatch, existing.etag)) throw preconditionFailed('If-Match');
}
