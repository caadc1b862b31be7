import { AwsError } from './aws-error.js';
import type { SigningFailure } from './protocol.js';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const SKEW_MINUTES = 15;

const FORBIDDEN = { status: 403 };

/** STS and IAM: codes without `Exception`, status 403. */
export function querySigningError(failure: SigningFailure): AwsError {
  switch (failure.kind) {
    case 'missing':
      return new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', FORBIDDEN);
    case 'incomplete':
      return new AwsError('IncompleteSignature', failure.message, FORBIDDEN);
    case 'unknown-key':
    case 'bad-token':
      return new AwsError('InvalidClientTokenId', INVALID_TOKEN, FORBIDDEN);
    case 'expired-token':
      return new AwsError('ExpiredToken', 'The security token included in the request is expired', FORBIDDEN);
    case 'mismatch':
    case 'payload-mismatch':
      return new AwsError('SignatureDoesNotMatch', MISMATCH, FORBIDDEN);
    case 'skewed':
      return new AwsError('SignatureDoesNotMatch', skewMessage(failure.signedAt, failure.now), FORBIDDEN);
    case 'link-expired':
      return new AwsError('SignatureDoesNotMatch', expiryMessage(failure.expiredAt, failure.now), FORBIDDEN);
    case 'wrong-scope':
      return new AwsError('SignatureDoesNotMatch', failure.message, FORBIDDEN);
  }
}

/** JSON protocols: codes with `Exception`, status 400. */
export function jsonSigningError(failure: SigningFailure): AwsError {
  switch (failure.kind) {
    case 'missing':
      return new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    case 'incomplete':
      return new AwsError('IncompleteSignatureException', failure.message);
    case 'unknown-key':
    case 'bad-token':
      return new AwsError('UnrecognizedClientException', INVALID_TOKEN);
    case 'expired-token':
      return new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    case 'mismatch':
    case 'payload-mismatch':
      return new AwsError('InvalidSignatureException', MISMATCH);
    case 'skewed':
      return new AwsError('InvalidSignatureException', skewMessage(failure.signedAt, failure.now));
    case 'link-expired':
      return new AwsError('InvalidSignatureException', expiryMessage(failure.expiredAt, failure.now));
    case 'wrong-scope':
      return new AwsError('InvalidSignatureException', failure.message);
  }
}

/** S3 has its own words for everything. */
export function s3SigningError(failure: SigningFailure): AwsError {
  switch (failure.kind) {
    case 'missing':
      return new AwsError('AccessDenied', 'Access Denied', FORBIDDEN);
    case 'incomplete':
    case 'wrong-scope':
      return new AwsError('AuthorizationHeaderMalformed', failure.message);
    case 'unknown-key':
      return new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
        ...FORBIDDEN,
        details: { AWSAccessKeyId: failure.accessKeyId },
      });
    case 'bad-token':
      return new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.');
    case 'expired-token':
      return new AwsError('ExpiredToken', 'The provided token has expired.');
    default:
      return s3SignatureError(failure);
  }
}

type SignatureFailure = Extract<SigningFailure, { kind: 'mismatch' | 'payload-mismatch' | 'skewed' | 'link-expired' }>;

function s3SignatureError(failure: SignatureFailure): AwsError {
  switch (failure.kind) {
    case 'mismatch':
      return new AwsError(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        { ...FORBIDDEN, details: { AWSAccessKeyId: failure.accessKeyId, StringToSign: failure.stringToSign } },
      );
    case 'payload-mismatch':
      return new AwsError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    case 'skewed':
      return new AwsError(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        {
          ...FORBIDDEN,
          details: {
            RequestTime: failure.signedAt,
            ServerTime: isoSeconds(failure.now),
            MaxAllowedSkewMilliseconds: String(SKEW_MINUTES * 60_000),
          },
        },
      );
    case 'link-expired':
      return new AwsError('AccessDenied', 'Request has expired', {
        ...FORBIDDEN,
        details: { Expires: isoSeconds(failure.expiredAt), ServerTime: isoSeconds(failure.now) },
      });
  }
}

/** `20261122T101500Z`, the form SigV4 uses. */
export function basicTime(time: Date): string {
  return isoSeconds(time).replaceAll(/[-:]/gu, '');
}

function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function skewMessage(signedAt: string, now: Date): string {
  const limit = SKEW_MINUTES * 60_000;
  const current = basicTime(now);
  const bound = basicTime(new Date(now.getTime() - limit));
  if (signedAt < bound) {
    return `Signature expired: ${signedAt} is now earlier than ${bound} (${current} - ${String(SKEW_MINUTES)} min.)`;
  }
  const upper = basicTime(new Date(now.getTime() + limit));
  return `Signature not yet current: ${signedAt} is still later than ${upper} (${current} + ${String(SKEW_MINUTES)} min.)`;
}

function expiryMessage(expiredAt: Date, now: Date): string {
  return `Signature expired: ${basicTime(expiredAt)} is now earlier than ${basicTime(now)}`;
}
