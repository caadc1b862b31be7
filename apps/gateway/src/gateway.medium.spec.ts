import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getProfile,
  identityTasks,
  inventoryTasks,
  issueActorToken,
  issueCredentials,
  listEligibleRoles,
  listSignInMethods,
  refreshAccount,
  personSignedOut,
  refuse,
  signInAsDemoPerson,
  signOut,
  explainEligibility,
  type RequestOf,
} from '@gatehouse/contracts';
import { connectNats, type VerifiedActor } from '@gatehouse/messaging';
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
import { gatewayConfig } from './gateway.config.js';
import { gateway } from './gateway.manifest.js';
import { GatewayModule } from './gateway.module.js';
import { httpApplication } from './server/http-application.js';

const role = 'arn:aws:iam::111122223333:role/payments/reader';
const token = (letter: string) => letter.repeat(43);
const [ADA, CYRUS, EXPIRED, FORGED] = [token('a'), token('c'), token('e'), token('f')];

let nats: TestNats;
let actors: TestActors;
let edge: RunningService;
let stubs: RunningService[];
let origin: string;
let late: Promise<Response>;
const issued: { request: RequestOf<typeof issueCredentials>; actor: VerifiedActor }[] = [];
const ended: string[] = [];

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const person = { personId: 'ada@example.com', displayName: 'Ada Osei', groups: [], privileges: [] };

function actorOf(sessionToken: string): Promise<VerifiedActor | undefined> {
  switch (sessionToken) {
    case ADA:
      return actors.asPerson();
    case CYRUS:
      return actors.asPerson({ id: 'cyrus@example.com', privileges: ['administrator'] });
    case FORGED:
      return actors.asForger();
    default:
      return Promise.resolve(undefined);
  }
}

let exchanges = 0;

async function exchange(sessionToken: string) {
  exchanges += 1;
  if (sessionToken === EXPIRED) throw refuse(issueActorToken, 'SESSION_EXPIRED', 'Your session has run out.');
  const actor = await actorOf(sessionToken);
  if (!actor) throw refuse(issueActorToken, 'SESSION_INVALID', 'This session does not exist.');
  const expiresAt = new Date(Date.now() + 300_000).toISOString();
  return { actorToken: actor.token.reveal(), expiresAt, sessionId: 's', sessionExpiresAt: expiresAt, person };
}

const RUN_ID = '6f0cf3c2-5c3b-4a43-8c0f-6a5b0f4f7d11';
const taskOf = (service: string) => ({
  taskId: `tidy-${service}`,
  service,
  summary: 'Tidies up.',
  schedule: 'every 300 s',
  state: 'healthy' as const,
  pausedBy: null,
  lastRun: null,
  lastSuccessAt: null,
});

async function answerTooLate(): Promise<never> {
  await pause(refreshAccount.timeLimitSeconds * 1_000 + 200);
  throw new Error('Nobody waits for this any more.');
}

function issue(request: RequestOf<typeof issueCredentials>, actor: VerifiedActor) {
  issued.push({ request, actor });
  switch (request.query) {
    case 'not-eligible':
      throw refuse(issueCredentials, 'NOT_ELIGIBLE', 'None of your groups is named on the role.');
    case 'unknown':
      throw refuse(issueCredentials, 'ROLE_UNKNOWN', 'No such role.');
    case 'several':
      throw refuse(issueCredentials, 'ROLE_AMBIGUOUS', 'Two roles match.', { details: { matchingRoles: ['a', 'b'] } });
    case 'denied':
      throw refuse(issueCredentials, 'STS_DENIED', 'AWS refused.');
    case 'throttled':
      throw refuse(issueCredentials, 'STS_THROTTLED', 'AWS asks to slow down.');
    case 'broken':
      throw new Error('a bug with hunter2 in it');
    default:
      return Promise.resolve({
        roleArn: request.roleArn ?? role,
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'the-secret',
        sessionToken: 'the-session-token',
        expiresAt: '2026-11-22T10:30:00.000Z',
        roleSessionName: 'ada@example.com',
        roleSessionId: 'rs-1',
        region: 'us-east-1',
        endpointUrl: null,
      });
  }
}

