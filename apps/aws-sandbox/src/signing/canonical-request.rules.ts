import { type WireRequest, headerValue } from '../protocol/wire.js';
import type { SignatureClaim } from './credential-scope.rules.js';

/** RFC 3986: everything but unreserved characters is escaped. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The canonical request of Signature Version 4 (IAM User Guide, "Create a signed AWS API request").
 * S3 signs its paths as sent; every other service encodes them once more and folds dot segments.
 */
export function canonicalRequest(request: WireRequest, claim: SignatureClaim, payloadHash: string): string {
  const headers = claim.signedHeaders
    .map((name) => `${name}:${(headerValue(request, name) ?? '').trim().replaceAll(/ +/gu, ' ')}\n`)
    .join('');
  return [
    request.method,
    canonicalPath(request.path, claim.service),
    canonicalQuery(request.query),
    headers,
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

function canonicalPath(path: string, service: string): string {
  if (path === '/' || path === '') return '/';
  if (service === 's3') return path.split('/').map(encodeOnce).join('/');
  return normalise(path).split('/').map(uriEncode).join('/');
}

/** S3's own form: what the client escaped stays, what it sent raw is escaped as it would have been. */
function encodeOnce(segment: string): string {
  try {
    return uriEncode(decodeURIComponent(segment));
  } catch {
    return uriEncode(segment);
  }
}

function normalise(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(query: WireRequest['query']): string {
  if (query.length === 0) return '';
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([leftName, leftValue], [rightName, rightValue]) =>
      leftName === rightName ? compare(leftValue, rightValue) : compare(leftName, rightName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
