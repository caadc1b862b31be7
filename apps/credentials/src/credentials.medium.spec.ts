import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  awsProblemOf,
  ConsoleLinkFailure,
  ConsoleLinks,
  RoleSessionFailure,
  RoleSessions,
  type ConsolePlace,
  type Hub,
  type RoleSession,
  type RoleSessionOrder,
} from '@gatehouse/aws';
import {
  defineService,
  explainEligibility,
  issueCredentials,
  listAccounts,
  listEligibleRoles,
  listPrincipals,
  openConsole,
  resourceChanged,
  resourceDeleted,
  accountRefreshed,
  Secret,
  type AnyEventContract,
  type PrincipalSummary,
} from '@gatehouse/contracts';
import { connectNats, EventPublisher, provision, streamsOf } from '@gatehouse/messaging';
import { Database, EffectWriter, DatabaseUnavailable } from '@gatehouse/persistence';
import type { RunningService } from '@gatehouse/service-host';
import {
  answers,
  anAccount,
  aRole,
  stubService,
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
import { credentials } from './credentials.manifest.js';
import { CredentialsModule } from './credentials.module.js';
import { EligibilityKeeper } from './eligibility/eligibility-keeper.js';
import { Visibility } from './eligibility/disclosed-roles.js';
import { EligibilitySources } from './eligibility/eligibility-sources.js';
import { RoleTagEligibility } from './eligibility/role-tag-eligibility.js';
import { RebuildEligibility } from './rebuild-eligibility/rebuild-eligibility.use-case.js';
import { RefusedRequests } from './refusal/refused-requests.js';
import { AwsPlace } from './role-session/aws-place.js';

const accountId = '100000000003';
const arnOf = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const secretKey = 'canary-secret-access-key';

class FakeRoleSessions extends RoleSessions {
  readonly assumed: RoleSessionOrder[] = [];
  failWith: Error | undefined;

  override async assume(order: RoleSessionOrder): Promise<RoleSession> {
    if (this.failWith) throw new RoleSessionFailure(awsProblemOf(this.failWith));
    this.assumed.push(order);
    return {
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: new Secret(secretKey),
      sessionToken: new Secret('canary-session-token'),
      expiresAt: new Date('2026-11-22T11:00:00Z'),
      attribution: 'full',
      awsRequestId: 'request-1',
    };
  }
  override async hub(): Promise<Hub> {
    return { roleArn: 'arn:aws:iam::100000000002:role/gatehouse-broker', longestSeconds: 3_600 };
  }
  override async endpointUrl(): Promise<string | null> {
    return 'http://127.0.0.1:4599';
  }
}

class FakeConsoleLinks extends ConsoleLinks {
  override readonly place: ConsolePlace = { partition: 'aws', consoleUrl: 'https://console.aws.amazon.com/' };
  failing = false;

  override async signInUrl(_session: RoleSession, destination: string): Promise<Secret> {
    if (this.failing) throw new ConsoleLinkFailure('no answer', 503);
    return new Secret(`https://signin.example/?to=${encodeURIComponent(destination)}`);
  }
}

const reader = aRole({ name: 'reader', tags: { 'gatehouse-authorized': 'payments:on-call', team: 'payments' } });
const readerToo = aRole({ name: 'reader-too', tags: { 'gatehouse-authorized': 'payments' } });
const deploy = aRole({
  name: 'deploy',
  maxSessionSeconds: 1_800,
  tags: { 'gatehouse-authorized-cli-only': 'payments' },
});
const admin = aRole({ name: 'admin', tags: { 'gatehouse-authorized': 'cloud-administrators' } });
const inventoryManifest = defineService({
  name: 'inventory',
  summary: 'Tells news in this test.',
  handles: [],
  calls: [],
  publishes: [resourceChanged, resourceDeleted, accountRefreshed],
  subscribes: [],
});

/** The rest of what inventory lists. */
const others = [aRole({ name: 'unlisted' })];
const sts = new FakeRoleSessions();
const links = new FakeConsoleLinks();
let nats: TestNats;
let postgres: TestPostgres;
let redis: TestRedis;
let actors: TestActors;
let inventory: RunningService;
let replicas: RunningService[];
let caller: TestCaller;
let bus: NatsConnection;
let events = 0;

async function tell(event: AnyEventContract, data: object): Promise<void> {
  events += 1;
  await new EventPublisher(bus, 'inventory').publish({
    id: `news-${events}`,
    subject: event.subject,
    source: '/inventory',
    type: `dev.gatehouse.${event.subject.slice(4)}`,
    time: '2026-11-22T10:00:00.000Z',
    data,
  });
}

const changeOf = (role: PrincipalSummary, change: { tags: Record<string, string>; revision: number }) => ({
  arn: role.arn,
  accountId,
  resourceType: 'AWS::IAM::Role',
  change: 'updated',
  changed: ['tags'],
  maxSessionSeconds: role.maxSessionSeconds,
  observedAt: '2026-11-22T10:00:00.000Z',
  ...change,
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    if (await condition()) return;
    await pause(20);
  }
  throw new Error('It did not happen within five seconds.');
}

function bootReplica(): Promise<RunningService> {
  const tags = {
    authorizedTags: ['gatehouse-authorized'],
    cliOnlyTags: ['gatehouse-authorized-cli-only'],
    forceLowerCase: false,
  };
  return testService({
    manifest: credentials,
    module: CredentialsModule.with({
      roleSessions: sts,
      consoleLinks: links,
      place: new AwsPlace('us-east-1', sts),
      sources: new EligibilitySources([new RoleTagEligibility(tags)], tags),
      visibility: new Visibility('everybody'),
    }),
    natsUrl: nats.url,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    actors,
  });
}

beforeAll(async () => {
  [nats, postgres, redis] = await Promise.all([testNats(), testPostgres({ service: 'credentials' }), testRedis()]);
  actors = await testActors({ natsUrl: nats.url, services: ['credentials'] });
  bus = await connectNats({ url: nats.url, name: 'inventory' });
  await provision(bus, streamsOf([inventoryManifest, credentials]));
  inventory = await stubService(
    'inventory',
    [
      answers(listAccounts, async () => ({ items: [anAccount({ accountId, name: 'payments-production' })] })),
      answers(listPrincipals, async ({ cursor }) =>
        cursor === undefined
          ? { items: [admin, deploy], nextCursor: 'second' }
          : { items: [reader, readerToo, ...others] },
      ),
    ],
    { natsUrl: nats.url, actors },
  );
  replicas = [await bootReplica(), await bootReplica()];
  caller = await testCaller(nats.url, [listEligibleRoles, explainEligibility, issueCredentials, openConsole]);
  for (const replica of replicas) {
    const keeper = replica.get<EligibilityKeeper>(EligibilityKeeper);
    await until(async () => keeper.isReady && keeper.index.size >= 4);
  }
}, 60_000);

afterAll(async () => {
  await caller.stop();
  await Promise.all(replicas.map((replica) => replica.stop()));
  await Promise.all([inventory.stop(), actors.stop(), bus.close()]);
  await Promise.all([nats.stop(), postgres.drop(), redis.stop()]);
});

afterEach(() => {
  sts.assumed.length = 0;
  sts.failWith = undefined;
  links.failing = false;
});

const ada = () => actors.asPerson({ groups: ['payments'] });
const database = () => replicas[0]?.get<Database>(Database) as Database;
const sessionCount = async () => (await database().query('SELECT 1 FROM role_sessions')).length;

describe(issueCredentials.subject, () => {
  it('hands out a session in the name of the person, as long as role and hub allow', async () => {
    await expect(
      caller.call(issueCredentials, await ada(), { roleArn: reader.arn, durationSeconds: 43_200 }),
    ).resolves.toMatchObject({
      roleArn: reader.arn,
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: secretKey,
      roleSessionName: 'ada@example.com',
      region: 'us-east-1',
      endpointUrl: 'http://127.0.0.1:4599',
    });
    expect(sts.assumed).toEqual([
      {
        roleArn: reader.arn,
        sessionName: 'ada@example.com',
        durationSeconds: 3_600,
        tags: { 'gatehouse-person': 'ada@example.com', 'gatehouse-role-session': expect.any(String) },
      },
    ]);
  });

  it('has it in the ledger, the audit trail and the outbox before it answers, and no secret in any of them', async () => {
    const client = { ipAddress: '192.0.2.7', userAgent: 'weep/1', metadata: { os: 'linux' } };
    const { roleSessionId } = await caller.call(issueCredentials, await ada(), { roleArn: deploy.arn, client });
    const [row] = await database().query('SELECT * FROM role_sessions WHERE role_session_id = $1', [roleSessionId]);
    expect(row).toMatchObject({
      person_id: 'ada@example.com',
      role_arn: deploy.arn,
      purpose: 'credentials',
      duration_seconds: 1_800,
      ip_address: '192.0.2.7',
    });
    const [audit] = await database().query(`SELECT * FROM audit_log WHERE details->>'roleSessionId' = $1`, [
      roleSessionId,
    ]);
    expect(audit).toMatchObject({
      action: 'credentials.issued',
      actor_id: 'ada@example.com',
      subject: deploy.arn,
      outcome: 'succeeded',
      details: { attribution: 'full', client: { userAgent: 'weep/1', metadata: { os: 'linux' } } },
    });
    await until(async () => (await (await jetstreamManager(bus)).streams.info('evt-credentials')).state.messages >= 2);
    const everything = await database().query('SELECT row_to_json(a)::text AS text FROM audit_log a');
    expect(JSON.stringify([everything, row])).not.toContain('canary');
  });

  it.each([
    ['a role nobody has seen', { roleArn: arnOf('ghost') }, 'not_found', 'ROLE_UNKNOWN'],
    ['a role of others', { roleArn: admin.arn }, 'permission_denied', 'NOT_ELIGIBLE'],
    ['a role of nobody', { roleArn: arnOf('unlisted') }, 'permission_denied', 'NOT_ELIGIBLE'],
    ['a text in two of their roles', { query: 'READER' }, 'not_found', undefined],
    ['a text in none of their roles', { query: 'billing' }, 'not_found', 'ROLE_UNKNOWN'],
    ['an ARN of others as a text', { query: admin.arn }, 'permission_denied', 'NOT_ELIGIBLE'],
    ['an ARN of another shape', { roleArn: 'reader' }, 'invalid_argument', 'REQUEST_INVALID'],
    ['a duration below zero', { roleArn: reader.arn, durationSeconds: -1 }, 'invalid_argument', 'REQUEST_INVALID'],
    ['neither ARN nor text', {}, 'invalid_argument', 'REQUEST_INVALID'],
  ])('refuses %s, asks AWS nothing and records nothing', async (_what, request, code, reason) => {
    const before = await sessionCount();
    const expected = reason === undefined ? { code: 'conflict', reason: 'ROLE_AMBIGUOUS' } : { code, reason };
    await expect(caller.call(issueCredentials, await ada(), request)).rejects.toMatchObject({ failure: expected });
    expect(sts.assumed).toEqual([]);
    expect(await sessionCount()).toBe(before);
  });

  it('leaves a record of who was refused which role and why, and counts those that follow within a minute', async () => {
    const client = { ipAddress: '192.0.2.9', userAgent: 'a loop' };
    const grace = await actors.asPerson({ id: 'grace@example.com', groups: ['nobody'] });
    const ask = (roleArn: string) => caller.call(issueCredentials, grace, { roleArn, client }).catch(() => undefined);
    for (let tries = 0; tries < 20; tries += 1) await ask(admin.arn);
    await caller.call(openConsole, grace, { query: 'billing' }).catch(() => undefined);
    for (const replica of replicas) await replica.get<RefusedRequests>(RefusedRequests).settle(true);
    const told = await database().query(
      `SELECT action, outcome, subject, details FROM audit_log WHERE actor_id = 'grace@example.com' ORDER BY sequence`,
    );
    const firsts = told.filter(({ details }) => !('repeats' in (details as object)));
    expect(firsts.slice(0, 1)).toMatchObject([
      {
        action: 'credentials.refused',
        outcome: 'refused',
        subject: admin.arn,
        details: { purpose: 'credentials', reason: 'NOT_ELIGIBLE', code: 'permission_denied', client },
      },
    ]);
    expect(firsts.at(-1)).toMatchObject({
      subject: 'billing',
      details: { purpose: 'console', reason: 'ROLE_UNKNOWN' },
    });
    // Each replica counts by itself.
    expect(firsts.length).toBeLessThanOrEqual(replicas.length + 1);
    const repeats = told.map(({ details }) => Number((details as { repeats?: number }).repeats ?? 0));
    expect(repeats.reduce((sum, count) => sum + count, firsts.length)).toBe(21);
  });

  it('takes an exact match before longer ones, whatever the case', async () => {
    const { roleArn } = await caller.call(issueCredentials, await ada(), { query: reader.arn.toUpperCase() });
    expect(roleArn).toBe(reader.arn);
  });

  it('refuses a token that another key signed', async () => {
    const forger = await actors.asForger({ groups: ['payments'] });
    await expect(caller.call(issueCredentials, forger, { roleArn: reader.arn })).rejects.toMatchObject({
      failure: { code: 'unauthenticated' },
    });
  });

  it.each([
    ['AccessDenied', 403, { code: 'failed_precondition', reason: 'STS_DENIED' }, 'role/gatehouse-broker'],
    ['Throttling', 400, { code: 'resource_exhausted', reason: 'STS_THROTTLED' }, 'in a moment'],
    ['ServiceUnavailable', 503, { code: 'unavailable', reason: 'STS_UNAVAILABLE' }, 'in a moment'],
  ])('tells what to do when STS says %s', async (name, httpStatusCode, expected, part) => {
    const before = await sessionCount();
    sts.failWith = Object.assign(new Error('as AWS says'), { name, $metadata: { httpStatusCode } });
    await expect(caller.call(issueCredentials, await ada(), { roleArn: reader.arn })).rejects.toMatchObject({
      failure: { ...expected, message: expect.stringContaining(part) },
    });
    expect(await sessionCount()).toBe(before);
  });

  it('hands nothing out when the record cannot be made durable', async () => {
    const writers = replicas.map((replica) => replica.get<EffectWriter>(EffectWriter));
    const originals = writers.map((writer) => writer.write.bind(writer));
    for (const writer of writers) writer.write = () => Promise.reject(new DatabaseUnavailable('away'));
    try {
      const refused = await caller
        .call(issueCredentials, await ada(), { roleArn: reader.arn })
        .catch((it: unknown) => it);
      expect(refused).toMatchObject({ failure: { code: expect.stringMatching(/^(internal|unavailable)$/) } });
      expect(JSON.stringify(refused)).not.toContain('canary');
    } finally {
      writers.forEach((writer, number) => (writer.write = originals[number] as EffectWriter['write']));
    }
  });
});

describe(openConsole.subject, () => {
  it('makes a link to the console and records it', async () => {
    const reply = await caller.call(openConsole, await ada(), { roleArn: reader.arn, region: 'eu-west-1' });
    expect(decodeURIComponent(reply.signInUrl)).toContain('https://eu-west-1.console.aws.amazon.com/');
    const [row] = await database().query('SELECT purpose FROM role_sessions WHERE role_session_id = $1', [
      reply.roleSessionId,
    ]);
    expect(row).toEqual({ purpose: 'console' });
  });

  it.each([
    ['a role for the command line only', { roleArn: deploy.arn }, 'CLI_ONLY'],
    [
      'a destination elsewhere',
      { roleArn: reader.arn, destination: 'https://evil.example/' },
      'DESTINATION_NOT_ALLOWED',
    ],
    ['a role of others', { roleArn: admin.arn }, 'NOT_ELIGIBLE'],
  ])('refuses %s', async (_what, request, reason) => {
    await expect(caller.call(openConsole, await ada(), request)).rejects.toMatchObject({ failure: { reason } });
    expect(sts.assumed).toEqual([]);
  });

  it('records nothing when the sign-in endpoint does not answer', async () => {
    const before = await sessionCount();
    links.failing = true;
    await expect(caller.call(openConsole, await ada(), { roleArn: reader.arn })).rejects.toMatchObject({
      failure: { reason: 'STS_UNAVAILABLE' },
    });
    expect(await sessionCount()).toBe(before);
  });
});

describe(listEligibleRoles.subject, () => {
  it('lists what the person may assume, with its tags', async () => {
    const { items, totalCount } = await caller.call(listEligibleRoles, await ada(), {});
    expect(totalCount).toBe(3);
    expect(items.map(({ roleName, cliOnly }) => [roleName, cliOnly])).toEqual([
      ['deploy', true],
      ['reader', false],
      ['reader-too', false],
    ]);
    expect(items[1]).toMatchObject({ accountName: 'payments-production', maxSessionSeconds: 3_600, tags: reader.tags });
  });

  it('goes on after a page', async () => {
    const first = await caller.call(listEligibleRoles, await ada(), { limit: 2 });
    const second = await caller.call(listEligibleRoles, await ada(), { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ roleName }) => roleName)).toEqual([
      'deploy',
      'reader',
      'reader-too',
    ]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('refuses a cursor that it did not write', async () => {
    await expect(caller.call(listEligibleRoles, await ada(), { cursor: 'made-up' })).rejects.toMatchObject({
      failure: { code: 'invalid_argument', reason: 'CURSOR_INVALID' },
    });
  });

  it('shows a stranger nothing', async () => {
    expect(await caller.call(listEligibleRoles, await actors.asPerson({ groups: ['strangers'] }), {})).toEqual({
      items: [],
      totalCount: 0,
    });
  });
});

describe(explainEligibility.subject, () => {
  it('tells why, and who else', async () => {
    await expect(caller.call(explainEligibility, await ada(), { roleArn: reader.arn })).resolves.toMatchObject({
      eligible: true,
      reasons: [{ detail: 'gatehouse-authorized', identity: 'payments' }],
      whoMay: [{ identity: 'payments' }, { identity: 'on-call' }],
    });
  });

  it('tells why not, and hides who may', async () => {
    await expect(caller.call(explainEligibility, await ada(), { roleArn: admin.arn })).resolves.toMatchObject({
      eligible: false,
      whoMay: [],
      whoMayIsHidden: true,
      considered: ['gatehouse-authorized', 'gatehouse-authorized-cli-only'],
    });
  });

  it('knows nothing of a role nobody has seen', async () => {
    await expect(caller.call(explainEligibility, await ada(), { roleArn: arnOf('ghost') })).rejects.toMatchObject({
      failure: { reason: 'ROLE_UNKNOWN' },
    });
  });
});

describe('news from inventory', () => {
  const mayAssume = (role: PrincipalSummary, group: string) => async () =>
    replicas.every((replica) => {
      const { index } = replica.get<EligibilityKeeper>(EligibilityKeeper);
      const number = index.find(role.arn);
      return number !== undefined && index.eligibilityOf([group], number) !== 'none';
    });
  const mayNot = (role: PrincipalSummary, group: string) => async () =>
    replicas.every((replica) => {
      const { index } = replica.get<EligibilityKeeper>(EligibilityKeeper);
      const number = index.find(role.arn);
      return number === undefined || index.eligibilityOf([group], number) === 'none';
    });

  it('opens a role to a new group in every replica within a second', async () => {
    const tags = { 'gatehouse-authorized': 'cloud-administrators:newcomers' };
    const began = performance.now();
    await tell(resourceChanged, changeOf(admin, { tags, revision: 2 }));
    await until(mayAssume(admin, 'newcomers'));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('does not let old news undo newer', async () => {
    await tell(resourceChanged, changeOf(readerToo, { tags: { 'gatehouse-authorized': 'third' }, revision: 3 }));
    await until(mayAssume(readerToo, 'third'));
    await tell(resourceChanged, changeOf(readerToo, { tags: { 'gatehouse-authorized': 'second' }, revision: 2 }));
    await tell(resourceChanged, changeOf(admin, { tags: { 'gatehouse-authorized': 'marker' }, revision: 3 }));
    await until(mayAssume(admin, 'marker'));
    expect(await mayAssume(readerToo, 'third')()).toBe(true);
    expect(await mayNot(readerToo, 'second')()).toBe(true);
  });

  it('takes a role away that is gone, and keeps it away when its last change arrives late', async () => {
    const gone = { arn: reader.arn, accountId, resourceType: 'AWS::IAM::Role', observedAt: '2026-11-22T10:00:00.000Z' };
    await tell(resourceDeleted, { ...gone, revision: 5 });
    await until(mayNot(reader, 'payments'));
    await tell(resourceChanged, changeOf(reader, { tags: { ...reader.tags }, revision: 4 }));
    await tell(resourceChanged, changeOf(admin, { tags: { 'gatehouse-authorized': 'late' }, revision: 4 }));
    await until(mayAssume(admin, 'late'));
    expect(await mayNot(reader, 'payments')()).toBe(true);
  });
});

describe(RebuildEligibility, () => {
  const indexes = () => replicas.map((replica) => replica.get<EligibilityKeeper>(EligibilityKeeper).index);
  const rebuild = () =>
    (replicas[0] as RunningService).get<RebuildEligibility>(RebuildEligibility).execute(AbortSignal.timeout(10_000));

  it('puts right what the events did not tell, in every replica', async () => {
    const missed = aRole({ name: 'missed', tags: { 'gatehouse-authorized': 'payments' } });
    others.push(missed);
    await rebuild();
    await until(async () => indexes().every((index) => index.find(missed.arn) !== undefined));
    others.splice(others.indexOf(missed), 1);
    await rebuild();
    await until(async () => indexes().every((index) => index.find(missed.arn) === undefined));
  });

  it('undoes nothing that the events told later', async () => {
    await tell(resourceChanged, changeOf(deploy, { tags: { 'gatehouse-authorized': 'newest' }, revision: 9 }));
    const isNewest = async () =>
      indexes().every((index) => index.eligibilityOf(['newest'], index.find(deploy.arn) ?? -1) === 'full');
    await until(isNewest);
    await rebuild();
    expect(await isNewest()).toBe(true);
  });
});
