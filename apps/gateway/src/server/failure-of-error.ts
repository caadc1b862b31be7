import { ContractFailure, platformFailure, type Failure } from '@gatehouse/contracts';

/** What any request can be refused for before a service hears of it, by the error code of the server. */
const SERVER_FAILURES: Readonly<Record<string, Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'invalid_argument',
    reason: 'BODY_TOO_LARGE',
    message: 'The body is too large: at most 65,536 bytes are taken.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'invalid_argument',
    reason: 'CONTENT_TYPE_NOT_SUPPORTED',
    message: 'Only JSON is taken here: send the header Content-Type: application/json.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'invalid_argument',
    reason: 'REQUEST_INVALID',
    message: 'The body is not as long as its Content-Length says.',
  },
  FST_ERR_BAD_URL: {
    code: 'invalid_argument',
    reason: 'REQUEST_INVALID',
    message: 'The path is not a valid URL: check its percent-encoding.',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'invalid_argument',
    reason: 'URL_TOO_LONG',
    message: 'A part of the path is longer than anything that exists.',
  },
};

/** The failure that an error is answered with. Anything that is not a declared failure is our bug; its text stays here. */
export function failureOfError(error: unknown): Failure {
  if (error instanceof ContractFailure) return error.failure;
  const known = SERVER_FAILURES[codeOf(error)];
  if (known) return known;
  return platformFailure('UNEXPECTED', 'Something went wrong in the gateway. Its log tells more under the trace id.')
    .failure;
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
