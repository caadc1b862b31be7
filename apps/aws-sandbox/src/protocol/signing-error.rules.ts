import { AwsError } from './aws-error.js';
import type { SigningFailure } from './protocol.js';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const SKEW_MINUTES = 15;

const FORBIDDEN = { status: 403 };

/** One answer for each way in which a caller cannot be recognised. */
type Answers = {
  readonly [Kind in SigningFailure['kind']]: (failure: Extract<SigningFailure, { kind: Kind }>) => AwsError;
};

function answer(answers: Answers, failure: SigningFailure): AwsError {
  // The record has an answer of the right type for each kind; the compiler cannot see that key and argument agree.
  const reply = answers[failure.kind] as (failure: SigningFailure) => AwsError;
  return reply(failure);
}

const forbidden = (code: string, message: string): AwsError => new AwsError(code, message, FORBIDDEN);

const VERSION_2 = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';

const QUERY: Answers = {
  'version-2': () => forbidden('IncompleteSignature', VERSION_2),
  missing: () => forbidden('MissingAuthenticationToken', 'Request is missing Authentication Token'),
  incomplete: ({ message }) => forbidden('IncompleteSignature', message),
  'unknown-key': () => forbidden('InvalidClientTokenId', INVALID_TOKEN),
  'bad-token': () => forbidden('InvalidClientTokenId', INVALID_TOKEN),
  'expired-token': () => forbidden('ExpiredToken', 'The security token included in the request is expired'),
  mismatch: () => forbidden('SignatureDoesNotMatch', MISMATCH),
  'payload-mismatch': () => forbidden('SignatureDoesNotMatch', MISMATCH),
  skewed: ({ signedAt, now }) => forbidden('SignatureDoesNotMatch', skewMessage(signedAt, now)),
  'link-expired': ({ expiredAt, now }) => forbidden('SignatureDoesNotMatch', expiryMessage(expiredAt, now)),
};

const JSON_ANSWERS: Answers = {
  'version-2': () => new AwsError('IncompleteSignatureException', VERSION_2),
  missing: () => new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token'),
  incomplete: ({ message }) => new AwsError('IncompleteSignatureException', message),
  'unknown-key': () => new AwsError('UnrecognizedClientException', INVALID_TOKEN),
  'bad-token': () => new AwsError('UnrecognizedClientException', INVALID_TOKEN),
  'expired-token': () => new AwsError('ExpiredTokenException', 'The security token included in the request is expired'),
  mismatch: () => new AwsError('InvalidSignatureException', MISMATCH),
  'payload-mismatch': () => new AwsError('InvalidSignatureException', MISMATCH),
  skewed: ({ signedAt, now }) => new AwsError('InvalidSignatureException', skewMessage(signedAt, now)),
  'link-expired': ({ expiredAt, now }) => new AwsError('InvalidSignatureException', expiryMessage(expiredAt, now)),
};

const S3: Answers = {
  'version-2': () => new AwsError('InvalidRequest', VERSION_2),
  missing: () => forbidden('AccessDenied', 'Access Denied'),
  incomplete: ({ message }) => new AwsError('AuthorizationHeaderMalformed', message),
  'unknown-key': ({ accessKeyId }) =>
    new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      ...FORBIDDEN,
      details: { AWSAccessKeyId: accessKeyId },
    }),
  'bad-token': () => new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.'),
  'expired-token': () => new AwsError('ExpiredToken', 'The provided token has expired.'),
  mismatch: ({ accessKeyId, stringToSign }) =>
    new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { ...FORBIDDEN, details: { AWSAccessKeyId: accessKeyId, StringToSign: stringToSign } },
    ),
  'payload-mismatch': () =>
    new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    ),
  skewed: ({ signedAt, now }) =>
    new AwsError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', {
      ...FORBIDDEN,
      details: {
        RequestTime: signedAt,
        ServerTime: isoSeconds(now),
        MaxAllowedSkewMilliseconds: String(SKEW_MINUTES * 60_000),
      },
    }),
  'link-expired': ({ expiredAt, now }) =>
    new AwsError('AccessDenied', 'Request has expired', {
      ...FORBIDDEN,
      details: { Expires: isoSeconds(expiredAt), ServerTime: isoSeconds(now) },
    }),
};

const VALIDATE = 'AWS was not able to validate the provided access credentials';
const notValidated = () => new AwsError('AuthFailure', VALIDATE, { status: 401 });
const requestExpired = (message: string) => new AwsError('RequestExpired', message);

const EC2: Answers = {
  'version-2': () => new AwsError('IncompleteSignature', VERSION_2),
  missing: () => forbidden('MissingAuthenticationToken', 'Request is missing Authentication Token'),
  incomplete: ({ message }) => new AwsError('IncompleteSignature', message),
  'unknown-key': notValidated,
  'bad-token': notValidated,
  'expired-token': () => requestExpired('Request has expired.'),
  mismatch: notValidated,
  'payload-mismatch': notValidated,
  skewed: ({ signedAt, now }) => requestExpired(skewMessage(signedAt, now)),
  'link-expired': ({ expiredAt, now }) => requestExpired(expiryMessage(expiredAt, now)),
};

/** EC2 tells no more than that it does not know the caller. */
export function ec2SigningError(failure: SigningFailure): AwsError {
  return answer(EC2, failure);
}

/** STS and IAM: codes without `Exception`, status 403. */
export function querySigningError(failure: SigningFailure): AwsError {
  return answer(QUERY, failure);
}

/** JSON protocols: codes with `Exception`, status 400. */
export function jsonSigningError(failure: SigningFailure): AwsError {
  return answer(JSON_ANSWERS, failure);
}

/** S3 has its own words for everything. */
export function s3SigningError(failure: SigningFailure): AwsError {
  return answer(S3, failure);
}

/** `20261122T101500Z`, the form SigV4 uses. */
function basicTime(time: Date): string {
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