beforeAll(async () => {
  nats = await testNats();
  actors = await testActors({ natsUrl: nats.url, services: ['gateway'] });
  const common = { natsUrl: nats.url, actors };
  stubs = await Promise.all([
    stubService(
      'identity',
      [
        answers(listSignInMethods, async () => ({ demoPeople: [] })),
        answers(signInAsDemoPerson, async () => ({
          sessionToken: ADA,
          sessionId: 's',
          expiresAt: '2026-11-22T20:00:00.000Z',
          person,
        })),
        answers(issueActorToken, async ({ sessionToken }) => exchange(sessionToken)),
        answers(signOut, async ({ sessionToken }) => ({ ended: ended.push(sessionToken) > 0 })),
        answers(identityTasks.listTasks, async () => ({ items: [taskOf('identity')], unavailable: [] })),
        answers(identityTasks.runTask, async () => ({ runId: RUN_ID })),
        answers(getProfile, async (_request, actor) => ({
          person: { ...person, personId: actor.id },
          signedInBy: 'demo',
        })),
      ],
      common,
    ),
    stubService(
      'credentials',
      [
        answers(issueCredentials, issue),
        answers(listEligibleRoles, async ({ limit }) => ({ items: [], totalCount: limit })),
        answers(explainEligibility, async ({ roleArn }) => ({
          roleArn,
          eligible: true,
          cliOnly: false,
          reasons: [],
          whoMay: [],
          whoMayIsHidden: true,
          considered: [],
        })),
      ],
      common,
    ),
    stubService(
      'inventory',
      [
        answers(refreshAccount, answerTooLate),
        answers(inventoryTasks.listTaskRuns, async () => ({ items: [] })),
        answers(inventoryTasks.listTasks, async () => ({ items: [taskOf('inventory')], unavailable: [] })),
      ],
      common,
    ),
  ]);
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  edge = await testService({
    ...common,
    manifest: gateway,
    module: GatewayModule,
    config: gatewayConfig,
    application: httpApplication,
    environment: { GATEHOUSE_PORT: String(port), GATEHOUSE_PORTAL: 'none', GATEHOUSE_DRAIN_SECONDS: '0' },
  });
  late = ask('POST', '/api/v3/accounts/111122223333/refresh', {}, { session: CYRUS });
});

afterAll(async () => {
  await edge.stop();
  await Promise.all(stubs.map((stub) => stub.stop()));
  await actors.stop();
  await nats.stop();
});

interface Sent {
  readonly body?: unknown;
  readonly session?: string | undefined;
  readonly headers?: Record<string, string>;
}

