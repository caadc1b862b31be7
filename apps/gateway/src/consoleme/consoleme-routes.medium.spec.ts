import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  issueActorToken,
  issueCredentials,
  listAccounts,
  listEligibleRoles,
  refuse,
  type EligibleRole,
  type RequestOf,
} from '@gatehouse/contracts';
import type { RunningService } from '@gatehouse/service-host';
import {
  answers,
  stubService,
  testActors,
  testNats,
  testService,
  type TestActors,
  type TestNats,
} from '@gatehouse/testing';
import { gatewayConfig } from '../gateway.config.js';
import { gateway } from '../gateway.manifest.js';
import { GatewayModule } from '../gateway.module.js';
import { httpApplication } from '../server/http-application.js';

const SESSION = 'a'.repeat(43);
const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

/** A role that the person of these tests is eligible for. */
function eligible(name: string, more: Partial<EligibleRole> = {}): EligibleRole {
  return {
    roleArn: arn(name),
    roleName: name.split('/').at(-1) ?? name,
    accountId: '111122223333',
    accountName: 'payments-production',
    cliOnly: false,
    maxSessionSeconds: 3_600,
    tags: {},
    ...more,
  };
}

const roles = [
  eligible('writer'),
  eligible('team/reader'),
  eligible('deployer', { cliOnly: true, accountName: null }),
  ...Array.from({ length: 3 }, (_, index) => eligible(`bulk-${index}`)),
];

let nats: TestNats;
let actors: TestActors;
let stubs: RunningService[];
let edge: RunningService;
let base: string;
let issued: RequestOf<typeof issueCredentials>[] = [];

/** Two roles on a page, so that the translation has to turn pages. */
function list({ includeCliOnly, cursor }: RequestOf<typeof listEligibleRoles>) {
  const wanted = roles.filter((role) => includeCliOnly || !role.cliOnly);
  const start = Number(cursor ?? 0);
  const next = start + 2;
  return { items: wanted.slice(start, next), ...(next < wanted.length && { nextCursor: String(next) }) };
}

function issue(request: RequestOf<typeof issueCredentials>) {
  issued.push(request);
  if (request.query === 'nothing') throw refuse(issueCredentials, 'ROLE_UNKNOWN', 'None of your roles matches.');
  if (request.query === 'foreign') throw refuse(issueCredentials, 'NOT_ELIGIBLE', 'None of your groups is named.');
  if (request.query === 'denied') throw refuse(issueCredentials, 'STS_DENIED', 'AWS refused: no trust.');
  if (request.query === 'early') throw refuse(issueCredentials, 'INDEX_NOT_READY', 'The index is being built.');
  if (request.query === 'bulk') {
    const matchingRoles = [arn('bulk-0'), arn('bulk-1')];
    throw refuse(issueCredentials, 'ROLE_AMBIGUOUS', 'Several roles match.', { details: { matchingRoles } });
  }
  return {
    roleArn: request.roleArn ?? arn('team/reader'),
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'the-secret',
    sessionToken: 'the-session-token',
    expiresAt: '2026-11-22T10:30:00.750Z',
    roleSessionName: 'ada@example.com',
    roleSessionId: 'rs-1',
    region: 'us-east-1',
    endpointUrl: null,
  };
}

const account = {
  accountId: '111122223333',
  name: 'payments-production',
  email: null,
  status: 'active' as const,
  organizationId: null,
  ouPath: 'Root',
  partition: 'aws',
  principalCount: 0,
  freshness: { refreshedAt: null, attemptedAt: null, state: 'never' as const, failure: null },
};

async function exchange({ sessionToken }: RequestOf<typeof issueActorToken>) {
  if (sessionToken !== SESSION) throw refuse(issueActorToken, 'SESSION_INVALID', 'This session does not exist.');
  const { token } = await actors.asPerson();
  const expiresAt = new Date(Date.now() + 300_000).toISOString();
  const person = { personId: 'ada@example.com', displayName: 'Ada Osei', groups: [], privileges: [] };
  return { actorToken: token.reveal(), expiresAt, sessionId: 's', sessionExpiresAt: expiresAt, person };
}

