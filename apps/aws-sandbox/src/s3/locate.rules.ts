import type { WireRequest } from '../protocol/wire.js';

/** What an S3 request addresses. */
export interface S3Location {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** Bucket and key from a path-style URL, or from a virtual host: `bucket.s3.eu-west-1.amazonaws.com`, `bucket.localhost`. */
export function locate({ path, headers }: Pick<WireRequest, 'path' | 'headers'>): S3Location {
  const hosted = bucketOfHost(headers.host ?? '');
  const rest = path.replace(/^\//u, '');
  if (hosted !== undefined) return { bucket: hosted, key: decoded(rest) };
  const at = rest.indexOf('/');
  if (at < 0) return { bucket: decoded(rest), key: undefined };
  return { bucket: decoded(rest.slice(0, at)), key: decoded(rest.slice(at + 1)) };
}

function bucketOfHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/u, '');
  const amazon = /^(?<bucket>.+)\.s3[.-](?:.+\.)?(?:amazonaws\.com(?:\.cn)?|localhost)$/u.exec(name);
  if (amazon !== null) return amazon.groups?.['bucket'];
  const local = /^(?<bucket>.+)\.localhost$/u.exec(name)?.groups?.['bucket'];
  return local === 's3' ? undefined : local;
}

function decoded(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
