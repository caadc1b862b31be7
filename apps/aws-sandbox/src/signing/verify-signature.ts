import type { SigningFailure } from '../protocol/protocol.js';
import { type WireRequest, headerValue, queryValue } from '../protocol/wire.js';
import { canonicalRequest } from './canonical-request.rules.js';
import { type StreamingForm, decodeChunked } from './chunked-body.js';
import { type SignatureClaim, timeOf } from './credential-scope.rules.js';
import { type SigningKeys, hmacHex, sameDigest, sha256Hex, stringToSign } from './signature.js';

/** AWS refuses signatures that are more than this much older or newer than its clock. */
const MAX_SKEW_MILLISECONDS = 15 * 60_000;

interface VerificationInput {
  readonly request: WireRequest;
  readonly claim: SignatureClaim;
  readonly secret: string;
  readonly keys: SigningKeys;
  readonly now: Date;
}

/** The body once its transfer coding is off, and the trailers that came with it. */
export interface VerifiedPayload {
  readonly body: Uint8Array;
  readonly trailers: ReadonlyMap<string, string>;
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

/** Checks one SigV4 signature, its time, and the integrity of the payload. */
export function verifySignature(input: VerificationInput): VerifiedPayload | SigningFailure {
  const { request, claim, secret, keys } = input;
  const unsigned = unsignedHeader(request, claim);
  if (unsigned !== undefined) return { kind: 'incomplete', message: unsigned };
  const payloadHash = payloadHashOf(request, claim);
  const text = stringToSign(claim, canonicalRequest(request, claim, payloadHash));
  const signingKey = keys.keyFor(secret, claim);
  if (!sameDigest(claim.signature, hmacHex(signingKey, text))) {
    return { kind: 'mismatch', accessKeyId: claim.accessKeyId, stringToSign: text };
  }
  return timeFailure(claim, input.now) ?? payloadOf({ request, claim, signingKey, payloadHash });
}

/** Headers that change the meaning of a call must be under the signature. */
function unsignedHeader(request: WireRequest, claim: SignatureClaim): string | undefined {
  if (!claim.signedHeaders.includes('host'))
    return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
  if (claim.form === 'query') return undefined;
  const loose = ['x-amz-date', 'x-amz-security-token', 'x-amz-target'].filter(
    (name) => request.headers[name] !== undefined && !claim.signedHeaders.includes(name),
  );
  // AWS accepts a security token that was added after signing, which some old clients do; a target or a date it does not.
  const refused = loose.filter((name) => name !== 'x-amz-security-token');
  return refused.length === 0 ? undefined : `'${refused[0] ?? ''}' must be a 'SignedHeader' in the AWS Authorization.`;
}

function payloadHashOf(request: WireRequest, claim: SignatureClaim): string {
  const announced = headerValue(request, 'x-amz-content-sha256') ?? queryValue(request, 'X-Amz-Content-Sha256');
  if (claim.service === 's3') {
    if (claim.form === 'query') return announced ?? 'UNSIGNED-PAYLOAD';
    return announced ?? sha256Hex(request.body);
  }
  return sha256Hex(request.body);
}

function timeFailure(claim: SignatureClaim, now: Date): SigningFailure | undefined {
  const signed = timeOf(claim.signedAt).getTime();
  const age = now.getTime() - signed;
  if (claim.expiresSeconds !== undefined) {
    if (age > claim.expiresSeconds * 1000) {
      return { kind: 'link-expired', expiredAt: new Date(signed + claim.expiresSeconds * 1000), now };
    }
    return age < -MAX_SKEW_MILLISECONDS ? { kind: 'skewed', signedAt: claim.signedAt, now } : undefined;
  }
  return Math.abs(age) > MAX_SKEW_MILLISECONDS ? { kind: 'skewed', signedAt: claim.signedAt, now } : undefined;
}

interface PayloadInput {
  readonly request: WireRequest;
  readonly claim: SignatureClaim;
  readonly signingKey: Uint8Array;
  readonly payloadHash: string;
}

function payloadOf({ request, claim, signingKey, payloadHash }: PayloadInput): VerifiedPayload | SigningFailure {
  if (payloadHash.startsWith('STREAMING-')) {
    return decodeChunked(request.body, { form: payloadHash as StreamingForm, claim, signingKey });
  }
  const checked = claim.service === 's3' && payloadHash !== 'UNSIGNED-PAYLOAD';
  if (checked && payloadHash !== sha256Hex(request.body)) return { kind: 'payload-mismatch' };
  return { body: request.body, trailers: NO_TRAILERS };
}
