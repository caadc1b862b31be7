import { createHash, randomBytes } from 'node:crypto';

import {
  AbortMultipartUpload$,
  type AbortMultipartUploadRequest,
  CompleteMultipartUpload$,
  type CompleteMultipartUploadOutput,
  type CompleteMultipartUploadRequest,
  type CompletedPart,
  CreateMultipartUpload$,
  type CreateMultipartUploadOutput,
  type CreateMultipartUploadRequest,
} from '@aws-sdk/client-s3';

import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import type { Bucket, ObjectChecksum, StoredObject } from '../state/model.js';
import { type ChecksumAlgorithm, checksumMembers, compositeOf, digestOf } from './checksum.js';
import { storeObject } from './object-versions.js';
import { writtenMembers } from './put-object.js';
import { askingObject, bucketNamed, regionalBucket } from './s3-access.js';
import { type Upload, type UploadedPart, changeSettings, settingsOf } from './s3-state.js';
import { encryptionMembers } from './stored-object.js';
import { describedObject, refuseConditionalWrite, writeQuestions } from './write-object.js';

const MIN_PART_BYTES = 5 * 1024 * 1024;

interface NamesUpload {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly UploadId?: string | undefined;
}

/** The upload a request names, or S3's 404. */
export function uploadNamed(call: Call<Caller>, { Bucket, Key, UploadId = '' }: NamesUpload): Upload {
  const upload = settingsOf(call.world, bucketNamed(call, Bucket)).uploads.get(UploadId);
  if (upload !== undefined && upload.key === Key) return upload;
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, details: { UploadId } },
  );
}

export const createMultipartUpload = openOperation<CreateMultipartUploadRequest, CreateMultipartUploadOutput>({
  schema: CreateMultipartUpload$,
  access: (input, call) => writeQuestions(input, call, regionalBucket(call, input.Bucket)),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const { caller, now } = call;
    const algorithm = input.ChecksumAlgorithm as ChecksumAlgorithm | undefined;
    const upload: Upload = {
      id: randomBytes(48).toString('base64url'),
      key: input.Key ?? '',
      initiatedAt: now,
      initiatorArn: 'arn' in caller ? caller.arn : '',
      initiatorAccountId: 'accountId' in caller ? caller.accountId : undefined,
      object: describedObject(input, call, bucket),
      checksumAlgorithm: algorithm,
      checksumType: checksumTypeOf(input, algorithm),
      parts: new Map(),
    };
    changeSettings(call.world, bucket).uploads.set(upload.id, upload);
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      ...encryptionMembers(upload.object),
      ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: upload.checksumType }),
    };
  },
});

/** Which kinds of checksum an algorithm can give of a whole in parts; the first is meant when a request does not say. */
const TYPES: Readonly<Record<ChecksumAlgorithm, readonly ObjectChecksum['type'][]>> = {
  CRC32: ['COMPOSITE', 'FULL_OBJECT'],
  CRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  CRC64NVME: ['FULL_OBJECT'],
  SHA1: ['COMPOSITE'],
  SHA256: ['COMPOSITE'],
};

/** S3 User Guide, "Checking object integrity for data uploads". */
function checksumTypeOf(
  { ChecksumType: asked }: CreateMultipartUploadRequest,
  algorithm: ChecksumAlgorithm | undefined,
): ObjectChecksum['type'] {
  const types = TYPES[algorithm ?? 'CRC64NVME'];
  if (asked === undefined || types.includes(asked)) return asked ?? types[0] ?? 'FULL_OBJECT';
  const name = (algorithm ?? 'CRC64NVME').toLowerCase();
  throw new AwsError(
    'InvalidRequest',
    `The ${asked} checksum type cannot be used with the ${name} checksum algorithm.`,
  );
}

export const abortMultipartUpload = openOperation<AbortMultipartUploadRequest, object>({
  schema: AbortMultipartUpload$,
  access: askingObject('s3:AbortMultipartUpload'),
  handle: (input, call) => {
    const { id } = uploadNamed(call, input);
    changeSettings(call.world, bucketNamed(call, input.Bucket)).uploads.delete(id);
    return {};
  },
});

export const completeMultipartUpload = openOperation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput>({
  schema: CompleteMultipartUpload$,
  access: askingObject('s3:PutObject'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const upload = uploadNamed(call, input);
    refuseConditionalWrite(input, bucket.objects.get(upload.key), upload.key);
    const object = assembled(upload, chosenParts(upload, input.MultipartUpload?.Parts ?? []), call.now);
    const stored = storeObject(call.world, bucket, object);
    changeSettings(call.world, bucket).uploads.delete(upload.id);
    return {
      Location: locationOf(call, bucket, upload.key),
      Bucket: bucket.name,
      Key: upload.key,
      ETag: stored.etag,
      ...writtenMembers(stored),
      ...checksumMembers(stored.checksum),
    };
  },
});

function locationOf({ request }: Call<Caller>, { name }: Bucket, key: string): string {
  return `http://${request.headers.host ?? ''}/${name}/${encodeURIComponent(key)}`;
}

/** The parts that the caller lists, in order; all but the last of 5 MiB at least. */
function chosenParts(upload: Upload, listed: readonly CompletedPart[]): readonly UploadedPart[] {
  if (listed.length === 0) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const numbers = listed.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  }
  const chosen = listed.map((part) => partFor(upload, part));
  const small = chosen.slice(0, -1).find(({ body }) => body.byteLength < MIN_PART_BYTES);
  if (small === undefined) return chosen;
  throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    details: {
      ProposedSize: String(small.body.byteLength),
      MinSizeAllowed: String(MIN_PART_BYTES),
      PartNumber: String(small.number),
      ETag: small.etag,
    },
  });
}

function partFor({ id, parts }: Upload, { PartNumber = 0, ETag = '' }: CompletedPart): UploadedPart {
  const part = parts.get(PartNumber);
  const bare = (text: string): string => text.replaceAll('"', '');
  if (part !== undefined && bare(part.etag) === bare(ETag)) return part;
  throw new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { details: { UploadId: id, PartNumber: String(PartNumber), ETag } },
  );
}

function assembled(upload: Upload, parts: readonly UploadedPart[], now: Date): StoredObject {
  const body = Buffer.concat(parts.map((part) => part.body));
  const digests = parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex'));
  const etag = createHash('md5').update(Buffer.concat(digests)).digest('hex');
  return {
    ...upload.object,
    body,
    etag: `"${etag}-${String(parts.length)}"`,
    modifiedAt: now,
    checksum: checksumOf(upload, parts, body),
    parts: parts.map((part) => part.body.byteLength),
  };
}

function checksumOf(
  { checksumAlgorithm, checksumType }: Upload,
  parts: readonly UploadedPart[],
  body: Uint8Array,
): ObjectChecksum {
  const algorithm = checksumAlgorithm ?? 'CRC64NVME';
  const value =
    checksumType === 'COMPOSITE'
      ? compositeOf(
          algorithm,
          parts.map((part) => digestOf(algorithm, part.body)),
        )
      : digestOf(algorithm, body);
  return { algorithm, value, type: checksumType };
}
