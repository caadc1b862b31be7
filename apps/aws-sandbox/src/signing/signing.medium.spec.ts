import { request as httpRequest } from 'node:http';

import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { chunkedBody } from '../fixture/chunked-body.js';
import { type Keys, ROBOT, SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe('signatures', () => {
  let under: SandboxUnderTest;
  let engineer: Keys;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    engineer = await under.session('arn:aws:iam::333333333333:role/people/engineer');
  });
  afterAll(() => under.stop());

  const signer = (keys: Keys, service: string, region = 'us-east-1') =>
    new SignatureV4({ credentials: keys, region, service, sha256: Sha256, uriEscapePath: service !== 's3' });

  const address = () => {
    const { hostname, port } = new URL(under.url);
    return { hostname, port: Number(port) };
  };

  /** A request as a client would build it, for tests that then spoil it. */
  const raw = (method: string, path: string, more: Partial<HttpRequest> = {}) => {
    const { hostname, port } = address();
    const { headers, ...rest } = more;
    return new HttpRequest({
      protocol: 'http:',
      hostname,
      port,
      method,
      path,
      ...rest,
      headers: { host: `${hostname}:${String(port)}`, ...headers },
    });
  };

  /** Sends exactly these bytes: fetch would add and normalise. */
  const send = (made: {
    method: string;
    path: string;
    query?: HttpRequest['query'];
    headers: Record<string, string>;
    body?: unknown;
  }) =>
    new Promise<Answer>((resolve, reject) => {
      const query = Object.entries(made.query ?? {}).map(
        ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
      );
      const outgoing = httpRequest(
        {
          ...address(),
          method: made.method,
          headers: made.headers,
          path: query.length === 0 ? made.path : `${made.path}?${query.join('&')}`,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(made.body as string | undefined);
    });

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const identity = 'Action=GetCallerIdentity&Version=2011-06-15';

  describe('a wrong secret', () => {
    const wrong = (): Keys => ({ ...engineer, secretAccessKey: 'not-the-secret' });

    it('is SignatureDoesNotMatch for STS, InvalidSignatureException for Organizations', async () => {
      expect(await refusalOf(under.sts(wrong()).send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'SignatureDoesNotMatch',
        status: 403,
      });
      expect(await refusalOf(under.organizations(wrong()).send(new ListAccountsCommand({})))).toMatchObject({
        name: 'InvalidSignatureException',
        status: 400,
      });
      expect(await refusalOf(under.s3(wrong()).send(new ListBucketsCommand({})))).toMatchObject({
        name: 'SignatureDoesNotMatch',
        status: 403,
      });
    });
  });

  describe('an unknown key', () => {
    const unknown: Keys = { accessKeyId: 'AKIANOBODYHASTHISKEY', secretAccessKey: 'x' };

    it('is refused in the words of each protocol', async () => {
      expect(await refusalOf(under.sts(unknown).send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'InvalidClientTokenId',
        status: 403,
      });
      expect(await refusalOf(under.organizations(unknown).send(new ListAccountsCommand({})))).toMatchObject({
        name: 'UnrecognizedClientException',
        status: 400,
      });
      expect(await refusalOf(under.s3(unknown).send(new ListBucketsCommand({})))).toMatchObject({
        name: 'InvalidAccessKeyId',
        status: 403,
      });
    });
  });

  describe('a session token', () => {
    it('of another maker, or of another key, is refused', async () => {
      const forged = { ...engineer, sessionToken: `${engineer.sessionToken?.slice(0, -4) ?? ''}AAAA` };
      expect(await refusalOf(under.sts(forged).send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'InvalidClientTokenId',
      });
      expect(await refusalOf(under.s3(forged).send(new ListBucketsCommand({})))).toMatchObject({
        name: 'InvalidToken',
        status: 400,
      });
      const other = await under.session('arn:aws:iam::333333333333:role/plain');
      const mixed = { ...engineer, sessionToken: other.sessionToken ?? '' };
      expect(await refusalOf(under.sts(mixed).send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'InvalidClientTokenId',
      });
    });

    it('left out makes the key unknown', async () => {
      const { accessKeyId, secretAccessKey } = engineer;
      const bare = under.sts({ accessKeyId, secretAccessKey });
      expect(await refusalOf(bare.send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'InvalidClientTokenId',
      });
    });

    it('ends with its role', async () => {
      const keys = await under.session('arn:aws:iam::333333333333:role/plain');
      const { roles } = under.sandbox.world.accounts.get('333333333333') ?? { roles: new Map() };
      const role = roles.get('plain');
      roles.delete('plain');
      expect(await refusalOf(under.sts(keys).send(new GetCallerIdentityCommand({})))).toMatchObject({
        name: 'InvalidClientTokenId',
      });
      if (role !== undefined) roles.set('plain', role);
    });
  });

  describe('time', () => {
    it('refuses requests signed more than 15 minutes ago, or ahead', async () => {
      const signed = async (minutes: number) => {
        const signingDate = new Date(Date.now() + minutes * 60_000);
        return send(
          await signer(ROBOT, 'sts').sign(raw('POST', '/', { headers: form, body: identity }), { signingDate }),
        );
      };
      expect((await signed(-14)).status).toBe(200);
      const old = await signed(-16);
      expect(old).toMatchObject({ status: 403 });
      expect(old.text).toMatch(
        /<Code>SignatureDoesNotMatch<\/Code><Message>Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)/,
      );
      expect((await signed(16)).text).toContain('Signature not yet current');
    });

    it('is RequestTimeTooSkewed in S3', async () => {
      const signingDate = new Date(Date.now() - 16 * 60_000);
      const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      const reply = await send(
        await signer(engineer, 's3').sign(raw('GET', '/receipts/top.txt', { headers }), { signingDate }),
      );
      expect(reply.text).toContain('<Code>RequestTimeTooSkewed</Code>');
      expect(reply.text).toContain('<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>');
    });
  });

  describe('what was signed', () => {
    it('cannot be changed on the way: body, header, path, query', async () => {
      const sts = await signer(ROBOT, 'sts').sign(raw('POST', '/', { headers: form, body: identity }));
      expect((await send(sts)).status).toBe(200);
      expect((await send({ ...sts, body: `${identity}&x=y` })).text).toContain('SignatureDoesNotMatch');
      expect((await send({ ...sts, path: '/other' })).text).toContain('SignatureDoesNotMatch');
      expect((await send({ ...sts, query: { a: 'b' } })).text).toContain('SignatureDoesNotMatch');
      expect(
        (
          await send({
            ...sts,
            headers: { ...sts.headers, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
          })
        ).status,
      ).toBe(403);
    });

    it('in S3 is the hash of the body', async () => {
      const headers = { 'x-amz-content-sha256': 'a'.repeat(64) };
      const put = await signer(engineer, 's3').sign(raw('PUT', '/aaa-first/x', { headers, body: 'text' }));
      expect((await send(put)).text).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
    });

    it('must include the host', async () => {
      const made = await signer(ROBOT, 'sts').sign(raw('POST', '/', { headers: form, body: identity }), {
        unsignableHeaders: new Set(['host']),
      });
      expect((await send(made)).text).toContain('&apos;Host&apos;');
    });
  });

  it('is needed, but for what is public', async () => {
    const unsigned = await send({ method: 'POST', path: '/', headers: form, body: identity });
    expect(unsigned).toMatchObject({ status: 403 });
    expect(unsigned.text).toContain('<Code>MissingAuthenticationToken</Code>');
    const json = {
      'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts',
      'content-type': 'application/x-amz-json-1.1',
    };
    expect(await send({ method: 'POST', path: '/', headers: json, body: '{}' })).toMatchObject({ status: 400 });
  });

  it.each([
    [
      'no signature',
      'AWS4-HMAC-SHA256 Credential=AKIAROBOTFORSPECS001/20261122/us-east-1/sts/aws4_request, SignedHeaders=host',
    ],
    [
      'a short scope',
      'AWS4-HMAC-SHA256 Credential=AKIAROBOTFORSPECS001/20261122/sts, SignedHeaders=host, Signature=ab',
    ],
    ['another scheme', 'Basic cm9ib3Q6c2VjcmV0'],
    [
      'a date that is none',
      'AWS4-HMAC-SHA256 Credential=AKIAROBOTFORSPECS001/20261122/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=ab',
    ],
  ])('says so when the header has %s', async (_what, authorization) => {
    const reply = await send({
      method: 'POST',
      path: '/',
      headers: { ...form, authorization, 'x-amz-date': 'yesterday' },
      body: identity,
    });
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('<Code>IncompleteSignature</Code>');
  });

  it('names the mechanism that is no longer taken: version 2', async () => {
    const reply = await send({
      method: 'GET',
      path: '/receipts/top.txt?AWSAccessKeyId=AKIAROBOTFORSPECS001&Signature=x&Expires=9999999999',
      headers: {},
    });
    expect(reply).toMatchObject({ status: 400 });
    expect(reply.text).toContain('Please use AWS4-HMAC-SHA256');
  });

  describe('presigned links', () => {
    const unsigned = { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } };
    const presigned = async (path: string, expiresIn: number, signingDate = new Date()) =>
      send(await signer(engineer, 's3').presign(raw('GET', path, unsigned), { expiresIn, signingDate }));

    it('open an object for as long as they say', async () => {
      expect(await presigned('/receipts/top.txt', 60)).toEqual({ status: 200, text: 'hello world' });
      const late = await presigned('/receipts/top.txt', 60, new Date(Date.now() - 61_000));
      expect(late.status).toBe(403);
      expect(late.text).toContain('<Message>Request has expired</Message>');
      expect((await presigned('/receipts/top.txt', 3600, new Date(Date.now() - 3_000_000))).status).toBe(200);
    });

    it('cannot be turned to another object', async () => {
      const made = await signer(engineer, 's3').presign(raw('GET', '/receipts/top.txt', unsigned), { expiresIn: 60 });
      expect((await send({ ...made, path: '/receipts/2026/01.json' })).text).toContain('SignatureDoesNotMatch');
    });

    it('prove an identity to somebody else, through STS', async () => {
      const made = await signer(engineer, 'sts').presign(
        raw('GET', '/', { query: { Action: 'GetCallerIdentity', Version: '2011-06-15' } }),
        { expiresIn: 60 },
      );
      expect((await send(made)).text).toContain('<Account>333333333333</Account>');
    });
  });

  describe('chunked uploads', () => {
    const upload = async (spoil: (text: string) => string) => {
      const headers = {
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        'content-encoding': 'aws-chunked',
      };
      const made = await signer(engineer, 's3').sign(raw('PUT', '/aaa-first/chunked', { headers }));
      const seed = /Signature=([0-9a-f]+)/.exec(made.headers['authorization'] ?? '')?.[1] ?? '';
      const date = made.headers['x-amz-date'] ?? '';
      const body = chunkedBody(['hello', ''], { secret: engineer.secretAccessKey, date, region: 'us-east-1', seed });
      return send({ ...made, body: spoil(body) });
    };

    it('with signed chunks are taken, and refused when a chunk was changed', async () => {
      expect(await upload((text) => text)).toMatchObject({ status: 200 });
      expect((await upload((text) => text.replace('hello', 'HELLO'))).text).toContain('SignatureDoesNotMatch');
    });

    it('that do not end are refused', async () => {
      const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
      const made = await signer(engineer, 's3').sign(raw('PUT', '/aaa-first/y', { headers }));
      expect((await send({ ...made, body: 'ff\r\nshort' })).status).toBe(400);
    });

    it('keep their checksum in the trailer honest', async () => {
      const put = new PutObjectCommand({ Bucket: 'aaa-first', Key: 'trailer', Body: 'text' });
      expect((await under.s3(engineer).send(put)).$metadata.httpStatusCode).toBe(200);
    });
  });

  it('expired credentials are refused in the words of each protocol', async () => {
    const short = await under.session('arn:aws:iam::333333333333:role/people/engineer', { DurationSeconds: 900 });
    under.later(840);
    const robot = under.sts(ROBOT);
    const fresh = await robot.send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::333333333333:role/for-the-robot', RoleSessionName: 'robot' }),
    );
    expect(fresh.Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 840_000 + 3_590_000);
    await under.sts(short).send(new GetCallerIdentityCommand({}));
    under.later(61);
    // Signed on the sandbox's time: the clients' clock is 15 minutes behind by now.
    const clock = { systemClockOffset: 901_000 };
    const sts = under.sts(short);
    sts.config.systemClockOffset = clock.systemClockOffset;
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    const s3 = under.s3(short);
    s3.config.systemClockOffset = clock.systemClockOffset;
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toMatchObject({ name: 'ExpiredToken', status: 400 });
  });
});
