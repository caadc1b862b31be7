import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { type WireRequest, headerValue } from '../protocol/wire.js';

interface ChecksumProblem {
  readonly code: 'BadDigest' | 'InvalidDigest';
  readonly message: string;
}

type Digest = (body: Uint8Array) => string;

/** The algorithms checked here; S3 takes others too, whose values are kept unchecked. */
const DIGESTS: Readonly<Record<string, Digest>> = {
  'x-amz-checksum-crc32': (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(Buffer.from(body)));
    return bytes.toString('base64');
  },
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
};

/** What is wrong with the checksums that came with an upload, in headers or behind its last chunk. */
export function checksumProblem(
  request: WireRequest,
  trailers: ReadonlyMap<string, string>,
  body: Uint8Array,
): ChecksumProblem | undefined {
  const md5 = headerValue(request, 'content-md5');
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
    return { code: 'BadDigest', message: 'The Content-MD5 you specified did not match what we received.' };
  }
  for (const [name, digest] of Object.entries(DIGESTS)) {
    const given = headerValue(request, name) ?? trailers.get(name);
    if (given !== undefined && given !== digest(body)) {
      const algorithm = name.slice('x-amz-checksum-'.length).toUpperCase();
      return { code: 'BadDigest', message: `The ${algorithm} you specified did not match the calculated checksum.` };
    }
  }
  return undefined;
}
