import {
  ListMultipartUploads$,
  type ListMultipartUploadsOutput,
  type ListMultipartUploadsRequest,
  ListParts$,
  type ListPartsOutput,
  type ListPartsRequest,
  UploadPart$,
  UploadPartCopy$,
  type UploadPartCopyOutput,
  type UploadPartCopyRequest,
  type UploadPartOutput,
  type UploadPartRequest,
} from '@aws-sdk/client-s3';

import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import { etagOf } from '../seed/build-bucket.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import { canonicalIdOf } from './canonical-id.js';
import { checksumMembers, digestOf, uploadChecksum } from './checksum.js';
import { byUtf8, listKeys } from './list-objects.rules.js';
import { echoOf, keyLimit, keyWriter } from './list-objects.js';
import { uploadNamed } from './multipart-uploads.js';
import { sourceObject, sourceQuestions } from './put-object.js';
import { readRange } from './range.rules.js';
import { askingObject, asking, bucketNamed } from './s3-access.js';
import { type BucketSettings, type Upload, type UploadedPart, settingsOf } from './s3-state.js';
import { encryptionMembers } from './stored-object.js';

const MAX_PART_NUMBER = 10_000;

type PartInput = Omit<UploadPartRequest, 'Body'> & { Body?: Uint8Array };

function partNumber(given: number | undefined): number {
  if (given !== undefined && Number.isInteger(given) && given >= 1 && given <= MAX_PART_NUMBER) return given;
  throw new AwsError(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${String(MAX_PART_NUMBER)}, inclusive`,
    {
      details: { ArgumentName: 'partNumber', ArgumentValue: String(given) },
    },
  );
}

export const uploadPart = openOperation<PartInput, UploadPartOutput>({
  schema: UploadPart$,
  access: askingObject('s3:PutObject'),
  handle: (input, call) => {
    const number = partNumber(input.PartNumber);
    const upload = uploadNamed(call, input);
    const body = input.Body ?? new Uint8Array();
    const checksum = uploadChecksum(call.request, call.payload.trailers, body);
    const part = { number, body, etag: etagOf(body), modifiedAt: call.now, checksum };
    upload.parts.set(number, part);
    const { ChecksumType: _type, ...members } = checksumMembers(checksum);
    return { ETag: part.etag, ...encryptionMembers(upload.object), ...members };
  },
});

export const uploadPartCopy = openOperation<UploadPartCopyRequest, UploadPartCopyOutput>({
  schema: UploadPartCopy$,
  access: (input, call) => [
    ...sourceQuestions(input.CopySource, call),
    ...askingObject('s3:PutObject')({ Bucket: input.Bucket, Key: input.Key }, call),
  ],
  handle: (input, call) => {
    const number = partNumber(input.PartNumber);
    const upload = uploadNamed(call, input);
    const source = sourceObject(input, call);
    const range =
      input.CopySourceRange === undefined ? undefined : readRange(input.CopySourceRange, source.body.byteLength);
    const body = range === undefined ? source.body : source.body.subarray(range.first, range.last + 1);
    const algorithm = upload.checksumAlgorithm ?? 'CRC64NVME';
    const checksum = { algorithm, value: digestOf(algorithm, body), type: 'FULL_OBJECT' as const };
    upload.parts.set(number, { number, body, etag: etagOf(body), modifiedAt: call.now, checksum });
    return {
      CopyPartResult: { ETag: etagOf(body), LastModified: call.now },
      ...encryptionMembers(upload.object),
    };
  },
});

export const listParts = openOperation<ListPartsRequest, ListPartsOutput>({
  schema: ListParts$,
  access: askingObject('s3:ListMultipartUploadParts'),
  handle: (input, call) => {
    const upload = uploadNamed(call, input);
    const limit = keyLimit(input.MaxParts, 'max-parts');
    const marker = Number(input.PartNumberMarker ?? 0);
    const behind = [...upload.parts.values()]
      .sort((left, right) => left.number - right.number)
      .filter(({ number }) => number > marker);
    const page = behind.slice(0, limit);
    const more = behind.length > page.length && limit > 0;
    return {
      ...uploadMembers(call, upload),
      Bucket: input.Bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: limit,
      IsTruncated: more,
      Parts: page.map((part) => partShape(part, upload)),
    };
  },
});

function partShape({ number, etag, body, modifiedAt, checksum }: UploadedPart, { checksumAlgorithm }: Upload) {
  const { ChecksumType: _type, ...members } = checksumMembers(checksum);
  return {
    PartNumber: number,
    ETag: etag,
    Size: body.byteLength,
    LastModified: modifiedAt,
    ...(checksumAlgorithm === undefined ? {} : members),
  };
}

function uploadMembers({ world }: Call<Caller>, upload: Upload) {
  const { initiatorArn, initiatorAccountId, checksumAlgorithm, checksumType } = upload;
  const owner = { ID: canonicalIdOf(initiatorAccountId ?? world.hubAccountId) };
  return {
    Initiator: { ID: initiatorArn, DisplayName: initiatorArn },
    Owner: owner,
    StorageClass: (upload.object.storageClass ?? 'STANDARD') as 'STANDARD',
    ...(checksumAlgorithm === undefined ? {} : { ChecksumAlgorithm: checksumAlgorithm, ChecksumType: checksumType }),
  };
}

export const listMultipartUploads = openOperation<ListMultipartUploadsRequest, ListMultipartUploadsOutput>({
  schema: ListMultipartUploads$,
  access: asking('s3:ListBucketMultipartUploads'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const limit = keyLimit(input.MaxUploads, 'max-uploads');
    const text = keyWriter(input.EncodingType);
    const keyMarker = input.KeyMarker ?? '';
    const { contents, commonPrefixes, next } = uploadPage(settingsOf(call.world, bucket), input, limit);
    const more = next !== undefined && limit > 0;
    const last = contents.at(-1)?.id;
    return {
      ...echoOf(input, text),
      Bucket: bucket.name,
      KeyMarker: text(keyMarker),
      UploadIdMarker: input.UploadIdMarker ?? '',
      MaxUploads: limit,
      IsTruncated: more,
      Uploads: contents.map((upload) => ({
        ...uploadMembers(call, upload),
        UploadId: upload.id,
        Key: text(upload.key),
        Initiated: upload.initiatedAt,
      })),
      CommonPrefixes: commonPrefixes.map((each) => ({ Prefix: text(each) })),
      ...(more ? { NextKeyMarker: text(next), NextUploadIdMarker: last ?? '' } : {}),
    };
  },
});

function uploadPage({ uploads }: Pick<BucketSettings, 'uploads'>, input: ListMultipartUploadsRequest, limit: number) {
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: marker = '' } = input;
  const all = [...uploads.values()].sort(byKeyAndTime);
  const behind = all.filter((upload) => isBehind(upload, marker, input.UploadIdMarker));
  return listKeys(behind, { prefix, delimiter, after: '', limit });
}

function byKeyAndTime(left: Upload, right: Upload): number {
  return (
    byUtf8(left.key, right.key) || left.initiatedAt.getTime() - right.initiatedAt.getTime() || byUtf8(left.id, right.id)
  );
}

function isBehind({ key, id }: Upload, keyMarker: string, idMarker: string | undefined): boolean {
  if (keyMarker === '') return true;
  const order = byUtf8(key, keyMarker);
  return order > 0 || (order === 0 && idMarker !== undefined && byUtf8(id, idMarker) > 0);
}
