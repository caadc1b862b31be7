import { connect } from 'node:net';

import { fromContainerMetadata } from '@aws-sdk/credential-providers';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { AssumeRootCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { HUB_TOKEN, ROBOT, SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';
import type { WireRequest } from '../protocol/wire.js';
import { startSandbox } from '../start-sandbox.js';
import { answerAwsCall } from './answer-aws-call.js';

describe('the server', () => {
  let under: SandboxUnderTest;
  beforeAll(async () => {
    under = await SandboxUnderTest.start();
  });
  afterAll(() => under.stop());

  const credentials = (role: string, authorization?: string) =>
    fetch(
      `${under.url}/_sandbox/credentials/${role}`,
      authorization === undefined ? {} : { headers: { authorization } },
    );

  describe('container credentials', () => {
    afterEach(() => {
      delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
      delete process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
    });

    it('are given to who knows the token, for a role that trusts ECS', async () => {
      const response = await credentials('broker', HUB_TOKEN);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const body = (await response.json()) as Record<string, string>;
      expect(body['RoleArn']).toBe('arn:aws:iam::222222222222:role/broker');
      expect(Date.parse(body['Expiration'] ?? '') - Date.now()).toBeGreaterThan(5 * 3600 * 1000);
    });

    it("serve the SDK's own provider", async () => {
      process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `${under.url}/_sandbox/credentials/broker`;
      process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = HUB_TOKEN;
      const sts = under.sts(await fromContainerMetadata()());
      expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
        'arn:aws:sts::222222222222:assumed-role/broker/gatehouse',
      );
    });

    it.each([
      ['no token', 'broker', undefined, 401],
      ['a wrong token', 'broker', 'something else', 401],
      ['a role that does not trust ECS', 'not-for-containers', HUB_TOKEN, 404],
      ['a role that is not there', 'nobody', HUB_TOKEN, 404],
      ['a role of another account', 'engineer', HUB_TOKEN, 404],
      ['a broken escape', '%E0%A4%A', HUB_TOKEN, 404],
    ])('are refused for %s', async (_what, role, token, status) => {
      expect((await credentials(role, token)).status).toBe(status);
    });

    it('are closed when no token was set', async () => {
      const { url, stop } = await startSandbox();
      expect(
        (await fetch(`${url}/_sandbox/credentials/gatehouse-broker`, { headers: { authorization: '' } })).status,
      ).toBe(401);
      await stop();
    });
  });

  it('answers a call whose service cannot be loaded, and reports why', async () => {
    const reported: unknown[] = [];
    const sandbox = { ...under.sandbox, report: (error: unknown) => void reported.push(error) };
    const request: WireRequest = {
      method: 'POST',
      path: '/',
      query: [],
      headers: { 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' },
      body: new TextEncoder().encode('{}'),
      sourceIp: '127.0.0.1',
    };
    const broken = new Error('Cannot find module');
    const reply = await answerAwsCall(sandbox, request, () => Promise.reject(broken));
    expect(reply.status).toBe(500);
    expect(reply.body).toContain('InternalFailure');
    expect(reported).toEqual([broken]);
  });

  describe('what it does not know', () => {
    const ask = (service: string, headers: Record<string, string | undefined>, body?: string) =>
      fetch(under.url, {
        method: 'POST',
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=AKIAROBOTFORSPECS001/20261122/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=ab`,
          'x-amz-date': '20261122T000000Z',
          ...(headers as Record<string, string>),
        },
        body: body ?? '',
      });

    const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
    const JSON_1_0 = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' };

    it.each([
      {
        service: 'autoscaling',
        headers: FORM,
        body: 'Action=DescribePolicies',
        type: 'text/xml',
        text: 'InvalidAction',
      },
      {
        service: 'dynamodb',
        headers: JSON_1_0,
        body: '{}',
        type: 'application/x-amz-json-1.1',
        text: 'UnknownOperation',
      },
      {
        service: 'batch',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        type: 'application/json',
        text: 'no service batch',
      },
      {
        service: 'cloudfront',
        headers: { 'content-type': 'application/xml' },
        body: '<a/>',
        type: 'application/xml',
        text: 'NotImplemented',
      },
      {
        service: 'sts',
        headers: FORM,
        body: 'Action=Dance&Version=2011-06-15',
        type: 'text/xml',
        text: 'Could not find operation Dance for version 2011-06-15',
      },
      { service: 'sts', headers: FORM, body: 'Version=2011-06-15', type: 'text/xml', text: 'MissingAction' },
      {
        service: 'organizations',
        headers: { 'x-amz-target': 'AWSOrganizationsV20161128.Dance' },
        body: '{}',
        type: 'application/x-amz-json-1.1',
        text: 'UnknownOperation',
      },
    ])('is answered in its own protocol: $service $body', async ({ service, headers, body, type, text }) => {
      const response = await ask(service, headers, body);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get('content-type')).toBe(type);
      const answer = await response.text();
      expect(answer).toContain(text);
      expect(answer).not.toMatch(/<html/i);
    });

    it('is refused by the SDK as the unknown action it is', async () => {
      expect(
        await refusalOf(
          under
            .sts(ROBOT)
            .send(new AssumeRootCommand({ TargetPrincipal: '333333333333', TaskPolicyArn: { arn: 'x'.repeat(20) } })),
        ),
      ).toMatchObject({
        name: 'InvalidAction',
        status: 400,
      });
    });

    it('in S3 is a method that is not allowed', async () => {
      const response = await fetch(`${under.url}/receipts/top.txt`, { method: 'PATCH' });
      expect(response.status).toBe(405);
      expect(await response.text()).toContain('<Code>MethodNotAllowed</Code>');
    });
  });

  it('survives bodies that are no JSON, too large, or broken off', async () => {
    const json = {
      'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts',
      'content-type': 'application/x-amz-json-1.1',
    };
    expect((await fetch(under.url, { method: 'POST', headers: json, body: '{"a":' })).status).toBe(400);
    const huge = await fetch(under.url, { method: 'POST', body: 'x'.repeat(3 * 1024 * 1024) }).catch(() => undefined);
    expect(huge?.status ?? 413).toBe(413);
    const { hostname, port } = new URL(under.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.end('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nshort'),
      );
      socket.resume();
      socket.on('close', () => {
        resolve();
      });
    });
    expect((await fetch(`${under.url}/readyz`)).status).toBe(200);
  });

  it('tells that it is ready, and that it is not AWS', async () => {
    expect(await (await fetch(`${under.url}/readyz`)).json()).toEqual({ status: 'ready', isAws: false, accounts: 5 });
  });

  it('listens on loopback only, unless told otherwise', async () => {
    await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow('--expose');
    const exposed = await startSandbox({ host: '0.0.0.0', expose: true });
    await exposed.stop();
  });

  it('shows the demo organization when nothing else is asked for', async () => {
    const { sandbox, url, stop } = await startSandbox({ hubToken: HUB_TOKEN });
    const { accounts, organizations } = sandbox.world;
    expect([...accounts.values()].reduce((sum, { roles }) => sum + roles.size, 0)).toBeGreaterThanOrEqual(60);
    expect([...organizations.keys()]).toEqual(['o-gatehousedemo']);
    expect(accounts.size).toBe(6);
    expect(
      (await fetch(`${url}/_sandbox/credentials/gatehouse-reader`, { headers: { authorization: HUB_TOKEN } })).status,
    ).toBe(200);
    await stop();
  });

  it('numbers each answer', async () => {
    const response = await under.sts(ROBOT).send(new GetCallerIdentityCommand({}));
    expect(response.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const refused = await refusalOf(under.organizations(ROBOT).send(new DescribeOrganizationCommand({})));
    expect(refused.name).toBe('AccessDeniedException');
  });
});
