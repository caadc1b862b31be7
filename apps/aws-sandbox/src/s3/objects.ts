import {
  GetObject$,
  type GetObjectRequest,
  HeadObject$,
  type HeadObjectOutput,
  type HeadObjectRequest,
  ListObjectsV2$,
  type _Object as ObjectShape,
  type ListObjectsV2Output,
  type ListObjectsV2Request,
  PutObject$,
  type PutObjectOutput,
  type PutObjectRequest,
} from '@aws-sdk/client-s3';

import type { AccessQuestion } from '../authorization/access-question.js';
import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import { uriEncode } from '../signing/canonical-request.rules.js';
import { etagOf } from '../seed/build-bucket.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import type { StoredObject } from '../state/model.js';
import { checksumProblem } from './checksum.js';
import { readContinuation, writeContinuation } from './continuation.rules.js';
import { byUtf8, listKeys } from './list-objects.rules.js';
import { readRange } from './range.rules.js';
import { bucketNamed, noSuchKey, onBucket, regionalBucket } from './s3-access.js';

const MAX_KEYS = 1000;

export const listObjectsV2 = openOperation<ListObjectsV2Request, ListObjectsV2Output>({
  schema: ListObjectsV2$,
  access: (input, call) => [
    onBucket(call, regionalBucket(call, input.Bucket), { action: 's3:ListBucket', context: listContext(input) }),
  ],
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const limit = keyLimit(input.MaxKeys);
    const sorted = [...bucket.objects.values()].sort((left, right) => byUtf8(left.key, right.key));
    const { Prefix: prefix = '', Delimiter: delimiter = '', ContinuationToken: token, StartAfter } = input;
    const after = token === undefined ? (StartAfter ?? '') : readContinuation(token);
    const { contents, commonPrefixes, next } = listKeys(sorted, { prefix, delimiter, after, limit });
    const more = next !== undefined && limit > 0;
    const text = input.EncodingType === 'url' ? encodeKey : (key: string) => key;
    return {
      ...echoOf(input, text),
      Name: bucket.name,
      MaxKeys: limit,
      KeyCount: contents.length + commonPrefixes.length,
      IsTruncated: more,
      Contents: contents.map((object) => listedObject(object, text)),
      CommonPrefixes: commonPrefixes.map((each) => ({ Prefix: text(each) })),
      ...(more ? { NextContinuationToken: writeContinuation(next) } : {}),
    };
  },
});

type WriteKey = (key: string) => string;

/** What S3 repeats of the request. */
function echoOf(input: ListObjectsV2Request, text: WriteKey): ListObjectsV2Output {
  const { Delimiter, EncodingType, StartAfter, ContinuationToken } = input;
  return {
    Prefix: text(input.Prefix ?? ''),
    ...(Delimiter === undefined ? {} : { Delimiter: text(Delimiter) }),
    ...(EncodingType === undefined ? {} : { EncodingType }),
    ...(StartAfter === undefined ? {} : { StartAfter: text(StartAfter) }),
    ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
  };
}

function listedObject({ key, modifiedAt, etag, body }: StoredObject, text: WriteKey): ObjectShape {
  return { Key: text(key), LastModified: modifiedAt, ETag: etag, Size: body.byteLength, StorageClass: 'STANDARD' };
}

function listContext(input: ListObjectsV2Request): Readonly<Record<string, string | number>> {
  return {
    ...(input.Prefix === undefined ? {} : { 's3:prefix': input.Prefix }),
    ...(input.Delimiter === undefined ? {} : { 's3:delimiter': input.Delimiter }),
    ...(input.MaxKeys === undefined ? {} : { 's3:max-keys': input.MaxKeys }),
  };
}

function keyLimit(given: number | undefined): number {
  if (given === undefined) return MAX_KEYS;
  if (Number.isInteger(given) && given >= 0) return Math.min(given, MAX_KEYS);
  throw new AwsError('InvalidArgument', 'Provided max-keys not an integer or within integer range', {
    details: { ArgumentName: 'max-keys', ArgumentValue: String(given) },
  });
}

function encodeKey(key: string): string {
  return key.split('/').map(uriEncode).join('/');
}

interface NamesObject {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
}