beforeAll(async () => {
  nats = await testNats();
  actors = await testActors({ natsUrl: nats.url, services: ['gateway'] });
  const common = { natsUrl: nats.url, actors };
  stubs = await Promise.all([
    stubService('identity', [answers(issueActorToken, exchange)], common),
    stubService(
      'credentials',
      [
        answers(listEligibleRoles, async (request) => list(request)),
        answers(issueCredentials, async (request) => issue(request)),
      ],
      common,
    ),
    stubService('inventory', [answers(listAccounts, async () => ({ items: [account] }))], common),
  ]);
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
  base = `http://127.0.0.1:${port}`;
  edge = await testService({
    ...common,
    manifest: gateway,
    module: GatewayModule,
    config: gatewayConfig,
    application: httpApplication,
    environment: { GATEHOUSE_PORT: String(port), GATEHOUSE_PORTAL: 'none', GATEHOUSE_DRAIN_SECONDS: '0' },
  });
});

afterAll(async () => {
  await edge.stop();
  await Promise.all(stubs.map((stub) => stub.stop()));
  await actors.stop();
  await nats.stop();
});

beforeEach(() => {
  issued = [];
});

/** As weep sends: no Origin, no Accept, a JSON content type also on GETs, the cookie under ConsoleMe's name. */
const weep = { 'user-agent': 'weep/0.3.40 Go-http-client/1.1', 'content-type': 'application/json' };

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: { ...weep, cookie: `consoleme_auth=${SESSION}`, ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : `${JSON.stringify(body)}\n` }),
  });
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return { status: response.status, body: (await response.json()) as unknown };
}
const credentials = (body: unknown, headers?: Record<string, string>) =>
  send('POST', '/api/v1/get_credentials', body, headers);

describe('GET /api/v1/get_roles', () => {
  it('lists every ARN, sorted, for ?all=true', async () => {
    await expect(send('GET', '/api/v1/get_roles?all=true')).resolves.toEqual({
      status: 200,
      body: roles.map(({ roleArn }) => roleArn).sort(),
    });
  });

  it('lists the roles of the console without it', async () => {
    const { body } = await send('GET', '/api/v1/get_roles');
    expect(body).not.toContain(arn('deployer'));
    expect(body).toHaveLength(roles.length - 1);
  });
});

