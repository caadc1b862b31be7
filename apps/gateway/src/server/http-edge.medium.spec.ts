import { once } from 'node:events';
import http from 'node:http';
import { createServer } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  getProfile,
  issueActorToken,
  issueCredentials,
  platformFailure,
  Secret,
  signInAsDemoPerson,
  type Actor,
  type AnyRequestContract,
} from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { createLogger } from '@gatehouse/telemetry';
import { testRedisServer } from '@gatehouse/testing';
import { gateway } from '../gateway.manifest.js';
import { ActorTokens } from '../sessions/actor-tokens.js';
import type { Edge } from './edge.js';
import { HttpEdge, type HttpEdgeSettings } from './http-edge.js';
import type { PortalPages } from './portal-pages.js';
import { connectRateLimitRedis } from './rate-limit-redis.js';

const CANARY = 'c4n4ry';
const SESSION = `${CANARY}-session`.padEnd(43, 'x');
const OTHER_SESSION = `${CANARY}-other`.padEnd(43, 'y');

const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada',
  groups: [],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 's',
};

type Reply = (request: Record<string, unknown>) => unknown;

/** What the services answer; each reply holds secrets that must not be seen anywhere else. */
const REPLIES: ReadonlyMap<AnyRequestContract, Reply> = new Map<AnyRequestContract, Reply>([
  [
    issueActorToken,
    ({ sessionToken }) => ({
      actorToken: `${CANARY}-actor-token of ${String(sessionToken)}`,
      expiresAt: new Date(Date.now() + 300_000).toISOString(),
    }),
  ],
  [
    signInAsDemoPerson,
    () => ({ sessionToken: SESSION, sessionId: 's', expiresAt: '2026-11-22T20:00:00.000Z', person: {} }),
  ],
  [
    issueCredentials,
    ({ query }) => {
      if (query === 'broken') throw new Error(`bug with secret=${CANARY} in it`);
      return { accessKeyId: 'ASIA', secretAccessKey: `${CANARY}-key`, sessionToken: `${CANARY}-token` };
    },
  ],
  [getProfile, () => pause(150, { person: { personId: ada.id } })],
]);

const pages: PortalPages = {
  prepare: () => Promise.resolve(),
  close: () => Promise.resolve(),
  answer: (request, response) => {
    response.end(
      JSON.stringify({ nonce: request.headers['x-nonce'], policy: request.headers['content-security-policy'] }),
    );
    return Promise.resolve();
  },
};

let stop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of stop.reverse()) await step();
  stop = [];
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function start(settings: Partial<HttpEdgeSettings> = {}) {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const call = async (contract: AnyRequestContract, _actor: VerifiedActor, request: Record<string, unknown>) => {
    const reply = REPLIES.get(contract);
    if (!reply) throw platformFailure('NO_RESPONDERS', 'Nobody is there.');
    return (await reply(request)) as never;
  };
  const services = { call } as Edge['services'];
  const identity = { actor: () => Promise.resolve({ ...ada, token: new Secret('x') }) };
  const verify = (token: string) =>
    Promise.resolve({ ...ada, id: token.includes(OTHER_SESSION) ? 'rosa' : 'ada', token: new Secret(token) });
  const actorTokens = new ActorTokens({ services, identity, verifier: { verify }, now: () => new Date() });
  const log = createLogger('gateway', { level: 'trace', destination });
  const port = await freePort();
  const edge = new HttpEdge(
    gateway.calls,
    { services, identity, actorTokens, pages, log },
    {
      host: '127.0.0.1',
      port,
      publicUrl: new URL(`http://127.0.0.1:${port}`),
      development: false,
      trustedProxies: [],
      requestsPerMinute: { person: 1_000, address: 1_000 },
      redis: undefined,
      drainSeconds: 0,
      ...settings,
    },
  );
  await edge.listen();
  stop.push(() => edge.close());
  const origin = `http://127.0.0.1:${port}`;
  const ask = (path: string, init: RequestInit & { session?: string } = {}) =>
    fetch(origin + path, {
      ...init,
      headers: {
        origin,
        'content-type': 'application/json',
        cookie: `__Host-gatehouse-session=${init.session ?? SESSION}`,
        ...(init.headers as Record<string, string>),
      },
    });
  return { edge, ask, origin, port, lines };
}

describe('the log of the edge', () => {
  it('holds no secret, whatever is asked and however it fails', async () => {
    const { ask, lines } = await start();
    const post = (path: string, body: unknown) =>
      ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
    await post('/api/v3/sessions', { method: 'demo', personId: 'ada' });
    await post('/api/v3/credentials', { query: 'reader' });
    await post('/api/v3/credentials', { query: 'broken' });
    await post('/api/v3/credentials', { query: 'reader', [`${CANARY}-field`]: CANARY });
    await post('/api/v3/credentials', `{"password": ${CANARY}}`);
    await post('/api/v1/get_credentials', { requested_role: 'reader', metadata: { token: CANARY } });
    await ask(`/api/v3/roles?cursor=${CANARY}`);
    await ask(`/api/v3/${CANARY}`);
    await ask('/api/v3/credentials', { headers: { authorization: `Bearer ${CANARY}-bearer` } });
    await ask('/api/v3/sessions/current', { method: 'DELETE' });
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.filter((line) => line.includes(CANARY))).toEqual([]);
    expect(lines.join('')).toContain('"route":"/api/v3/credentials"');
  });
});