/** Reading an object that is not there tells so only to those who may list the bucket: the others are denied. */
function readAccess(input: NamesObject, call: Call<Caller>): readonly AccessQuestion[] {
  const bucket = regionalBucket(call, input.Bucket);
  const key = input.Key ?? '';
  const read = onBucket(call, bucket, { action: 's3:GetObject', key });
  return bucket.objects.has(key) ? [read] : [read, onBucket(call, bucket, { action: 's3:ListBucket' })];
}

function objectNamed(input: NamesObject, call: Call<Caller>): StoredObject {
  const object = bucketNamed(call, input.Bucket).objects.get(input.Key ?? '');
  if (object !== undefined) return object;
  throw noSuchKey(input.Key ?? '');
}

function headersOf(object: StoredObject): HeadObjectOutput {
  return {
    AcceptRanges: 'bytes',
    ContentLength: object.body.byteLength,
    ContentType: object.contentType,
    ETag: object.etag,
    LastModified: object.modifiedAt,
    Metadata: { ...object.metadata },
    ServerSideEncryption: 'AES256',
  };
}

/** `If-Match` and its like: 412 when the caller's condition fails, 304 when nothing changed. */
function refuseCondition(input: Pick<GetObjectRequest, 'IfMatch' | 'IfNoneMatch'>, etag: string): void {
  const bare = (text: string): string => text.replaceAll('"', '');
  if (input.IfMatch !== undefined && input.IfMatch !== '*' && bare(input.IfMatch) !== bare(etag)) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
      status: 412,
      details: { Condition: 'If-Match' },
    });
  }
  if (input.IfNoneMatch !== undefined && (input.IfNoneMatch === '*' || bare(input.IfNoneMatch) === bare(etag))) {
    throw new AwsError('NotModified', 'Not Modified', { status: 304 });
  }
}

export const getObject = openOperation<GetObjectRequest, object>({
  schema: GetObject$,
  access: readAccess,
  handle: (input, call) => {
    const object = objectNamed(input, call);
    refuseCondition(input, object.etag);
    const range = input.Range === undefined ? undefined : readRange(input.Range, object.body.byteLength);
    if (range === undefined) return { ...headersOf(object), Body: object.body };
    const body = object.body.subarray(range.first, range.last + 1);
    const total = String(object.body.byteLength);
    const ContentRange = `bytes ${String(range.first)}-${String(range.last)}/${total}`;
    return { ...headersOf(object), ContentLength: body.byteLength, ContentRange, Body: body };
  },
});

export const headObject = openOperation<HeadObjectRequest, HeadObjectOutput>({
  schema: HeadObject$,
  access: readAccess,
  handle: (input, call) => {
    const object = objectNamed(input, call);
    refuseCondition(input, object.etag);
    return headersOf(object);
  },
});

export const putObject = openOperation<Omit<PutObjectRequest, 'Body'> & { Body?: Uint8Array }, PutObjectOutput>({
  schema: PutObject$,
  access: (input, call) => {
    const bucket = regionalBucket(call, input.Bucket);
    return [onBucket(call, bucket, { action: 's3:PutObject', key: input.Key ?? '' })];
  },
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const key = input.Key ?? '';
    const body = input.Body ?? new Uint8Array();
    refuseUpload(input, body, call);
    const etag = etagOf(body);
    const contentType = input.ContentType ?? 'binary/octet-stream';
    const metadata = input.Metadata ?? {};
    bucket.objects.set(key, { key, body, contentType, etag, modifiedAt: call.now, metadata });
    return { ETag: etag, ServerSideEncryption: 'AES256' };
  },
});

function refuseUpload(input: Omit<PutObjectRequest, 'Body'>, body: Uint8Array, call: Call<Caller>): void {
  if (Buffer.byteLength(input.Key ?? '') > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  const problem = checksumProblem(call.request, call.payload.trailers, body);
  if (problem !== undefined) throw new AwsError(problem.code, problem.message);
  if (input.IfNoneMatch === '*' && bucketNamed(call, input.Bucket).objects.has(input.Key ?? '')) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
      status: 412,
      details: { Condition: 'If-None-Match' },
    });
  }
}
