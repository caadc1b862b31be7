import type { GetObjectRequest, HeadObjectOutput } from '@aws-sdk/client-s3';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { keyQuestion } from '../kms/key-use.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import type { Bucket, StoredObject } from '../state/model.js';
import { checksumMembers } from './checksum.js';
import { versionsOfKey } from './object-versions.js';
import { type NamesObject, bucketArn, bucketNamed, noSuchKey, onBucket, regionalBucket } from './s3-access.js';
import type { ObjectVersion } from './s3-state.js';

/** The object a request names; a delete marker or nothing is S3's 404, or 405 when the marker's version was asked for. */
export function objectNamed(input: NamesObject, call: Call<Caller>): StoredObject {
  const bucket = bucketNamed(call, input.Bucket);
  const key = input.Key ?? '';
  if (input.VersionId === undefined) {
    const object = bucket.objects.get(key);
    if (object !== undefined) return object;
    const [newest] = versionsOfKey(call.world, bucket, key);
    throw newest === undefined ? noSuchKey(key) : deletedKey(key, newest);
  }
  const version = versionNamed(call, bucket, { key, versionId: input.VersionId });
  if (version.object !== undefined) return version.object;
  throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    details: { Method: call.request.method, ResourceType: 'DeleteMarker' },
    headers: markerHeaders(version),
  });
}

function versionNamed(call: Call<Caller>, bucket: Bucket, { key, versionId }: { key: string; versionId: string }) {
  const found = versionsOfKey(call.world, bucket, key).find((version) => version.versionId === versionId);
  if (found !== undefined) return found;
  throw new AwsError('NoSuchVersion', 'The specified version does not exist.', {
    status: 404,
    details: { Key: key, VersionId: versionId },
  });
}

function deletedKey(key: string, marker: ObjectVersion): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    details: { Key: key },
    headers: markerHeaders(marker),
  });
}

function markerHeaders({ versionId }: ObjectVersion): Readonly<Record<string, string>> {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId };
}

/** Whether an object, or the version of it that is asked for, is there. */
export function isThere(call: Call<Caller>, bucket: Bucket, input: NamesObject): StoredObject | undefined {
  const key = input.Key ?? '';
  if (input.VersionId === undefined) return bucket.objects.get(key);
  return versionsOfKey(call.world, bucket, key).find(({ versionId }) => versionId === input.VersionId)?.object;
}

/**
 * What reading an object needs: the action on it, and the use of its key. Reading what is not there tells so only to those
 * who may list the bucket: the others are denied.
 */
export function readQuestions(input: NamesObject, call: Call<Caller>, action: string): readonly AccessQuestion[] {
  const bucket = regionalBucket(call, input.Bucket);
  const { Key: key = '', VersionId: version } = input;
  const object = isThere(call, bucket, input);
  const context = version === undefined ? {} : { 's3:VersionId': version };
  const read = onBucket(call, bucket, { action, key, object, context });
  if (object === undefined) return [read, onBucket(call, bucket, { action: 's3:ListBucket' })];
  return [read, ...keyQuestions(call, bucket, { object, action: 'kms:Decrypt' })];
}

interface KeyUse {
  readonly object: Pick<StoredObject, 'key' | 'encryption'>;
  readonly action: 'kms:Decrypt' | 'kms:GenerateDataKey';
}

/** What the key of an object has to allow, as S3 asks KMS on behalf of its caller. */
export function keyQuestions(
  call: Call<Caller>,
  bucket: Bucket,
  { object, action }: KeyUse,
): readonly AccessQuestion[] {
  if (object.encryption === undefined) return [];
  const { keyArn, bucketKey } = object.encryption;
  const arn = bucketArn(call.world, bucket);
  const encryptionContext = { 'aws:s3:arn': bucketKey ? arn : `${arn}/${object.key}` };
  return [keyQuestion(call.world, { keyArn, action, via: 's3', caller: call.caller, encryptionContext })];
}

/** The headers that describe an object. */
export function headersOf(object: StoredObject): HeadObjectOutput {
  return {
    AcceptRanges: 'bytes',
    ContentLength: object.body.byteLength,
    ContentType: object.contentType,
    ETag: object.etag,
    LastModified: object.modifiedAt,
    Metadata: { ...object.metadata },
    ...object.headers,
    ...encryptionMembers(object),
    ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
    ...(object.storageClass === undefined || object.storageClass === 'STANDARD'
      ? {}
      : { StorageClass: object.storageClass as 'STANDARD_IA' }),
    ...(object.tags === undefined || object.tags.size === 0 ? {} : { TagCount: object.tags.size }),
  };
}

/** How S3 says that an object is encrypted. */
export function encryptionMembers({ encryption }: Pick<StoredObject, 'encryption'>) {
  if (encryption === undefined) return { ServerSideEncryption: 'AES256' as const };
  const { keyArn, bucketKey } = encryption;
  const key = { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: keyArn };
  return bucketKey ? { ...key, BucketKeyEnabled: true } : key;
}

/** The checksum, for those who ask for it. */
export function askedChecksum(mode: string | undefined, object: StoredObject): Readonly<Record<string, string>> {
  return mode === 'ENABLED' ? checksumMembers(object.checksum) : {};
}

type Conditions = Pick<GetObjectRequest, 'IfMatch' | 'IfNoneMatch' | 'IfModifiedSince' | 'IfUnmodifiedSince'>;

/** RFC 9110 as S3 reads it: 412 when the caller's condition fails, 304 when nothing changed. */
export function refuseCondition(input: Conditions, object: StoredObject): void {
  const failed = failedCondition(input, object);
  if (failed !== undefined) throw preconditionFailed(failed);
  if (!isUnchanged(input, object)) return;
  const { etag, modifiedAt } = object;
  const headers = { etag, 'last-modified': modifiedAt.toUTCString() };
  throw new AwsError('NotModified', 'Not Modified', { status: 304, headers });
}

function failedCondition({ IfMatch, IfUnmodifiedSince }: Conditions, { etag, modifiedAt }: StoredObject) {
  if (IfMatch !== undefined) return matches(IfMatch, etag) ? undefined : 'If-Match';
  return IfUnmodifiedSince !== undefined && seconds(modifiedAt) > seconds(IfUnmodifiedSince)
    ? 'If-Unmodified-Since'
    : undefined;
}

function isUnchanged({ IfNoneMatch, IfModifiedSince }: Conditions, { etag, modifiedAt }: StoredObject): boolean {
  if (IfNoneMatch !== undefined) return matches(IfNoneMatch, etag);
  return IfModifiedSince !== undefined && seconds(modifiedAt) <= seconds(IfModifiedSince);
}

/** Whether an entity tag is in a header's list, quoted or not. */
export function matches(header: string, etag: string): boolean {
  const bare = (text: string): string => text.trim().replaceAll('"', '');
  return header === '*' || header.split(',').some((each) => bare(each) === bare(etag));
}

/** HTTP's dates have no fractions. */
function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

export function preconditionFailed(condition: string): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    details: { Condition: condition },
  });
}