describe('a page', () => {
  it('runs no script without a nonce that is new for every request, and told to the portal', async () => {
    const { ask } = await start();
    const nonces = await Promise.all(
      ['/', '/roles/x'].map(async (path) => {
        const response = await ask(path, {
          headers: { 'x-nonce': 'chosen-by-somebody', 'content-security-policy': 'x' },
        });
        const policy = response.headers.get('content-security-policy') ?? '';
        const { nonce, policy: told } = (await response.json()) as { nonce: string; policy: string };
        expect(policy).toContain(`script-src 'self' 'nonce-${nonce}';`);
        expect(told).toBe(policy);
        expect(response.headers.get('x-frame-options')).toBe('DENY');
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('binds browsers to https where people come by https', async () => {
    const { ask } = await start({ publicUrl: new URL('https://gatehouse.example.com') });
    expect((await ask('/')).headers.get('strict-transport-security')).toContain('max-age=63072000');
    expect((await ask('/api/v3/profile')).headers.get('strict-transport-security')).toContain('max-age=63072000');
  });
});

describe('the limit on requests', () => {
  const statuses = async (count: number, send: () => Promise<Response>) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index++) seen.push((await send()).status);
    return seen;
  };
  const limits = { requestsPerMinute: { person: 3, address: 4 } };

  it('counts a person wherever they are, and leaves others alone', async () => {
    const { ask } = await start(limits);
    await ask('/api/v3/profile');
    expect(await statuses(4, () => ask('/api/v3/profile'))).toEqual([200, 200, 200, 429]);
    const refused = await ask('/api/v3/profile');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expect(refused.json()).resolves.toMatchObject({
      code: 'resource_exhausted',
      reason: 'TOO_MANY_REQUESTS',
      details: { limitPerMinute: 3 },
    });
    expect((await ask('/api/v3/profile', { session: OTHER_SESSION })).status).toBe(200);
  });

  it('counts an address before anybody is known there, also for clients of ConsoleMe', async () => {
    const { ask } = await start(limits);
    expect(await statuses(5, () => ask('/api/v3/profile', { session: 'made-up' }))).toEqual([401, 401, 401, 401, 429]);
    const refused = await ask('/api/v1/get_roles', { session: 'made-up' });
    expect(refused.status).toBe(429);
    await expect(refused.json()).resolves.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it('is one for all replicas while Redis is there, and each replica’s own when it goes away', async () => {
    const server = await testRedisServer();
    stop.push(() => server.stop());
    const redisFor = async () => {
      // However busy the machine is: a count that came too late would be this replica's own.
      const log = createLogger('gateway', { level: 'silent' });
      const redis = connectRateLimitRedis(new Secret(server.url), log, 10_000);
      await once(redis, 'ready');
      return redis;
    };
    const one = await start({ ...limits, redis: await redisFor() });
    const other = await start({ ...limits, redis: await redisFor() });
    const anonymous = { session: 'made-up' };
    const seen = [
      ...(await statuses(3, () => one.ask('/api/v3/profile', anonymous))),
      ...(await statuses(3, () => other.ask('/api/v3/profile', anonymous))),
    ];
    expect(seen).toEqual([401, 401, 401, 401, 429, 429]);
    await server.stop();
    expect(await statuses(5, () => other.ask('/api/v3/profile', anonymous))).toEqual([401, 401, 401, 401, 429]);
  });
});

describe('stopping', () => {
  it('answers what it was asked, and whoever still asks is sent elsewhere with an answer', async () => {
    const { edge, ask, port } = await start({ drainSeconds: 3 });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
    const send = () =>
      new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
        http
          .get({ port, host: '127.0.0.1', path: '/api/v3/sign-in-methods', agent }, (response) => {
            response
              .resume()
              .on('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }));
          })
          .on('error', reject);
      });
    await Promise.all([send(), send(), send(), send()]);
    const slow = ask('/api/v3/profile');
    await pause(50);
    const stopped = edge.close();
    const during = await Promise.all(Array.from({ length: 20 }, send));
    expect(during.every(({ status, connection }) => status === 503 && connection === 'close')).toBe(true);
    expect((await slow).status).toBe(200);
    await stopped;
    await expect(send()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
  });

  it('waits for a request that is still running when nothing new is taken', async () => {
    const { edge, ask } = await start();
    const slow = ask('/api/v3/profile');
    await pause(50);
    const stopped = edge.close();
    expect((await slow).status).toBe(200);
    await stopped;
  });
});

it('says what to do when its port is taken', async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
});
