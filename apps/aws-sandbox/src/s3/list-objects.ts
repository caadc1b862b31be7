import {
  ListObjects$,
  type ListObjectsOutput,
  type ListObjectsRequest,
  ListObjectsV2$,
  type _Object as ObjectShape,
  type ListObjectsV2Output,
  type ListObjectsV2Request,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import { uriEncode } from '../signing/canonical-request.rules.js';
import { openOperation } from '../service/operation.js';
import type { Bucket, StoredObject } from '../state/model.js';
import { canonicalIdOf } from './canonical-id.js';
import { readContinuation, writeContinuation } from './continuation.rules.js';
import { byUtf8, listKeys } from './list-objects.rules.js';
import { bucketNamed, onBucket, regionalBucket } from './s3-access.js';

const MAX_KEYS = 1000;

export type WriteKey = (key: string) => string;

export const listObjectsV2 = openOperation<ListObjectsV2Request, ListObjectsV2Output>({
  schema: ListObjectsV2$,
  access: (input, call) => [
    onBucket(call, regionalBucket(call, input.Bucket), { action: 's3:ListBucket', context: listContext(input) }),
  ],
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const { ContinuationToken: token, StartAfter, FetchOwner } = input;
    const after = token === undefined ? (StartAfter ?? '') : readContinuation(token);
    const { contents, commonPrefixes, next, limit, text } = listed(bucket, input, after);
    const owner = FetchOwner === true ? ownerOf(bucket) : {};
    const more = next !== undefined && limit > 0;
    return {
      ...echoOf(input, text),
      ...(StartAfter === undefined ? {} : { StartAfter: text(StartAfter) }),
      ...(token === undefined ? {} : { ContinuationToken: token }),
      Name: bucket.name,
      MaxKeys: limit,
      KeyCount: contents.length + commonPrefixes.length,
      IsTruncated: more,
      Contents: contents.map((object) => ({ ...listedObject(object, text), ...owner })),
      CommonPrefixes: commonPrefixes.map((each) => ({ Prefix: text(each) })),
      ...(more ? { NextContinuationToken: writeContinuation(next) } : {}),
    };
  },
});

/** The first version: pages begin behind a marker, which is named for folded lists only. */
export const listObjects = openOperation<ListObjectsRequest, ListObjectsOutput>({
  schema: ListObjects$,
  access: (input, call) => [
    onBucket(call, regionalBucket(call, input.Bucket), { action: 's3:ListBucket', context: listContext(input) }),
  ],
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const { Marker: marker = '' } = input;
    const { contents, commonPrefixes, next, limit, text } = listed(bucket, input, marker);
    const more = next !== undefined && limit > 0;
    return {
      ...echoOf(input, text),
      Marker: text(marker),
      Name: bucket.name,
      MaxKeys: limit,
      IsTruncated: more,
      Contents: contents.map((object) => ({ ...listedObject(object, text), ...ownerOf(bucket) })),
      CommonPrefixes: commonPrefixes.map((each) => ({ Prefix: text(each) })),
      ...(more && input.Delimiter !== undefined ? { NextMarker: text(next) } : {}),
    };
  },
});

export interface ListInput {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly EncodingType?: 'url' | undefined;
}

function listed(bucket: Bucket, input: ListInput, after: string) {
  const limit = keyLimit(input.MaxKeys);
  const text = keyWriter(input.EncodingType);
  const sorted = [...bucket.objects.values()].sort((left, right) => byUtf8(left.key, right.key));
  const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
  return { ...listKeys(sorted, { prefix, delimiter, after, limit }), limit, text };
}

/** What S3 repeats of a request. */
export function echoOf({ Delimiter, EncodingType, Prefix }: ListInput, text: WriteKey) {
  return {
    Prefix: text(Prefix ?? ''),
    ...(Delimiter === undefined ? {} : { Delimiter: text(Delimiter) }),
    ...(EncodingType === undefined ? {} : { EncodingType }),
  };
}

function ownerOf({ accountId }: Bucket) {
  return { Owner: { ID: canonicalIdOf(accountId) } };
}

function listedObject(
  { key, modifiedAt, etag, body, checksum, storageClass }: StoredObject,
  text: WriteKey,
): ObjectShape {
  return {
    Key: text(key),
    LastModified: modifiedAt,
    ETag: etag,
    ...(checksum === undefined ? {} : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: body.byteLength,
    StorageClass: (storageClass ?? 'STANDARD') as 'STANDARD',
  };
}

/** The condition keys of a listing. */
export function listContext(input: ListInput): Readonly<Record<string, string | number>> {
  return {
    ...(input.Prefix === undefined ? {} : { 's3:prefix': input.Prefix }),
    ...(input.Delimiter === undefined ? {} : { 's3:delimiter': input.Delimiter }),
    ...(input.MaxKeys === undefined ? {} : { 's3:max-keys': input.MaxKeys }),
  };
}

/** The length of a page: 1,000 at most. */
export function keyLimit(given: number | undefined, name = 'max-keys'): number {
  if (given === undefined) return MAX_KEYS;
  if (Number.isInteger(given) && given >= 0) return Math.min(given, MAX_KEYS);
  throw new AwsError('InvalidArgument', `Provided ${name} not an integer or within integer range`, {
    details: { ArgumentName: name, ArgumentValue: String(given) },
  });
}

/** How keys are written: XML cannot hold every character, so callers may ask for them URL-encoded. */
export function keyWriter(encoding: 'url' | undefined): WriteKey {
  return encoding === 'url' ? (key) => key.split('/').map(uriEncode).join('/') : (key) => key;
}