describe('GET /api/v2/get_roles', () => {
  it('lists roles in the envelope, with every type that weep decodes', async () => {
    const { status, body } = await send('GET', '//api/v2/get_roles?all=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'success', status_code: 200, data: { roles: expect.any(Array) } });
    expect((body as { data: { roles: unknown[] } }).data.roles).toContainEqual({
      arn: arn('team/reader'),
      account_id: '111122223333',
      account_friendly_name: 'payments-production',
      role_name: 'reader',
      apps: { app_details: [] },
    });
    expect((body as { data: { roles: unknown[] } }).data.roles).toContainEqual(
      expect.objectContaining({ arn: arn('deployer'), account_friendly_name: 'Unknown' }),
    );
  });
});

describe('POST /api/v1/get_credentials', () => {
  it('answers with the names and types that weep needs', async () => {
    const metadata = { hostname: 'laptop', weep_version: '0.3.40', weep_method: 'export' };
    await expect(
      credentials({ requested_role: 'reader', no_ip_restrictions: false, metadata, brand_new_field: 1 }),
    ).resolves.toEqual({
      status: 200,
      body: {
        Credentials: {
          AccessKeyId: 'ASIAEXAMPLE',
          SecretAccessKey: 'the-secret',
          SessionToken: 'the-session-token',
          Expiration: 1795343400,
          RoleArn: arn('team/reader'),
        },
      },
    });
    expect(issued).toEqual([
      {
        query: 'reader',
        client: {
          ipAddress: '127.0.0.1',
          userAgent: 'weep/0.3.40 Go-http-client/1.1',
          metadata: { ...metadata, no_ip_restrictions: false },
        },
      },
    ]);
  });

  it('chooses among the roles of the console only, when told to', async () => {
    await credentials({ requested_role: 'READER', console_only: true });
    expect(issued).toMatchObject([{ roleArn: arn('team/reader') }]);
    await expect(credentials({ requested_role: 'deployer', console_only: true })).resolves.toMatchObject({
      status: 403,
      body: { code: '900', requested_role: 'deployer' },
    });
    await expect(credentials({ requested_role: 'bulk', console_only: true })).resolves.toMatchObject({
      status: 403,
      body: { code: '901', 'matching roles': [arn('bulk-0'), arn('bulk-1'), arn('bulk-2')] },
    });
    expect(issued).toHaveLength(1);
  });

  it.each([
    ['nothing', 403, { code: '900', message: 'None of your roles matches.' }],
    ['foreign', 403, { code: '900' }],
    ['bulk', 403, { code: '901', 'matching roles': [arn('bulk-0'), arn('bulk-1')] }],
    ['denied', 403, { code: '902', exception: 'AWS refused: no trust.' }],
    ['early', 503, { code: 'INDEX_NOT_READY' }],
  ])('says why there are no credentials for %s', async (query, status, body) => {
    await expect(credentials({ requested_role: query })).resolves.toMatchObject({
      status,
      body: { ...body, requested_role: query, request_id: expect.any(String), errors: [expect.any(String)] },
    });
  });

  it.each([
    ['{"requested_role":', 400, '904'],
    [[], 400, '904'],
    [{}, 400, '904'],
    [{ requested_role: 7 }, 400, '904'],
    [{ app_name: 'payments' }, 400, '900'],
    [{ user_role: true, account: 'payments-production' }, 403, '900'],
    [{ user_role: true, account: 'nowhere' }, 400, '906'],
    [{ requested_role: 'x', custom_ip_restrictions: ['10.0.0.0/8'] }, 400, '904'],
    [{ requested_role: 'x'.repeat(100_000) }, 413, 'BODY_TOO_LARGE'],
  ])('answers %.40j with JSON', async (body, status, code) => {
    await expect(credentials(body)).resolves.toMatchObject({ status, body: { code, message: expect.any(String) } });
    expect(issued).toEqual([]);
  });

  it.each([
    ['a dead session', `consoleme_auth=${'x'.repeat(43)}`],
    ['no session', 'theme=dark'],
    ['a JWT of ConsoleMe', 'consoleme_auth=eyJhbGciOiJIUzI1NiJ9.e30.x'],
  ])('makes weep log in anew for %s', async (_case, cookie) => {
    for (const [method, path] of [
      ['POST', '/api/v1/get_credentials'],
      ['GET', '/api/v1/get_roles'],
      ['GET', '/api/v2/get_roles'],
    ] as const) {
      const body = method === 'POST' ? { requested_role: 'reader' } : undefined;
      await expect(send(method, path, body, { cookie })).resolves.toMatchObject({
        status: 403,
        body: { code: 'invalid_jwt', errors: [expect.any(String)], request_id: expect.any(String) },
      });
    }
  });

  it('takes the cookie of the portal as well, but nothing from another page', async () => {
    const cookie = `__Host-gatehouse-session=${SESSION}`;
    await expect(credentials({ requested_role: 'reader' }, { cookie })).resolves.toMatchObject({ status: 200 });
    await expect(
      credentials({ requested_role: 'reader' }, { cookie, origin: 'https://elsewhere.example' }),
    ).resolves.toMatchObject({ status: 403, body: { code: 'ORIGIN_REFUSED' } });
  });
});

it.each([
  ['GET', '/api/v2/nothing'],
  ['GET', '/api/v1/get_credentials'],
  ['DELETE', '/api/v1/get_roles'],
  ['GET', '/noauth/v1/nothing'],
])('answers %s %s with JSON, for want of a route', async (method, path) => {
  await expect(send(method, path)).resolves.toMatchObject({ status: 404, body: { code: 'ROUTE_UNKNOWN' } });
});
