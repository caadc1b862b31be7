import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getProfile,
  identityTasks,
  issueActorToken,
  listActorKeys,
  listSignInMethods,
  signInAsDemoPerson,
  signOut,
} from '@gatehouse/contracts';
import { ActorKeys, ActorVerifier, type VerifiedActor } from '@gatehouse/messaging';
import { Database } from '@gatehouse/persistence';
import type { RunningService } from '@gatehouse/service-host';
import {
  FakeClock,
  testActors,
  testCaller,
  testNats,
  testPostgres,
  testRedis,
  testService,
  type TestActors,
  type TestCaller,
  type TestNats,
  type TestPostgres,
  type TestRedis,
} from '@gatehouse/testing';
import { identityConfig } from './identity.config.js';
import { identity } from './identity.manifest.js';
import { IdentityModule } from './identity.module.js';
import { PurgeSessions } from './purge-sessions/purge-sessions.use-case.js';
import { ActorKeyRing } from './actor-token/actor-key-ring.js';

const client = { ipAddress: '192.0.2.7', userAgent: 'a browser' };
const folder = mkdtempSync(join(tmpdir(), 'identity-'));
const keyFile = join(folder, 'key');
writeFileSync(keyFile, randomBytes(32).toString('base64'));

let nats: TestNats;
let postgres: TestPostgres;
let redis: TestRedis;
let actors: TestActors;
let caller: TestCaller;
let replicas: RunningService[] = [];
const clock = new FakeClock();

const boot = (environment: Record<string, string> = {}): Promise<RunningService> =>
  testService({
    manifest: identity,
    module: IdentityModule,
    config: identityConfig,
    natsUrl: nats.url,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    actors,
    clock,
    environment: { GATEHOUSE_EMBEDDED: 'true', GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: keyFile, ...environment },
  });

beforeAll(async () => {
  nats = await testNats();
  postgres = await testPostgres({ service: 'identity' });
  redis = await testRedis();
  actors = await testActors({ natsUrl: nats.url, services: ['gateway', 'identity'], now: () => clock.now() });
  // Its stand-in for identity's keys must not answer beside identity itself.
  await actors.stop();
  caller = await testCaller(nats.url, identity.handles);
  replicas = await Promise.all([boot(), boot()]);
});

afterAll(async () => {
  await caller.stop();
  await Promise.all(replicas.map((replica) => replica.stop()));
  await postgres.drop();
  await nats.stop();
  rmSync(folder, { recursive: true });
});

const database = () => replicas[0]!.get<Database>(Database);
const asGateway = (): Promise<VerifiedActor> => actors.asService('gateway');
const signIn = async (personId = 'ada@example.com') =>
  caller.call(signInAsDemoPerson, await asGateway(), { personId, client });
const exchange = async (sessionToken: string) => caller.call(issueActorToken, await asGateway(), { sessionToken });
const verifier = () =>
  new ActorVerifier(
    new ActorKeys({
      serviceKeys: [],
      fetchIdentityKeys: async () => (await caller.call(listActorKeys, await asGateway(), {})).keys,
      now: () => clock.now(),
    }),
    () => clock.now(),
  );

