import {
  DeleteObject$,
  type DeleteObjectOutput,
  type DeleteObjectRequest,
  DeleteObjects$,
  type DeleteObjectsOutput,
  type DeleteObjectsRequest,
  type DeletedObject,
  type _Error as S3Error,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';

import type { Caller } from '../authorization/caller.js';
import { refusalOf } from '../authorization/caller-permission.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import type { Bucket } from '../state/model.js';
import { deleteKey, deleteVersion } from './object-versions.js';
import { askingObject, bucketNamed, noSuchKey, onBucket, regionalBucket } from './s3-access.js';
import { matches, preconditionFailed } from './stored-object.js';

const MAX_AT_ONCE = 1000;

interface Named {
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

function removal(call: Call<Caller>, bucket: Bucket, { Key: key = '', VersionId: versionId }: Named) {
  return versionId === undefined
    ? deleteKey(call.world, bucket, { key, now: call.now })
    : deleteVersion(call.world, bucket, { key, versionId });
}

/** Deleting what is not there succeeds, as in S3. */
export const deleteObject = openOperation<DeleteObjectRequest, DeleteObjectOutput>({
  schema: DeleteObject$,
  access: askingObject('s3:DeleteObject', 's3:DeleteObjectVersion'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    refuseChanged(input, bucket);
    const { versionId, deleteMarker } = removal(call, bucket, input);
    return {
      ...(versionId === undefined ? {} : { VersionId: versionId }),
      ...(deleteMarker === undefined ? {} : { DeleteMarker: deleteMarker }),
    };
  },
});

function refuseChanged({ IfMatch, Key: key = '' }: Pick<DeleteObjectRequest, 'IfMatch' | 'Key'>, bucket: Bucket): void {
  if (IfMatch === undefined) return;
  const object = bucket.objects.get(key);
  if (object === undefined) throw noSuchKey(key);
  if (!matches(IfMatch, object.etag)) throw preconditionFailed('If-Match');
}

/** Each key is allowed or refused by itself: the reply lists both. */
export const deleteObjects = openOperation<DeleteObjectsRequest, DeleteObjectsOutput>({
  schema: DeleteObjects$,
  access: (input, call) => {
    regionalBucket(call, input.Bucket);
    return 'everyone';
  },
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const named = input.Delete?.Objects ?? [];
    if (named.length === 0 || named.length > MAX_AT_ONCE) {
      throw new AwsError(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    }
    const results = named.map((each) => deleteOne(call, bucket, each));
    const deleted = results.flatMap((result) => ('deleted' in result ? [result.deleted] : []));
    return {
      ...(input.Delete?.Quiet === true ? {} : { Deleted: deleted }),
      Errors: results.flatMap((result) => ('error' in result ? [result.error] : [])),
    };
  },
});

function deleteOne(
  call: Call<Caller>,
  bucket: Bucket,
  named: ObjectIdentifier,
): { deleted: DeletedObject } | { error: S3Error } {
  const { Key: key = '', VersionId: version, ETag: etag } = named;
  const ids = { Key: key, ...(version === undefined ? {} : { VersionId: version }) };
  const action = version === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
  const question = onBucket(call, bucket, { action, key, object: bucket.objects.get(key) });
  const refusal = refusalOf(call, question);
  if (refusal !== undefined) return { error: { ...ids, Code: 'AccessDenied', Message: refusal } };
  try {
    refuseChanged({ IfMatch: etag, Key: key }, bucket);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { ...ids, Code: error.code, Message: error.message } };
  }
  const { versionId, deleteMarker } = removal(call, bucket, named);
  const marker = deleteMarker === true ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {};
  return { deleted: { ...ids, ...marker } };
}
