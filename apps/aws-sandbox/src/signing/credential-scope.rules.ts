import { type WireRequest, headerValue, queryValue } from '../protocol/wire.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What a SigV4 signature claims, from the Authorization header or from the query of a presigned link. */
export interface SignatureClaim {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  /** `20261122` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `20261122/us-east-1/sts/aws4_request` */
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261122T101500Z` */
  readonly signedAt: string;
  /** Life of a presigned link. */
  readonly expiresSeconds?: number;
  readonly sessionToken?: string;
}

/**
 * Either a claim, nothing at all (an anonymous call), a signature of the long gone version 2, or a header that cannot be
 * read, with AWS's sentence for it.
 */
export type ClaimReading = SignatureClaim | 'none' | 'version-2' | { readonly unreadable: string };

/** Reads the signature's claim without checking it. */
export function readClaim(request: Pick<WireRequest, 'headers' | 'query'>): ClaimReading {
  const authorization = headerValue(request, 'authorization');
  if (authorization?.startsWith('AWS ') === true) return 'version-2';
  if (authorization !== undefined) return readHeader(request, authorization);
  if (queryValue(request, 'X-Amz-Algorithm') !== undefined) return readQuery(request);
  return queryValue(request, 'AWSAccessKeyId') === undefined ? 'none' : 'version-2';
}

function readHeader(request: Pick<WireRequest, 'headers' | 'query'>, authorization: string): ClaimReading {
  if (!authorization.startsWith(`${ALGORITHM} `)) {
    return { unreadable: `Unsupported authorization type: only ${ALGORITHM} is understood.` };
  }
  const parts = parametersOf(authorization.slice(ALGORITHM.length + 1));
  const values = HEADER_PARTS.map((name) => parts.get(name) ?? '') as [string, string, string];
  const [credential, signature, signedHeaders] = values;
  const signedAt = headerValue(request, 'x-amz-date') ?? basicFromHttpDate(headerValue(request, 'date'));
  const complaints = HEADER_PARTS.filter((_name, index) => values[index] === '').map(
    (name) => `Authorization header requires '${name}' parameter.`,
  );
  if (signedAt === '') {
    complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (complaints.length > 0) return { unreadable: complaints.join(' ') };
  const token = headerValue(request, 'x-amz-security-token');
  return complete({ form: 'header', credential, signature, signedHeaders, signedAt, ...tokenPart(token) });
}

const HEADER_PARTS = ['Credential', 'Signature', 'SignedHeaders'] as const;

function parametersOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
    }),
  );
}

function tokenPart(token: string | undefined): { sessionToken?: string } {
  return token === undefined ? {} : { sessionToken: token };
}

const QUERY_PARTS = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date'] as const;

function readQuery(request: Pick<WireRequest, 'headers' | 'query'>): ClaimReading {
  const values = QUERY_PARTS.map((name) => queryValue(request, name) ?? '') as [string, string, string, string];
  const missing = QUERY_PARTS.filter((_name, index) => !values[index]);
  if (missing.length > 0) return { unreadable: `AWS query-string parameters must include ${missing.join(', ')}.` };
  if (queryValue(request, 'X-Amz-Algorithm') !== ALGORITHM) {
    return { unreadable: `X-Amz-Algorithm only supports "${ALGORITHM}"` };
  }
  const expiresSeconds = Number(queryValue(request, 'X-Amz-Expires') ?? '900');
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 0 || expiresSeconds > 604_800) {
    return { unreadable: 'X-Amz-Expires must be a number of seconds between 0 and 604800.' };
  }
  const [credential, signature, signedHeaders, signedAt] = values;
  const token = tokenPart(queryValue(request, 'X-Amz-Security-Token'));
  return complete({ form: 'query', credential, signature, signedHeaders, signedAt, expiresSeconds, ...token });
}

interface RawClaim {
  readonly form: 'header' | 'query';
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly signedAt: string;
  readonly expiresSeconds?: number;
  readonly sessionToken?: string;
}

function complete({ credential, signedHeaders, ...rest }: RawClaim): ClaimReading {
  const match = /^([^/]+)\/(([^/]+)\/([^/]+)\/([^/]+)\/aws4_request)$/u.exec(credential);
  if (match === null) {
    return {
      unreadable:
        'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.',
    };
  }
  const [accessKeyId, scope, date, region, service] = match.slice(1) as [string, string, string, string, string];
  if (!/^\d{8}T\d{6}Z$/u.test(rest.signedAt)) return { unreadable: 'Date must be in ISO-8601 "basic format".' };
  if (!rest.signedAt.startsWith(date)) {
    return { unreadable: 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.' };
  }
  return { ...rest, accessKeyId, date, region, service, scope, signedHeaders: signedHeaders.toLowerCase().split(';') };
}

function basicFromHttpDate(date: string | undefined): string {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time)) return '';
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`;
}

/** The instant of `20261122T101500Z`. */
export function timeOf(basic: string): Date {
  const iso = `${basic.slice(0, 4)}-${basic.slice(4, 6)}-${basic.slice(6, 8)}T${basic.slice(9, 11)}:${basic.slice(11, 13)}:${basic.slice(13)}`;
  return new Date(iso);
}