describe(signInAsDemoPerson.subject, () => {
  it('starts a session that can be exchanged for who the person is', async () => {
    const { sessionToken, sessionId, expiresAt } = await signIn('cyrus@example.com');
    expect(Date.parse(expiresAt)).toBe(clock.now().getTime() + 12 * 3_600_000);
    const { actorToken } = await exchange(sessionToken);
    await expect(verifier().verify(actorToken)).resolves.toMatchObject({
      kind: 'person',
      id: 'cyrus@example.com',
      displayName: 'Cyrus Tran',
      groups: ['cloud-administrators', 'everyone'],
      privileges: ['administrator'],
      signedInBy: 'demo',
      sessionId,
    });
  });

  it('gives every sign-in a session of its own', async () => {
    const [one, other] = await Promise.all([signIn(), signIn()]);
    expect(one.sessionToken).not.toBe(other.sessionToken);
    expect(one.sessionId).not.toBe(other.sessionId);
  });

  it('stores nothing that one could sign in with', async () => {
    const { sessionToken } = await signIn();
    const rows = await database().query<{ row: string }>('SELECT session::text AS row FROM session');
    const binary = Buffer.from(sessionToken, 'base64url').toString('hex');
    for (const { row } of rows) expect(row.includes(sessionToken) || row.includes(binary)).toBe(false);
  });

  it('is in the audit trail and told to the others in the same transaction, without the token', async () => {
    const { sessionToken, sessionId } = await signIn();
    const [audit] = await database().query<{ row: string }>(
      `SELECT audit_log::text AS row FROM audit_log WHERE subject = $1 AND action = 'session.started'`,
      [sessionId],
    );
    expect(audit?.row).toContain('192.0.2.7');
    expect(audit?.row).not.toContain(sessionToken);
    // No stream takes it in this test, so the event stays where the transaction left it.
    const told = await database().query(`SELECT data FROM outbox WHERE data->>'sessionId' = $1`, [sessionId]);
    expect(told).toEqual([{ data: expect.objectContaining({ personId: 'ada@example.com', signedInBy: 'demo' }) }]);
    expect(JSON.stringify(told)).not.toContain(sessionToken);
  });

  it('refuses somebody it does not know, and remembers that they tried', async () => {
    await expect(signIn('eve@example.com')).rejects.toMatchObject({
      failure: { code: 'not_found', reason: 'PERSON_UNKNOWN', message: expect.stringContaining('ada@example.com') },
    });
    const rows = await database().query(
      `SELECT 1 FROM audit_log WHERE subject = 'eve@example.com' AND outcome = 'refused'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('is for the gateway only', async () => {
    const { sessionToken } = await signIn();
    const { actorToken } = await exchange(sessionToken);
    const ada = await verifier().verify(actorToken);
    await expect(caller.call(signInAsDemoPerson, ada, { personId: 'ada@example.com', client })).rejects.toMatchObject({
      failure: { code: 'permission_denied', reason: 'PERMISSION_MISSING' },
    });
  });
});

describe('an installation without the embedded organization', () => {
  it('has no demo people, and lets nobody in who signed in as one before', async () => {
    const { sessionToken } = await signIn();
    const nats2 = await testNats();
    const real = await testService({
      manifest: identity,
      module: IdentityModule,
      config: identityConfig,
      natsUrl: nats2.url,
      databaseUrl: postgres.url,
      redisUrl: redis.url,
      actors,
      clock,
      environment: { GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: keyFile },
    });
    const there = await testCaller(nats2.url, identity.handles);
    try {
      await expect(there.call(listSignInMethods, await asGateway(), {})).resolves.toEqual({ demoPeople: [] });
      await expect(
        there.call(signInAsDemoPerson, await asGateway(), { personId: 'ada@example.com', client }),
      ).rejects.toMatchObject({ failure: { code: 'failed_precondition', reason: 'DEMO_SIGN_IN_OFF' } });
      await expect(there.call(issueActorToken, await asGateway(), { sessionToken })).rejects.toMatchObject({
        failure: { reason: 'SESSION_INVALID' },
      });
    } finally {
      await there.stop();
      await real.stop();
      await nats2.stop();
    }
  });
});

describe(issueActorToken.subject, () => {
  it.each([
    ['a made-up token', () => Promise.resolve(randomBytes(32).toString('base64url')), 'SESSION_INVALID'],
    [
      'a session that was signed out',
      async () => {
        const { sessionToken } = await signIn();
        await caller.call(signOut, await asGateway(), { sessionToken });
        return sessionToken;
      },
      'SESSION_INVALID',
    ],
    [
      'a session that nobody used for an hour',
      async () => {
        const { sessionToken } = await signIn();
        clock.advance(3_600);
        return sessionToken;
      },
      'SESSION_EXPIRED',
    ],
  ])('refuses %s', async (_case, sessionToken, reason) => {
    await expect(exchange(await sessionToken())).rejects.toMatchObject({
      failure: { code: 'unauthenticated', reason },
    });
  });

  it('keeps a session alive that is used, up to twelve hours and not a second longer', async () => {
    const { sessionToken } = await signIn();
    for (let hours = 0; hours < 12; hours += 0.95) {
      await expect(exchange(sessionToken)).resolves.toMatchObject({ person: { personId: 'ada@example.com' } });
      clock.advance(Math.min(0.95, 12 - hours) * 3_600);
    }
    await expect(exchange(sessionToken)).rejects.toMatchObject({ failure: { reason: 'SESSION_EXPIRED' } });
  });

  it('gives no token that outlives the session', async () => {
    const { sessionToken } = await signIn();
    for (let hours = 0; hours < 11; hours += 0.5) {
      clock.advance(1_800);
      await exchange(sessionToken);
    }
    clock.advance(3_300);
    clock.advance(200);
    const { expiresAt, sessionExpiresAt } = await exchange(sessionToken);
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.parse(sessionExpiresAt));
  });
});

describe(signOut.subject, () => {
  it('ends a session once, however often and however fast it is asked', async () => {
    const { sessionToken, sessionId } = await signIn();
    const replies = await Promise.all(
      [1, 2, 3].map(async () => caller.call(signOut, await asGateway(), { sessionToken })),
    );
    expect(replies.filter(({ ended }) => ended)).toHaveLength(1);
    const rows = await database().query(`SELECT 1 FROM audit_log WHERE subject = $1 AND action = 'session.ended'`, [
      sessionId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('says so when there was nothing to end', async () => {
    await expect(caller.call(signOut, await asGateway(), { sessionToken: 'x'.repeat(43) })).resolves.toEqual({
      ended: false,
    });
  });
});

describe(getProfile.subject, () => {
  it('tells the person who they are', async () => {
    const { sessionToken } = await signIn('audrey@example.com');
    const { actorToken } = await exchange(sessionToken);
    await expect(caller.call(getProfile, await verifier().verify(actorToken), {})).resolves.toEqual({
      person: {
        personId: 'audrey@example.com',
        displayName: 'Audrey Bell',
        groups: ['auditors', 'everyone'],
        privileges: ['auditor'],
      },
      signedInBy: 'demo',
    });
  });
});

describe('its tasks', () => {
  const { listTasks, listTaskRuns, pauseTask, runTask } = identityTasks;
  const as = async (personId: string) => {
    const { actorToken } = await exchange((await signIn(personId)).sessionToken);
    return verifier().verify(actorToken);
  };
  const cyrus = () => as('cyrus@example.com');

  it('are listed, run, paused and told of in the audit trail', async () => {
    const taskId = 'purge-sessions';
    const { items } = await caller.call(listTasks, await cyrus(), {});
    expect(items.map((task) => [task.service, task.taskId])).toEqual([
      ['identity', 'purge-sessions'],
      ['identity', 'rotate-actor-keys'],
    ]);
    const { runId } = await caller.call(runTask, await cyrus(), { taskId });
    const runs = await caller.call(listTaskRuns, await cyrus(), { taskId });
    expect(runs.items.map((run) => run.runId)).toContain(runId);
    await caller.call(pauseTask, await cyrus(), { taskId, isPaused: true });
    const resumed = await caller.call(pauseTask, await cyrus(), { taskId, isPaused: false });
    expect(resumed.task.pausedBy).toBeNull();
    const told = await database().query(
      `SELECT action FROM audit_log WHERE subject = $1 AND actor_id = 'cyrus@example.com' ORDER BY sequence`,
      [taskId],
    );
    expect(told.map((row) => row['action'])).toEqual(['tasks.run-requested', 'tasks.paused', 'tasks.resumed']);
  });

  it('are not for everybody', async () => {
    const asked = caller.call(listTasks, await as('ada@example.com'), {});
    await expect(asked).rejects.toMatchObject({ failure: { reason: 'PERMISSION_MISSING' } });
  });
});

describe('the keys that actor tokens are signed with', () => {
  const kidsSigning = async () => {
    const { sessionToken } = await signIn();
    const tokens = await Promise.all(Array.from({ length: 8 }, () => exchange(sessionToken)));
    return new Set(
      tokens.map(({ actorToken }) => {
        const header = JSON.parse(Buffer.from(actorToken.split('.')[0]!, 'base64url').toString()) as { kid: string };
        return header.kid;
      }),
    );
  };

  it('are shared by all replicas, and change every day with the old one still published', async () => {
    const before = await kidsSigning();
    expect(before.size).toBe(1);
    clock.advance(86_400);
    await Promise.all(replicas.map((replica) => replica.get<ActorKeyRing>(ActorKeyRing).signer()));
    const after = await kidsSigning();
    expect(after.size).toBe(1);
    expect(after).not.toEqual(before);
    const published = (await caller.call(listActorKeys, await asGateway(), {})).keys.map(({ kid }) => kid);
    expect(published).toEqual(expect.arrayContaining([...before, ...after]));
    clock.advance(3_601);
    const later = (await caller.call(listActorKeys, await asGateway(), {})).keys.map(({ kid }) => kid);
    expect(later).not.toEqual(expect.arrayContaining([...before]));
  });

  it('verify a token that was signed just before the change', async () => {
    clock.advance(86_400 - 10);
    await replicas[0]!.get<ActorKeyRing>(ActorKeyRing).rotate();
    const { sessionToken } = await signIn();
    const { actorToken } = await exchange(sessionToken);
    clock.advance(60);
    await replicas[0]!.get<ActorKeyRing>(ActorKeyRing).rotate();
    await expect(verifier().verify(actorToken)).resolves.toMatchObject({ id: 'ada@example.com' });
  });

  it('are stored encrypted, so that another key file signs with a new key instead', async () => {
    const rows = await database().query<{ kid: string; wrapped_private_key: Buffer }>('SELECT * FROM actor_key');
    for (const row of rows) expect(row.wrapped_private_key.toString('latin1')).not.toContain('"d":');
    const otherFile = join(folder, 'other-key');
    writeFileSync(otherFile, randomBytes(32).toString('base64'));
    const other = await boot({ GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: otherFile });
    const { kid } = await other.get<ActorKeyRing>(ActorKeyRing).signer();
    await other.stop();
    expect(rows.map((row) => row.kid)).not.toContain(kid);
  });
});

describe(PurgeSessions, () => {
  it('removes what can never be used again, and nothing else', async () => {
    const old = await signIn();
    clock.advance(43_000);
    const young = await signIn();
    clock.advance(300);
    await replicas[0]!.get<PurgeSessions>(PurgeSessions).execute();
    const ids = await database().query<{ session_id: string }>('SELECT session_id FROM session');
    expect(ids.map(({ session_id }) => session_id)).toEqual([young.sessionId]);
    expect(old.sessionId).not.toBe(young.sessionId);
  });
});

it('tells what is wrong when its key file does not hold a key', async () => {
  const broken = join(folder, 'broken');
  writeFileSync(broken, 'c2hvcnQ=');
  await expect(boot({ GATEHOUSE_KEY_ENCRYPTION_KEY_FILE: broken })).rejects.toThrow(
    /must be 32 random bytes in base64/,
  );
});