function ask(method: string, path: string, body?: unknown, sent: Omit<Sent, 'body'> = {}): Promise<Response> {
  const session = 'session' in sent ? sent.session : ADA;
  return fetch(origin + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(session !== undefined && { cookie: `__Host-gatehouse-session=${session}` }),
      ...(method !== 'GET' && { origin }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const problemIn = async (response: Response): Promise<Record<string, unknown>> => {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return (await response.json()) as Record<string, unknown>;
};
const credentials = (body: unknown, sent?: Omit<Sent, 'body'>) => ask('POST', '/api/v3/credentials', body, sent);

describe('each of the ten failure codes, from the service to the browser', () => {
  it.each([
    [400, 'invalid_argument', 'REQUEST_INVALID', () => credentials({ query: 'x', durationSeconds: -1 })],
    [401, 'unauthenticated', 'ACTOR_INVALID', () => credentials({ query: 'x' }, { session: undefined })],
    [403, 'permission_denied', 'NOT_ELIGIBLE', () => credentials({ query: 'not-eligible' })],
    [404, 'not_found', 'ROLE_UNKNOWN', () => credentials({ query: 'unknown' })],
    [409, 'conflict', 'ROLE_AMBIGUOUS', () => credentials({ query: 'several' })],
    [412, 'failed_precondition', 'STS_DENIED', () => credentials({ query: 'denied' })],
    [429, 'resource_exhausted', 'STS_THROTTLED', () => credentials({ query: 'throttled' })],
    [500, 'internal', 'UNEXPECTED', () => credentials({ query: 'broken' })],
    [503, 'unavailable', 'NO_RESPONDERS', () => ask('GET', '/api/v3/accounts')],
    [504, 'deadline_exceeded', 'TIME_LIMIT', () => late],
  ])(
    '%i %s/%s',
    async (status, code, reason, send) => {
      const response = await send();
      expect(response.status).toBe(status);
      const problem = await problemIn(response);
      expect(problem).toMatchObject({
        type: `urn:gatehouse:problem:${reason}`,
        status,
        code,
        reason,
        message: expect.stringMatching(/\w{3}.*\./),
        traceId: expect.stringMatching(/.{8,}/),
      });
      expect(JSON.stringify(problem)).not.toContain('hunter2');
    },
    15_000,
  );
});

describe('a request that is not right', () => {
  const big = JSON.stringify({ query: 'x'.repeat(10_000_000) });

  it.each([
    ['malformed JSON', '{"query": oops}', 400, { reason: 'REQUEST_INVALID', details: { position: 10, line: 1 } }],
    ['an unknown field', { query: 'x', durationSecond: 900 }, 400, { errors: [{ field: 'durationSecond' }] }],
    ['who one claims to be', { query: 'x', client: { ipAddress: '::1' } }, 400, { errors: [{ field: 'client' }] }],
    ['an ARN of another shape', { roleArn: 'arn:aws:s3:::bucket' }, 400, { errors: [{ field: 'roleArn' }] }],
    ['a negative duration', { query: 'x', durationSeconds: -1 }, 400, { errors: [{ field: 'durationSeconds' }] }],
    ['a list', [1], 400, { reason: 'REQUEST_INVALID' }],
    ['a body of 10 MB', big, 413, { code: 'invalid_argument', reason: 'BODY_TOO_LARGE' }],
    ['two ways to name a role', { query: 'x', roleArn: role }, 400, { errors: [{ field: 'roleArn' }] }],
    ['two roles that match', { query: 'several' }, 409, { details: { matchingRoles: ['a', 'b'] } }],
  ])('is told what is wrong with %s', async (_case, body, status, expected) => {
    const before = issued.length;
    const response = await credentials(body);
    expect(response.status).toBe(status);
    await expect(problemIn(response)).resolves.toMatchObject(expected);
    expect(issued.length - before).toBe(status === 409 ? 1 : 0);
  });

  it.each([
    ['text', { 'content-type': 'text/plain' }, 415, 'CONTENT_TYPE_NOT_SUPPORTED'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'CONTENT_TYPE_NOT_SUPPORTED'],
  ])('is refused as %s', async (_case, headers, status, reason) => {
    const response = await credentials('query=x', { headers });
    expect(response.status).toBe(status);
    await expect(problemIn(response)).resolves.toMatchObject({ reason });
  });

  it.each([
    ['a path that is not there', '/api/v3/nothing', 404, 'ROUTE_UNKNOWN'],
    ['another one', '/api/elsewhere', 404, 'ROUTE_UNKNOWN'],
    ['broken percent-encoding', '/api/v3/roles/%zz/eligibility', 400, 'REQUEST_INVALID'],
    ['an endless path', `/api/v3/roles/${'x'.repeat(7_000)}/eligibility`, 414, 'URL_TOO_LONG'],
    ['a limit out of bounds', '/api/v3/roles?limit=0', 400, 'REQUEST_INVALID'],
    ['a misspelt parameter', '/api/v3/roles?limt=5', 400, 'REQUEST_INVALID'],
    ['a parameter that comes twice', '/api/v3/roles?limit=1&limit=2', 400, 'REQUEST_INVALID'],
  ])('is told about %s', async (_case, path, status, reason) => {
    const response = await ask('GET', path);
    expect(response.status).toBe(status);
    await expect(problemIn(response)).resolves.toMatchObject({ reason });
  });

  it.each([
    ['that has run out', EXPIRED, 'SESSION_EXPIRED'],
    ['that was made up', token('x'), 'SESSION_INVALID'],
    ['that is no token at all', "'; DROP TABLE session", 'ACTOR_INVALID'],
    ['whose actor token another key signed', FORGED, 'ACTOR_INVALID'],
  ])('is not let in with a session %s, and the cookie goes', async (_case, session, reason) => {
    const response = await credentials({ query: 'x' }, { session });
    expect(response.status).toBe(401);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-gatehouse-session=; .*Max-Age=0/);
    await expect(problemIn(response)).resolves.toMatchObject({ code: 'unauthenticated', reason });
  });
});

describe('a request from another page', () => {
  it.each([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a cross-site frame', { 'sec-fetch-site': 'cross-site' }],
  ])('cannot get credentials: %s', async (_case, headers) => {
    const before = issued.length;
    const response = await credentials({ query: 'x' }, { headers });
    expect(response.status).toBe(403);
    await expect(problemIn(response)).resolves.toMatchObject({ code: 'permission_denied', reason: 'ORIGIN_REFUSED' });
    expect(issued).toHaveLength(before);
  });

  it('cannot sign anybody in or out', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    expect((await ask('POST', '/api/v3/sessions', { method: 'demo', personId: 'x' }, { headers })).status).toBe(403);
    expect((await ask('DELETE', '/api/v3/sessions/current', undefined, { headers })).status).toBe(403);
    expect(ended).toEqual([]);
  });
});

describe('a contract over HTTP', () => {
  it('is asked on behalf of the person, with what the gateway saw of the client', async () => {
    const response = await credentials(
      { roleArn: role, durationSeconds: 900 },
      { headers: { 'user-agent': 'a browser', 'x-forwarded-for': '203.0.113.9' } },
    );
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toMatchObject({ roleArn: role, secretAccessKey: 'the-secret' });
    expect(issued.at(-1)).toMatchObject({
      request: { roleArn: role, durationSeconds: 900, client: { ipAddress: '127.0.0.1', userAgent: 'a browser' } },
      actor: { id: 'ada@example.com' },
    });
  });

  it('takes fields from the path, also those with slashes', async () => {
    const response = await ask('GET', `/api/v3/roles/${encodeURIComponent(role)}/eligibility`);
    await expect(response.json()).resolves.toMatchObject({ roleArn: role });
  });

  it('takes fields from the query', async () => {
    const response = await ask('GET', '/api/v3/roles?limit=7&includeCliOnly=false');
    await expect(response.json()).resolves.toEqual({ items: [], totalCount: 7 });
  });

  it('accepts several leading slashes', async () => {
    expect((await ask('GET', '//api/v3/profile')).status).toBe(200);
  });

  it('is never cached, framed, sniffed or sent with another identity', async () => {
    const { headers } = await ask('GET', '/api/v3/profile', undefined, { headers: { 'x-request-id': 'my-request-1' } });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toBe('my-request-1');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});

describe('the tasks of all services', () => {
  const asked = async (method: string, path: string, body?: unknown) =>
    (await ask(method, path, body, { session: CYRUS })).json();

  it('are one list, which says whose are missing', async () => {
    await expect(asked('GET', '/api/v3/tasks')).resolves.toEqual({
      items: [taskOf('inventory'), taskOf('identity')],
      unavailable: ['credentials'],
    });
  });

  it('are asked of the service that is named', async () => {
    await expect(asked('GET', '/api/v3/tasks?service=identity')).resolves.toMatchObject({
      items: [taskOf('identity')],
    });
    const run = asked('POST', '/api/v3/tasks/tidy-identity/runs', { service: 'identity' });
    await expect(run).resolves.toEqual({ runId: RUN_ID });
  });

  it('are nobody else’s when the service is none', async () => {
    const refused = await asked('GET', '/api/v3/tasks/tidy-identity/runs?service=kitchen');
    expect(refused).toMatchObject({ reason: 'REQUEST_INVALID', errors: [{ field: 'service' }] });
  });
});

describe('sessions', () => {
  it('start with a cookie that scripts and other hosts cannot touch, and end the one before', async () => {
    ended.length = 0;
    const response = await ask(
      'POST',
      '/api/v3/sessions',
      { method: 'demo', personId: 'ada@example.com' },
      { session: token('o') },
    );
    expect(response.status).toBe(201);
    expect(response.headers.get('set-cookie')).toBe(
      `__Host-gatehouse-session=${ADA}; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=Sun, 22 Nov 2026 20:00:00 GMT`,
    );
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ person });
    expect(body).not.toContain(ADA);
    expect(ended).toEqual([token('o')]);
  });

  it.each([
    [{}, 'method'],
    [{ method: 'oidc', personId: 'x' }, 'method'],
    [{ method: 'demo' }, 'personId'],
    [{ method: 'demo', personId: 'x', admin: true }, 'admin'],
  ])('do not start with %j', async (body, field) => {
    const response = await ask('POST', '/api/v3/sessions', body);
    expect(response.status).toBe(400);
    await expect(problemIn(response)).resolves.toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });

  it('end, at identity and in the browser', async () => {
    ended.length = 0;
    const response = await ask('DELETE', '/api/v3/sessions/current');
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(ended).toEqual([ADA]);
  });

  it('that end elsewhere are asked for anew', async () => {
    const { sessionId } = await actors.asPerson();
    const connection = await connectNats({ url: nats.url, name: 'identity' });
    await ask('GET', '/api/v3/profile');
    const before = exchanges;
    connection.publish(personSignedOut.subject, JSON.stringify({ ...personSignedOut.example, sessionId }));
    for (const deadline = Date.now() + 5_000; exchanges === before && Date.now() < deadline;) {
      await ask('GET', '/api/v3/profile');
      await pause(20);
    }
    await connection.close();
    expect(exchanges).toBe(before + 1);
  });

  it('are not needed to see how to sign in, nor to read the documentation', async () => {
    expect((await ask('GET', '/api/v3/sign-in-methods', undefined, { session: undefined })).status).toBe(200);
    const docs = await ask('GET', '/api/docs', undefined, { session: undefined });
    await expect(docs.json()).resolves.toMatchObject({ openapi: '3.1.0' });
  });
});
