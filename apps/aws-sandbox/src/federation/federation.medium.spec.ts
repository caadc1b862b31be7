import { AssumeRoleCommand, GetFederationTokenCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Keys, ROBOT, SandboxUnderTest, keysOf } from '../fixture/sandbox-under-test.js';

describe('console federation', () => {
  let under: SandboxUnderTest;
  let chained: Keys;
  let direct: Keys;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    chained = await under.session('arn:aws:iam::333333333333:role/people/engineer', { SourceIdentity: 'ada' });
    const input = { RoleArn: 'arn:aws:iam::333333333333:role/for-the-robot', RoleSessionName: 'robot' };
    direct = keysOf((await under.sts(ROBOT).send(new AssumeRoleCommand(input))).Credentials);
  });
  afterAll(() => under.stop());

  const parameters = (keys: Keys, more: Record<string, string> = {}) =>
    new URLSearchParams({
      Action: 'getSigninToken',
      Session: JSON.stringify({
        sessionId: keys.accessKeyId,
        sessionKey: keys.secretAccessKey,
        sessionToken: keys.sessionToken,
      }),
      ...more,
    });

  const get = (query: URLSearchParams) => fetch(`${under.url}/federation?${query.toString()}`, { redirect: 'manual' });
  const post = (body: URLSearchParams) => fetch(`${under.url}/federation`, { method: 'POST', body });
  const tokenOf = async (response: Response) => ((await response.json()) as { SigninToken: string }).SigninToken;
  const login = (SigninToken: string, more: Record<string, string> = {}) =>
    get(
      new URLSearchParams({
        Action: 'login',
        Issuer: 'https://portal.example',
        Destination: 'https://console.aws.amazon.com/s3',
        SigninToken,
        ...more,
      }),
    );

  it.each([
    ['GET', get],
    ['POST', post],
  ])('gives a token by %s that opens a page telling who, where and until when', async (_method, ask) => {
    const response = await ask(parameters(chained));
    expect(response.status).toBe(200);
    const page = await login(await tokenOf(response));
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    const text = await page.text();
    for (const fact of [
      'This is not AWS',
      'workload (333333333333)',
      '<dd>engineer</dd>',
      'ada@example.com',
      'arn:aws:sts::333333333333:assumed-role/engineer/ada@example.com',
      'https://console.aws.amazon.com/s3',
      'https://portal.example',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).not.toContain(chained.secretAccessKey);
  });

  it('lets federated users in, and not the tokens of GetSessionToken', async () => {
    const sts = under.sts(ROBOT);
    const federated = keysOf((await sts.send(new GetFederationTokenCommand({ Name: 'visitor' }))).Credentials);
    const text = await (await login(await tokenOf(await get(parameters(federated))))).text();
    expect(text).toContain('arn:aws:sts::333333333333:federated-user/visitor');
    expect((await get(parameters(federated, { SessionDuration: '3600' }))).status).toBe(400);
    const session = keysOf((await sts.send(new GetSessionTokenCommand({}))).Credentials);
    expect((await get(parameters(session))).status).toBe(400);
  });

  it('writes nothing of the link into the page unescaped', async () => {
    const token = await tokenOf(await get(parameters(chained)));
    const text = await (await login(token, { Issuer: '"><script>alert(1)</script>' })).text();
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
  });

  it('takes a session duration for credentials that were not chained', async () => {
    expect((await get(parameters(direct, { SessionDuration: '43200' }))).status).toBe(200);
    const refused = await get(parameters(chained, { SessionDuration: '3600' }));
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('role chaining');
  });

  it.each([
    ['no session', new URLSearchParams({ Action: 'getSigninToken' })],
    ['a session that is not JSON', new URLSearchParams({ Action: 'getSigninToken', Session: '{' })],
    [
      'a session without token',
      new URLSearchParams({ Action: 'getSigninToken', Session: '{"sessionId":"a","sessionKey":"b"}' }),
    ],
    ['another action', new URLSearchParams({ Action: 'dance' })],
    ['no action', new URLSearchParams()],
  ])('refuses %s', async (_what, query) => {
    expect((await get(query)).status).toBe(400);
  });

  it('refuses a wrong secret, a wrong duration, and users', async () => {
    expect((await get(parameters({ ...chained, secretAccessKey: 'wrong' }))).status).toBe(400);
    expect((await get(parameters(direct, { SessionDuration: '899' }))).status).toBe(400);
    expect((await get(parameters(direct, { SessionDuration: 'long' }))).status).toBe(400);
    expect((await get(parameters({ ...ROBOT, sessionToken: '' }))).status).toBe(400);
  });

  it('opens nothing with a token that nobody gave, or with session credentials as token', async () => {
    expect((await login('nope')).status).toBe(400);
    expect((await login(chained.sessionToken ?? '')).status).toBe(400);
  });

  it('shows nothing of a console to who did not sign in', async () => {
    const response = await fetch(`${under.url}/console/s3`);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('You are not signed in');
  });

  it('lets a link be used for 15 minutes', async () => {
    const token = await tokenOf(await get(parameters(direct, { SessionDuration: '3600' })));
    under.later(14 * 60);
    expect((await login(token)).status).toBe(200);
    under.later(2 * 60);
    expect((await login(token)).status).toBe(400);
  });
});
