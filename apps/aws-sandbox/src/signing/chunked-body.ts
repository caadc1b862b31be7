import type { SigningFailure } from '../protocol/protocol.js';
import type { SignatureClaim } from './credential-scope.rules.js';
import { hmacHex, sameDigest, sha256Hex } from './signature.js';

const EMPTY_HASH = sha256Hex('');

/** `x-amz-content-sha256` values that announce an `aws-chunked` body. */
export type StreamingForm =
  | 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'
  | 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'
  | 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';

interface ChunkContext {
  readonly form: StreamingForm;
  readonly claim: SignatureClaim;
  readonly signingKey: Uint8Array;
}

interface Chunk {
  readonly data: Uint8Array;
  readonly signature: string | undefined;
}

interface Decoded {
  readonly body: Uint8Array;
  /** Headers after the last chunk (`x-amz-checksum-crc32` …). */
  readonly trailers: ReadonlyMap<string, string>;
}

/** Takes an `aws-chunked` body apart and checks the chunks' signatures where the form has them. */
export function decodeChunked(body: Uint8Array, context: ChunkContext): Decoded | SigningFailure {
  const parsed = parseChunks(body);
  if (parsed === undefined)
    return { kind: 'incomplete', message: 'The aws-chunked body of the request is not well formed.' };
  const { chunks, trailers } = parsed;
  const signed = context.form !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  if (signed && !chunksHold(chunks, trailers, context)) {
    return { kind: 'mismatch', accessKeyId: context.claim.accessKeyId, stringToSign: 'AWS4-HMAC-SHA256-PAYLOAD' };
  }
  return { body: Buffer.concat(chunks.map(({ data }) => data)), trailers };
}

function parseChunks(body: Uint8Array): { chunks: Chunk[]; trailers: Map<string, string> } | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const line = bytes.toString('latin1', at, lineEnd);
    const size = /^[0-9a-fA-F]{1,8}(?=;|$)/u.exec(line)?.[0];
    if (size === undefined) return undefined;
    const length = Number.parseInt(size, 16);
    const start = lineEnd + 2;
    if (start + length > bytes.length) return undefined;
    chunks.push({
      data: bytes.subarray(start, start + length),
      signature: /;chunk-signature=([0-9a-f]{64})/u.exec(line)?.[1],
    });
    if (length === 0) return { chunks, trailers: parseTrailers(bytes.toString('latin1', start)) };
    at = start + length + 2;
  }
}

function parseTrailers(text: string): Map<string, string> {
  return new Map(
    text
      .split(/\r\n|\n/u)
      .filter((line) => line.includes(':'))
      .map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const;
      }),
  );
}

function chunksHold(chunks: readonly Chunk[], trailers: ReadonlyMap<string, string>, context: ChunkContext): boolean {
  const { claim, signingKey, form } = context;
  let previous = claim.signature;
  for (const { data, signature } of chunks) {
    const text = `AWS4-HMAC-SHA256-PAYLOAD\n${claim.signedAt}\n${claim.scope}\n${previous}\n${EMPTY_HASH}\n${sha256Hex(data)}`;
    const expected = hmacHex(signingKey, text);
    if (signature === undefined || !sameDigest(signature, expected)) return false;
    previous = expected;
  }
  return form === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' || trailerHolds(trailers, previous, context);
}

function trailerHolds(trailers: ReadonlyMap<string, string>, previous: string, context: ChunkContext): boolean {
  const given = trailers.get('x-amz-trailer-signature');
  if (given === undefined) return false;
  const lines = [...trailers]
    .filter(([name]) => name !== 'x-amz-trailer-signature')
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  const { claim, signingKey } = context;
  const text = `AWS4-HMAC-SHA256-TRAILER\n${claim.signedAt}\n${claim.scope}\n${previous}\n${sha256Hex(lines)}`;
  return sameDigest(given, hmacHex(signingKey, text));
}
