import { Readable } from 'node:stream';
import { STSClient, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import { describe, expect, it } from '@jest/globals';
import { AssumeRoleInTime, takeShortWay } from './assume-role-short-way.js';

const input: AssumeRoleCommandInput = {
  RoleArn: 'arn:aws:iam::111122223333:role/engineer',
  RoleSessionName: 'ada@example.com',
  DurationSeconds: 3_600,
  SourceIdentity: 'ada@example.com',
  Tags: [{ Key: 'gatehouse-person', Value: 'ada@example.com' }],
};
const USUAL = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIAQWERTYUIOPASDFGH</AccessKeyId><SecretAccessKey>${'a'.repeat(40)}</SecretAccessKey>
  <SessionToken>${'t'.repeat(300)}</SessionToken><Expiration>2026-11-23T12:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const UNUSUAL = USUAL.replace('<SessionToken>', '<SessionToken><![CDATA[').replace(
  '</SessionToken>',
  ']]></SessionToken>',
);
const refusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>`;

type Reply = readonly [status: number, body: string] | 'silence';

/** A client whose requests come here; the last reply is given again and again. */
function clientWith(...replies: readonly Reply[]) {
  const requests: HttpRequest[] = [];
  const handle = async (request: HttpRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? 'silence';
    requests.push(request);
    if (reply === 'silence') {
      await new Promise((_resolve, reject) => {
        abortSignal?.addEventListener('abort', () =>
          reject(Object.assign(new Error('given up'), { name: 'AbortError' })),
        );
      });
    }
    const [statusCode, body] = reply as readonly [number, string];
    const headers = { 'x-amzn-requestid': `request-${requests.length}` };
    return { response: new HttpResponse({ statusCode, headers, body: Readable.from([Buffer.from(body)]) }) };
  };
  const client = new STSClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAQWERTYUIOPASDFGH', secretAccessKey: 's' },
    maxAttempts: 3,
    requestHandler: { handle, httpHandlerConfigs: () => ({}), updateHttpClientConfig: () => undefined } as never,
    cacheMiddleware: true,
  });
  takeShortWay(client);
  const assume = (change: Partial<AssumeRoleCommandInput> = {}, milliseconds = 5_000) =>
    client.send(new AssumeRoleInTime({ ...input, ...change }, AbortSignal.timeout(milliseconds)));
  return { assume, requests };
}

/** Without what is another for every request. */
function withoutOwn({ headers }: HttpRequest): Record<string, string> {
  const own = ['amz-sdk-invocation-id', 'authorization', 'x-amz-date'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
}

describe(takeShortWay, () => {
  it('sends what the SDK would, for another role and person', async () => {
    const short = clientWith([200, USUAL]);
    const other = { RoleArn: 'arn:aws:iam::444455556666:role/auditor', RoleSessionName: 'grace@example.com' };
    await short.assume();
    const output = await short.assume(other);
    expect(output.Credentials).toMatchObject({ AccessKeyId: 'ASIAQWERTYUIOPASDFGH', SessionToken: 't'.repeat(300) });
    expect(output.Credentials?.Expiration).toEqual(new Date('2026-11-23T12:00:00Z'));
    expect(output.$metadata).toMatchObject({ httpStatusCode: 200, requestId: 'request-2', attempts: 1 });

    const whole = clientWith([200, USUAL]);
    await whole.assume(other);
    const [first, second] = [whole.requests[0] as HttpRequest, short.requests[1] as HttpRequest];
    expect(second).toMatchObject({ method: 'POST', hostname: 'sts.eu-west-1.amazonaws.com', path: '/' });
    expect(second.body).toBe(first.body);
    expect(withoutOwn(second)).toEqual(withoutOwn(first));
    expect(Object.keys(second.headers).sort()).toEqual(Object.keys(first.headers).sort());
    expect(second.headers['authorization']).toMatch(/SignedHeaders=\S*host;/);
  });

  it('goes the whole way with what it does not know', async () => {
    const { assume, requests } = clientWith([200, USUAL]);
    await assume();
    await assume({ ExternalId: 'of-somebody' });
    expect(requests[1]?.body).toContain('&ExternalId=of-somebody');
  });

  it('lets the SDK read what is written in another way', async () => {
    const { assume } = clientWith([200, UNUSUAL]);
    await assume();
    await expect(assume()).resolves.toMatchObject({ Credentials: { SessionToken: 't'.repeat(300) } });
  });

  it('asks once when it is refused, and says by whom and why', async () => {
    const { assume, requests } = clientWith([200, USUAL], [403, refusal('AccessDenied')]);
    await assume();
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { requestId: 'request-2' } });
    expect(requests).toHaveLength(2);
  });

  it.each([
    [503, 'ServiceUnavailable'],
    [400, 'Throttling'],
  ])('tries again as often as the client does after %d %s', async (status, code) => {
    const { assume, requests } = clientWith([200, USUAL], [status, refusal(code)]);
    await assume();
    await expect(assume()).rejects.toMatchObject({ name: code, $metadata: { attempts: 3 } });
    expect(requests).toHaveLength(4);
  });

  it('gives up in time, also while it pauses between two tries', async () => {
    const silent = clientWith([200, USUAL], 'silence');
    await silent.assume();
    await expect(silent.assume({}, 50)).rejects.toMatchObject({
      name: expect.stringMatching(/TimeoutError|AbortError/),
    });
    const busy = clientWith([200, USUAL], [503, refusal('ServiceUnavailable')]);
    await busy.assume();
    await expect(busy.assume({}, 1)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
