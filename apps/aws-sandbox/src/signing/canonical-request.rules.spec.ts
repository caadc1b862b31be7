import { describe, expect, it } from '@jest/globals';

import type { WireRequest } from '../protocol/wire.js';
import { canonicalRequest, uriEncode } from './canonical-request.rules.js';
import { readClaim, timeOf } from './credential-scope.rules.js';

const request = (more: Partial<WireRequest>): WireRequest => ({
  method: 'GET',
  path: '/',
  query: [],
  headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' },
  body: new Uint8Array(),
  sourceIp: '127.0.0.1',
  ...more,
});

const claimFor = (service: string) => {
  const claim = readClaim(
    request({
      headers: {
        'x-amz-date': '20150830T123600Z',
        authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=ab`,
      },
    }),
  );
  if (typeof claim === 'string' || 'unreadable' in claim) throw new Error('no claim');
  return claim;
};

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('canonicalRequest', () => {
  it('sorts the query by escaped name and value', () => {
    const text = canonicalRequest(
      request({
        query: [
          ['b', '2'],
          ['a', ''],
          ['b', '1 +'],
          ['Z', 'ü'],
        ],
      }),
      claimFor('iam'),
      EMPTY,
    );
    expect(text.split('\n')[2]).toBe('Z=%C3%BC&a=&b=1%20%2B&b=2');
  });

  it('folds and escapes paths once more, except in S3', () => {
    const path = '/a/../b//c%20d/';
    expect(canonicalRequest(request({ path }), claimFor('iam'), EMPTY).split('\n')[1]).toBe('/b/c%2520d/');
    expect(canonicalRequest(request({ path }), claimFor('s3'), EMPTY).split('\n')[1]).toBe('/a/../b//c%20d/');
  });

  it('trims header values and closes up their spaces', () => {
    const headers = { host: '  a   b ', 'x-amz-date': '20150830T123600Z' };
    expect(canonicalRequest(request({ headers }), claimFor('iam'), EMPTY)).toContain(
      'host:a b\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n',
    );
  });
});

describe('uriEncode', () => {
  it('escapes all but unreserved characters, in capitals', () => {
    expect(uriEncode("aZ09-_.~!'()* /é")).toBe('aZ09-_.~%21%27%28%29%2A%20%2F%C3%A9');
  });
});

describe('timeOf', () => {
  it('reads basic ISO 8601', () => {
    expect(timeOf('20261122T101530Z').toISOString()).toBe('2026-11-22T10:15:30.000Z');
  });
});
