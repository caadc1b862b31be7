import {
  CopyObject$,
  type CopyObjectOutput,
  type CopyObjectRequest,
  PutObject$,
  type PutObjectOutput,
  type PutObjectRequest,
} from '@aws-sdk/client-s3';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import { etagOf } from '../seed/build-bucket.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import type { StoredObject } from '../state/model.js';
import { checksumMembers, digestOf, uploadChecksum } from './checksum.js';
import { storeObject } from './object-versions.js';
import { bucketNamed, regionalBucket } from './s3-access.js';
import { encryptionMembers, objectNamed, preconditionFailed, readQuestions, refuseCondition } from './stored-object.js';
import { describedObject, refuseConditionalWrite, writeQuestions } from './write-object.js';

type PutInput = Omit<PutObjectRequest, 'Body'> & { Body?: Uint8Array };

/** What every reply to a write tells of the object. */
export function writtenMembers(object: StoredObject) {
  return {
    ...encryptionMembers(object),
    ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
  };
}

export const putObject = openOperation<PutInput, PutObjectOutput>({
  schema: PutObject$,
  access: (input, call) => writeQuestions(input, call, regionalBucket(call, input.Bucket)),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const described = describedObject(input, call, bucket);
    const body = input.Body ?? new Uint8Array();
    const checksum = uploadChecksum(call.request, call.payload.trailers, body);
    refuseConditionalWrite(input, bucket.objects.get(described.key), described.key);
    const object = { ...described, body, checksum, etag: etagOf(body), modifiedAt: call.now };
    const stored = storeObject(call.world, bucket, object);
    return { ETag: stored.etag, ...writtenMembers(stored), ...checksumMembers(checksum) };
  },
});

interface CopySource {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** Where a copy comes from: `bucket/key?versionId=…`, URL-encoded, with or without a slash before it. */
function copySource(header = ''): CopySource {
  const [path, version] = header.split('?versionId=') as [string, string | undefined];
  const [, Bucket, Key] = /^\/?([^/]+)\/(.+)$/su.exec(decodePath(path)) ?? [];
  if (Bucket !== undefined && Key !== undefined) {
    return version === undefined ? { Bucket, Key } : { Bucket, Key, VersionId: version };
  }
  throw new AwsError('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', {
    details: { ArgumentName: 'x-amz-copy-source', ArgumentValue: header },
  });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Reading the source of a copy, in whatever region it is: S3 fetches it itself. */
export function sourceQuestions(header: string | undefined, call: Call<Caller>): readonly AccessQuestion[] {
  const source = copySource(header);
  const from = bucketNamed({ ...call, request: { ...call.request, headers: {} } }, source.Bucket);
  const there = { ...call, region: from.region, request: { ...call.request, headers: {} } };
  return readQuestions(source, there, source.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion');
}

/** The object to be copied, if the caller's conditions on it hold; a copy answers 412 where a read says 304. */
export function sourceObject(input: CopyObjectRequest, call: Call<Caller>): StoredObject {
  const object = objectNamed(copySource(input.CopySource), { ...call, request: { ...call.request, headers: {} } });
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  try {
    refuseCondition(conditions, object);
  } catch (error) {
    if (error instanceof AwsError && error.status === 304) throw preconditionFailed('x-amz-copy-source-If-None-Match');
    throw error;
  }
  return object;
}

export const copyObject = openOperation<CopyObjectRequest, CopyObjectOutput>({
  schema: CopyObject$,
  access: (input, call) => [
    ...sourceQuestions(input.CopySource, call),
    ...writeQuestions(input, call, regionalBucket(call, input.Bucket)),
  ],
  handle: (input, call) => {
    const source = sourceObject(input, call);
    const bucket = bucketNamed(call, input.Bucket);
    refuseConditionalWrite(input, bucket.objects.get(input.Key ?? ''), input.Key ?? '');
    refusePointlessCopy(input);
    const described = describedObject(input, call, bucket);
    const algorithm = input.ChecksumAlgorithm ?? source.checksum?.algorithm ?? 'CRC64NVME';
    const object: StoredObject = {
      ...described,
      ...(input.MetadataDirective === 'REPLACE' ? {} : copiedMetadata(source, described)),
      ...copiedTags(input, source),
      body: source.body,
      checksum: {
        algorithm: algorithm as 'CRC32',
        value: digestOf(algorithm as 'CRC32', source.body),
        type: 'FULL_OBJECT',
      },
      etag: etagOf(source.body),
      modifiedAt: call.now,
    };
    const stored = storeObject(call.world, bucket, object);
    return {
      CopyObjectResult: { ETag: stored.etag, LastModified: stored.modifiedAt, ...checksumMembers(stored.checksum) },
      ...writtenMembers(stored),
      ...(source.versionId === undefined ? {} : { CopySourceVersionId: source.versionId }),
    };
  },
});

function copiedMetadata({ contentType, metadata, headers }: StoredObject, described: Pick<StoredObject, 'headers'>) {
  return { contentType, metadata, headers: { ...headers, ...described.headers } };
}

function copiedTags({ TaggingDirective }: CopyObjectRequest, { tags }: StoredObject) {
  return TaggingDirective === 'REPLACE' || tags === undefined ? {} : { tags: new Map(tags) };
}

/** Copying an object onto itself has to change something. */
function refusePointlessCopy(input: CopyObjectRequest): void {
  const source = copySource(input.CopySource);
  const isSame = source.Bucket === input.Bucket && source.Key === input.Key && source.VersionId === undefined;
  const changes = [input.StorageClass, input.ServerSideEncryption, input.WebsiteRedirectLocation];
  if (!isSame || input.MetadataDirective === 'REPLACE' || changes.some((each) => each !== undefined)) return;
  throw new AwsError(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
