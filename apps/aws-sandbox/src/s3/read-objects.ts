import {
  GetObject$,
  GetObjectAttributes$,
  type GetObjectAttributesOutput,
  type GetObjectAttributesRequest,
  type GetObjectRequest,
  HeadObject$,
  type HeadObjectOutput,
  type HeadObjectRequest,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import { openOperation } from '../service/operation.js';
import type { StoredObject } from '../state/model.js';
import { checksumMembers } from './checksum.js';
import { type ByteRange, readRange } from './range.rules.js';
import { askedChecksum, headersOf, objectNamed, readQuestions, refuseCondition } from './stored-object.js';

const RESPONSE_OVERRIDES = {
  ResponseCacheControl: 'CacheControl',
  ResponseContentDisposition: 'ContentDisposition',
  ResponseContentEncoding: 'ContentEncoding',
  ResponseContentLanguage: 'ContentLanguage',
  ResponseContentType: 'ContentType',
} as const;

type Overrides = Pick<GetObjectRequest, keyof typeof RESPONSE_OVERRIDES | 'ResponseExpires'>;

/** Headers that the caller wants in place of the object's own. */
function overridesOf(input: Overrides): Readonly<Record<string, string>> {
  const named = Object.entries(RESPONSE_OVERRIDES).flatMap(([from, to]) => {
    const value = input[from as keyof typeof RESPONSE_OVERRIDES];
    return value === undefined ? [] : [[to, value] as const];
  });
  const expires = input.ResponseExpires;
  return {
    ...Object.fromEntries(named),
    ...(expires === undefined ? {} : { ExpiresString: expires.toUTCString() }),
  };
}

const actionFor = (input: { readonly VersionId?: string | undefined }): string =>
  input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';

/** The bytes that are asked for: a range, a part, or undefined for all. */
function askedRange(input: Pick<GetObjectRequest, 'Range' | 'PartNumber'>, object: StoredObject) {
  const { PartNumber: part, Range: range } = input;
  if (part === undefined) return range === undefined ? undefined : readRange(range, object.body.byteLength);
  if (range !== undefined)
    throw new AwsError('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  return partRange(part, object);
}

function partRange(part: number, { parts, body }: StoredObject): ByteRange | undefined {
  const sizes = parts ?? [body.byteLength];
  const size = sizes[part - 1];
  if (size === undefined) {
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      status: 416,
      details: { PartNumberRequested: String(part), ActualPartCount: String(sizes.length) },
    });
  }
  const first = sizes.slice(0, part - 1).reduce((sum, each) => sum + each, 0);
  return size === 0 ? undefined : { first, last: first + size - 1 };
}

/** What describes the part of an object that a range takes. */
function rangeMembers(range: ByteRange | undefined, object: StoredObject) {
  if (range === undefined) return {};
  const total = String(object.body.byteLength);
  return {
    ContentLength: range.last - range.first + 1,
    ContentRange: `bytes ${String(range.first)}-${String(range.last)}/${total}`,
  };
}

function partsMember(part: number | undefined, { parts }: StoredObject) {
  return part === undefined || parts === undefined ? {} : { PartsCount: parts.length };
}

function describe(input: GetObjectRequest, object: StoredObject, range: ByteRange | undefined): HeadObjectOutput {
  return {
    ...headersOf(object),
    ...(range === undefined ? askedChecksum(input.ChecksumMode, object) : {}),
    ...rangeMembers(range, object),
    ...partsMember(input.PartNumber, object),
    ...overridesOf(input),
  };
}

export const getObject = openOperation<GetObjectRequest, object>({
  schema: GetObject$,
  access: (input, call) => readQuestions(input, call, actionFor(input)),
  handle: (input, call) => {
    const object = objectNamed(input, call);
    refuseCondition(input, object);
    const range = askedRange(input, object);
    const body = range === undefined ? object.body : object.body.subarray(range.first, range.last + 1);
    return { ...describe(input, object, range), Body: body };
  },
});

export const headObject = openOperation<HeadObjectRequest, HeadObjectOutput>({
  schema: HeadObject$,
  access: (input, call) => readQuestions(input, call, actionFor(input)),
  handle: (input, call) => {
    const object = objectNamed(input, call);
    refuseCondition(input, object);
    return describe(input, object, askedRange(input, object));
  },
});

export const getObjectAttributes = openOperation<GetObjectAttributesRequest, GetObjectAttributesOutput>({
  schema: GetObjectAttributes$,
  access: (input, call) => {
    const suffix = input.VersionId === undefined ? '' : 'Version';
    return [
      ...readQuestions(input, call, `s3:GetObject${suffix}`),
      ...readQuestions(input, call, `s3:GetObject${suffix}Attributes`),
    ];
  },
  handle: (input, call) => {
    const object = objectNamed(input, call);
    const asked = new Set<string>(input.ObjectAttributes);
    const { ChecksumType, ...values } = checksumMembers(object.checksum);
    const attributes: GetObjectAttributesOutput = {
      ETag: object.etag.replaceAll('"', ''),
      Checksum: { ...values, ChecksumType: ChecksumType as 'FULL_OBJECT' },
      ObjectSize: object.body.byteLength,
      StorageClass: (object.storageClass ?? 'STANDARD') as 'STANDARD',
      ...(object.parts === undefined ? {} : { ObjectParts: partsOf(input, object.parts) }),
    };
    return {
      ...Object.fromEntries(Object.entries(attributes).filter(([name]) => asked.has(name))),
      LastModified: object.modifiedAt,
      ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
    };
  },
});

function partsOf(input: GetObjectAttributesRequest, sizes: readonly number[]) {
  const max = Math.min(input.MaxParts ?? 1000, 1000);
  const marker = Number(input.PartNumberMarker ?? 0);
  const parts = sizes.map((Size, index) => ({ PartNumber: index + 1, Size })).slice(marker, marker + max);
  const last = parts.at(-1)?.PartNumber ?? marker;
  return {
    TotalPartsCount: sizes.length,
    PartNumberMarker: String(marker),
    MaxParts: max,
    IsTruncated: last < sizes.length,
    ...(last < sizes.length ? { NextPartNumberMarker: String(last) } : {}),
    Parts: parts,
  };
}
