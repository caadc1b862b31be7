import { createHash, createHmac } from 'node:crypto';

import type { StorageWorld } from './storage-world.js';

interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A request of S3 signed by hand, for calls whose clients put an account before the host's name. */
export function signedFetch(world: StorageWorld, { method, path, headers, body }: SignedRequest): Promise<Response> {
  const { credentials, region } = world.options('owner');
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const sent: Record<string, string> = {
    ...headers,
    host: new URL(world.url).host,
    'x-amz-content-sha256': sha(body),
    'x-amz-date': date,
  };
  const names = Object.keys(sent).sort();
  const canonical = [
    method,
    path,
    '',
    ...names.map((name) => `${name}:${sent[name] ?? ''}`),
    '',
    names.join(';'),
    sha(body),
  ];
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (from, part) => createHmac('sha256', from).update(part).digest(),
      `AWS4${credentials.secretAccessKey}`,
    );
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha(canonical.join('\n'))].join('\n');
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return fetch(`${world.url}${path}`, {
    method,
    headers: { ...sent, authorization },
    ...(body === '' ? {} : { body }),
  });
}
