import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { AwsError } from '../protocol/aws-error.js';
import { type WireRequest, headerValue } from '../protocol/wire.js';
import type { ObjectChecksum } from '../state/model.js';
import { crc32c, crc64nvme } from './crc.rules.js';

export type ChecksumAlgorithm = ObjectChecksum['algorithm'];

const DIGESTS: Readonly<Record<ChecksumAlgorithm, (body: Uint8Array) => Buffer>> = {
  CRC32: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(Buffer.from(body.buffer, body.byteOffset, body.byteLength)));
    return bytes;
  },
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: (body) => createHash('sha1').update(body).digest(),
  SHA256: (body) => createHash('sha256').update(body).digest(),
};

const CHECKSUM_ALGORITHMS = Object.keys(DIGESTS) as readonly ChecksumAlgorithm[];

/** The checksum of a body, in base64. */
export function digestOf(algorithm: ChecksumAlgorithm, body: Uint8Array): string {
  return DIGESTS[algorithm](body).toString('base64');
}

/** The checksum of the checksums of parts, as S3 writes it: with their number. */
export function compositeOf(algorithm: ChecksumAlgorithm, values: readonly string[]): string {
  const joined = Buffer.concat(values.map((value) => Buffer.from(value, 'base64')));
  return `${digestOf(algorithm, joined)}-${String(values.length)}`;
}

/**
 * The checksum that an upload is kept with: the one that came with it, in headers or behind its last chunk, after it was
 * found to be right; CRC64NVME when none did (S3 User Guide, "Checking object integrity").
 */
export function uploadChecksum(
  request: WireRequest,
  trailers: ReadonlyMap<string, string>,
  body: Uint8Array,
): ObjectChecksum {
  refuseWrongMd5(headerValue(request, 'content-md5'), body);
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
    const given = headerValue(request, name) ?? trailers.get(name);
    if (given === undefined) continue;
    const value = digestOf(algorithm, body);
    if (given !== value) throw wrongChecksum(algorithm, given, value);
    return { algorithm, value, type: 'FULL_OBJECT' };
  }
  return { algorithm: 'CRC64NVME', value: digestOf('CRC64NVME', body), type: 'FULL_OBJECT' };
}

function wrongChecksum(algorithm: ChecksumAlgorithm, given: string, right: string): AwsError {
  if (Buffer.from(given, 'base64').byteLength === Buffer.from(right, 'base64').byteLength) {
    return new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return new AwsError('InvalidRequest', `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
}

function refuseWrongMd5(given: string | undefined, body: Uint8Array): void {
  if (given === undefined) return;
  if (Buffer.from(given, 'base64').byteLength !== 16) {
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  if (given === createHash('md5').update(body).digest('base64')) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

/** A checksum as the members of a reply: `ChecksumCRC32`, `ChecksumType`. */
export function checksumMembers(checksum: ObjectChecksum | undefined): Readonly<Record<string, string>> {
  if (checksum === undefined) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}
