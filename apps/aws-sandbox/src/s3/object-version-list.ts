import {
  type DeleteMarkerEntry,
  ListObjectVersions$,
  type ListObjectVersionsOutput,
  type ListObjectVersionsRequest,
  type ObjectVersion as VersionShape,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import { openOperation } from '../service/operation.js';
import type { Bucket, World } from '../state/model.js';
import { canonicalIdOf } from './canonical-id.js';
import { type Listing, byUtf8, listKeys } from './list-objects.rules.js';
import { type WriteKey, echoOf, keyLimit, keyWriter, listContext } from './list-objects.js';
import { versionedKeys, versionsOfKey } from './object-versions.js';
import { bucketNamed, onBucket, regionalBucket } from './s3-access.js';
import type { ObjectVersion } from './s3-state.js';

interface Entry {
  readonly key: string;
  readonly version: ObjectVersion;
  readonly isLatest: boolean;
}

/** Versions by key, newest first, from behind the markers. */
function entriesOf(world: World, bucket: Bucket, input: ListObjectVersionsRequest): readonly Entry[] {
  const { KeyMarker: key = '', VersionIdMarker: versionId, Prefix: prefix = '' } = input;
  const keys = [...versionedKeys(world, bucket)].filter((each) => each.startsWith(prefix)).sort(byUtf8);
  const all = keys.flatMap((each) =>
    versionsOfKey(world, bucket, each).map((version, index) => ({ key: each, version, isLatest: index === 0 })),
  );
  if (versionId === undefined) return all.filter((entry) => key === '' || byUtf8(entry.key, key) > 0);
  const at = all.findIndex((entry) => entry.key === key && entry.version.versionId === versionId);
  if (at >= 0) return all.slice(at + 1);
  throw new AwsError('InvalidArgument', 'Invalid version id specified', {
    details: { ArgumentName: 'version-id-marker', ArgumentValue: versionId },
  });
}

function pageOf(entries: readonly Entry[], input: ListObjectVersionsRequest, limit: number): Listing<Entry> {
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: marker = '' } = input;
  const isFolded = delimiter !== '' && marker.endsWith(delimiter);
  const after = isFolded ? marker : '';
  return listKeys(entries, { prefix, delimiter, after, limit });
}

export const listObjectVersions = openOperation<ListObjectVersionsRequest, ListObjectVersionsOutput>({
  schema: ListObjectVersions$,
  access: (input, call) => [
    onBucket(call, regionalBucket(call, input.Bucket), {
      action: 's3:ListBucketVersions',
      context: listContext(input),
    }),
  ],
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    if (input.VersionIdMarker !== undefined && input.KeyMarker === undefined) {
      throw new AwsError('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
    }
    const limit = keyLimit(input.MaxKeys);
    const text = keyWriter(input.EncodingType);
    const { contents, commonPrefixes, next } = pageOf(entriesOf(call.world, bucket, input), input, limit);
    const more = next !== undefined && limit > 0;
    const shape = (entry: Entry) => shapeOf(entry, text, canonicalIdOf(bucket.accountId));
    return {
      ...echoOf(input, text),
      Name: bucket.name,
      MaxKeys: limit,
      KeyMarker: text(input.KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      IsTruncated: more,
      Versions: contents.filter(({ version }) => version.object !== undefined).map(shape),
      DeleteMarkers: contents.filter(({ version }) => version.object === undefined).map(shape),
      CommonPrefixes: commonPrefixes.map((each) => ({ Prefix: text(each) })),
      ...(more ? nextMarkers(next, contents.at(-1), text) : {}),
    };
  },
});

/** Behind a folded prefix there is no version to name. */
function nextMarkers(next: string, last: Entry | undefined, text: WriteKey) {
  const NextKeyMarker = text(next);
  return last?.key === next ? { NextKeyMarker, NextVersionIdMarker: last.version.versionId } : { NextKeyMarker };
}

function shapeOf({ key, version, isLatest }: Entry, text: WriteKey, owner: string): VersionShape & DeleteMarkerEntry {
  const common = {
    Key: text(key),
    VersionId: version.versionId,
    IsLatest: isLatest,
    LastModified: version.modifiedAt,
    Owner: { ID: owner },
  };
  if (version.object === undefined) return common;
  const { etag, body, checksum, storageClass } = version.object;
  return {
    ...common,
    ETag: etag,
    Size: body.byteLength,
    StorageClass: (storageClass ?? 'STANDARD') as 'STANDARD',
    ...(checksum === undefined ? {} : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
  };
}
