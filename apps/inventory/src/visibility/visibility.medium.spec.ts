import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ContractFailure,
  explainDenial,
  explainEligibility,
  findAccount,
  findPrincipal,
  findResource,
  findServiceUsage,
  getVisibility,
  listAccounts,
  listDenials,
  listEligibleAccounts,
  listGuardrails,
  listOrganizationNodes,
  listPolicyUses,
  listPrincipals,
  listResourceVersions,
  refreshAccount,
  refreshResource,
  refuse,
  searchResources,
  suggestResources,
  whatCan,
  whoCan,
  type AnyRequestContract,
  type Failure,
} from '@gatehouse/contracts';
import { connectNats, provision, streamsOf, type VerifiedActor } from '@gatehouse/messaging';
import { Database } from '@gatehouse/persistence';
import type { RunningService } from '@gatehouse/service-host';
import {
  answers,
  stubService,
  testActors,
  testCaller,
  testNats,
  testPostgres,
  testRedis,
  testSandbox,
  testService,
  type TestActors,
  type TestCaller,
} from '@gatehouse/testing';
import { AccessFollower } from '../access/access-follower.js';
import { inventory } from '../inventory.manifest.js';
import { InventoryModule } from '../inventory.module.js';
import type { Handled, Limitation, LIMITATIONS } from './limitations.js';

type LimitedAs<L extends Limitation> = { [S in Handled]: (typeof LIMITATIONS)[S] extends L ? S : never }[Handled];
type Asking = Readonly<Record<string, unknown>>;
interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor?: string;
  readonly totalCount?: number;
}

const SHOWN = '100000000003';
const HIDDEN = '100000000005';
const OWN_ROLE = `arn:aws:iam::${HIDDEN}:role/gatehouse-reader-spoke`;
/** A guardrail of the sandbox speaks of such names. */
const NOWHERE = 'arn:aws:s3:::nobodys-audit-logs';
const NO_DIGEST = 'f'.repeat(64);
const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-visibility-'));
const stops: (() => unknown)[] = [];
let actors: TestActors;
let service: RunningService;
let credentials: RunningService;
let caller: TestCaller;
let database: Database;
let hidden: { role: string; bucket: string; policy: string; accounts: readonly { accountId: string; name: string }[] };
let shownRole: string;

const ada = () => actors.asPerson();
const auditor = () => actors.asPerson({ id: 'audrey@example.com', privileges: ['auditor'] });
const ask = async (contract: AnyRequestContract, actor: VerifiedActor, request: Asking) =>
  (await caller.call(contract, actor, request as never)) as unknown;

/** Ada may use roles of one account, and one role elsewhere; nobody else may use any. */
const toldByCredentials = [
  answers(listEligibleAccounts, async (_request, { id }) => ({ items: id === 'ada@example.com' ? [SHOWN] : [] })),
  answers(explainEligibility, async ({ roleArn }, { id }) => {
    if (id !== 'ada@example.com' || roleArn !== OWN_ROLE) throw refuse(explainEligibility, 'ROLE_UNKNOWN', 'None.');
    const nobody = { reasons: [], whoMay: [], whoMayIsHidden: false, considered: [] };
    return { roleArn, eligible: true, cliOnly: false, ...nobody };
  }),
];
const CONFIGURATION = `
aws:
  organizations: [{ managementAccountId: '100000000001' }]
  reader: { spokeRoleName: gatehouse-reader-spoke, externalId: gatehouse-demo }
visibility: { rule: by-account, help: 'Ask in #cloud.' }`;

beforeAll(async () => {
  const postgres = await testPostgres({ service: 'inventory' });
  const [sandbox, nats, redis] = await Promise.all([testSandbox(), testNats(), testRedis()]);
  Object.assign(process.env, sandbox.environmentOf('gatehouse-reader'));
  const bus = await connectNats({ url: nats.url, name: 'provisioner' });
  await provision(bus, streamsOf([inventory]));
  await bus.close();
  actors = await testActors({ natsUrl: nats.url, services: ['inventory', 'credentials'] });
  credentials = await stubService('credentials', toldByCredentials, { natsUrl: nats.url, actors });
  const configFile = join(folder, 'gatehouse.yaml');
  writeFileSync(configFile, CONFIGURATION);
  service = await testService({
    manifest: inventory,
    module: InventoryModule.with(),
    natsUrl: nats.url,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    actors,
    environment: { GATEHOUSE_CONFIG_FILE: configFile, GATEHOUSE_EMBEDDED: 'true' },
  });
  database = service.get<Database>(Database);
  caller = await testCaller(nats.url, [...inventory.handles]);
  stops.push(
    () => sandbox.stop(),
    () => nats.stop(),
    () => postgres.drop(),
    () => redis.stop(),
  );
  await until(isRead);
  const [role, bucket, policy] = await Promise.all([
    oneOf("resource_type = 'AWS::IAM::Role' AND arn <> $2", HIDDEN, OWN_ROLE),
    oneOf("resource_type = 'AWS::S3::Bucket' AND arn <> $2", HIDDEN, ''),
    oneOf("resource_type = 'AWS::IAM::Policy' AND arn <> $2", HIDDEN, ''),
  ]);
  shownRole = await oneOf("resource_type = 'AWS::IAM::Role' AND arn <> $2", SHOWN, '');
  hidden = {
    role,
    bucket,
    policy,
    accounts: await database.query(
      'SELECT account_id AS "accountId", name FROM accounts WHERE account_id <> $1 ORDER BY account_id',
      [SHOWN],
    ),
  };
  await denied('hidden', { principalArn: role, accountId: HIDDEN, resourceArn: bucket });
  await denied('shown', { principalArn: shownRole, accountId: SHOWN, resourceArn: '*' });
  await denied('own', { principalArn: OWN_ROLE, accountId: HIDDEN, resourceArn: '*' });
  await denied('across', { principalArn: shownRole, accountId: SHOWN, resourceArn: bucket });
  await denied('nowhere', { principalArn: shownRole, accountId: SHOWN, resourceArn: NOWHERE });
}, 60_000);

afterAll(async () => {
  process.env = before;
  await caller.stop();
  await service.stop();
  await actors.stop();
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true });
});

async function isRead(): Promise<boolean> {
  if (!(await fetch(`${service.healthUrl}/readyz`)).ok) return false;
  const organizations = await database.query('SELECT 1 FROM organizations WHERE refreshed_at IS NOT NULL');
  const principals = await database.query(
    "SELECT 1 FROM resources WHERE resource_type IN ('AWS::IAM::Role', 'AWS::IAM::User') AND deleted_at IS NULL",
  );
  const { asOf, picture } = service.get<AccessFollower>(AccessFollower);
  return organizations.length > 0 && asOf !== null && picture.index.size === principals.length;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('It did not happen within 30 s.');
}

async function oneOf(condition: string, accountId: string, butNot: string): Promise<string> {
  const [row] = await database.query<{ arn: string }>(
    `SELECT arn FROM resources WHERE account_id = $1 AND ${condition} AND deleted_at IS NULL ORDER BY arn LIMIT 1`,
    [accountId, butNot],
  );
  if (row === undefined) throw new Error(`${accountId} has nothing of which ${condition}`);
  return row.arn;
}

async function denied(
  denialId: string,
  { principalArn, accountId, resourceArn }: { principalArn: string; accountId: string; resourceArn: string },
): Promise<void> {
  await database.query(
    `INSERT INTO denials (denial_id, principal_arn, account_id, action, resource_arn, holder_arn, error_code,
       error_message, source, first_seen_at, last_seen_at)
     VALUES ($1, $2, $3, 's3:PutObject', $4, $4, 'AccessDenied', 'no', 'cloudtrail', now(), now())`,
    [denialId, principalArn, accountId, resourceArn],
  );
}

/** All items on all pages, and what the first page counted. */
async function everything(contract: AnyRequestContract, actor: VerifiedActor, request: Asking) {
  const items: Page['items'][number][] = [];
  let [cursor, totalCount]: [string | undefined, number | undefined] = [undefined, undefined];
  do {
    const page = (await ask(contract, actor, { ...request, ...(cursor !== undefined && { cursor }) })) as Page;
    items.push(...page.items);
    totalCount ??= page.totalCount;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { items, totalCount };
}

/** Ids and names of accounts out of sight that a text holds. */
const leaksIn = (value: unknown) => {
  const text = JSON.stringify(value);
  return hidden.accounts.flatMap(({ accountId, name }) => [accountId, name]).filter((word) => text.includes(word));
};

/** A list and the field that tells what a row is about; every one of `requests` finds something hidden for an auditor. */
interface ListCase {
  readonly contract: AnyRequestContract;
  readonly key: string;
  readonly requests: () => readonly Asking[];
}

const LISTS: Record<LimitedAs<'list'>, ListCase | 'the organization'> = {
  'rpc.inventory.v1.search-resources': {
    contract: searchResources,
    key: 'arn',
    requests: () => [
      {},
      { limit: 7, sort: 'changed' },
      { sort: 'name', search: 'role' },
      { accountId: HIDDEN },
      { search: HIDDEN },
      { ouPath: 'Root' },
    ],
  },
  'rpc.inventory.v1.suggest-resources': {
    contract: suggestResources,
    key: 'arn',
    requests: () => [
      { text: nameOf(hidden.bucket), limit: 100 },
      { text: 'role', limit: 100 },
      { text: '', accountId: HIDDEN },
    ],
  },
  'rpc.inventory.v1.list-principals': {
    contract: listPrincipals,
    key: 'arn',
    requests: () => [{}, { limit: 3 }, { accountId: HIDDEN }, { search: 'role/' }],
  },
  'rpc.inventory.v1.list-accounts': {
    contract: listAccounts,
    key: 'accountId',
    requests: () => [{}, { limit: 1 }, { search: HIDDEN }],
  },
  'rpc.inventory.v1.list-organization-nodes': 'the organization',
  'rpc.inventory.v1.list-guardrails': 'the organization',
  'rpc.inventory.v1.list-denials': {
    contract: listDenials,
    key: 'denialId',
    requests: () => [
      {},
      { limit: 1 },
      { accountId: HIDDEN },
      { principalArn: hidden.role },
      { resourceArn: hidden.bucket },
    ],
  },
  'rpc.inventory.v1.who-can': {
    contract: whoCan,
    key: 'principalArn',
    requests: () => [
      { action: 's3:ListAllMyBuckets', resourceArn: '*' },
      { action: 's3:ListAllMyBuckets', resourceArn: '*', limit: 1 },
      { action: 'iam:ListRoles', resourceArn: '*' },
    ],
  },
};
const nameOf = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);
/** Denials of one's own role are the exception that has a test of its own. */
const isException = (item: Page['items'][number]) => item['denialId'] === 'across';

const listCases = Object.values(LISTS).filter((each) => each !== 'the organization');

describe.each(listCases)('$contract.subject', ({ contract, key, requests }) => {
  it('leaves out what the person does not see, on every page, and counts the rest', async () => {
    for (const request of requests()) {
      const [all, mine] = [
        await everything(contract, await auditor(), request),
        await everything(contract, await ada(), request),
      ];
      const keysOf = ({ items }: { items: Page['items'] }) => items.map((item) => item[key]);
      expect({ request, isHiding: leaksIn(all.items).length > 0 }).toEqual({ request, isHiding: true });
      expect({ request, leaks: leaksIn(mine.items.filter((item) => !isException(item))) }).toEqual({
        request,
        leaks: [],
      });
      const seen = all.items.filter((item) => isException(item) || leaksIn(item).length === 0);
      if (contract !== suggestResources) expect(keysOf(mine)).toEqual(keysOf({ items: seen }));
      if (all.totalCount !== undefined) expect(mine.totalCount).toBe(mine.items.length);
    }
  });
});

describe('the organization', () => {
  async function treeFor(actor: VerifiedActor, parentId?: string): Promise<Page['items']> {
    const asked = parentId === undefined ? {} : { parentId };
    const { items } = await everything(listOrganizationNodes, actor, asked);
    const below = await Promise.all(items.map(({ nodeId }) => treeFor(actor, nodeId as string)));
    return [...items, ...below.flat()];
  }

  it('has the ways down to the accounts that the person sees, and counts these alone', async () => {
    const tree = await treeFor(await ada());
    expect(tree.map(({ name, accountCount }) => [name, accountCount])).toEqual([
      ['Root', 1],
      ['Workloads', 1],
      ['Production', 1],
      ['payments-production', 1],
    ]);
    expect(leaksIn(await treeFor(await auditor()))).not.toEqual([]);
  });

  it('has the guardrails attached on these ways, and names no other points', async () => {
    const mine = await everything(listGuardrails, await ada(), {});
    const names = mine.items.map(({ name }) => name);
    const all = await everything(listGuardrails, await auditor(), {});
    expect(names).toEqual(expect.arrayContaining(['FullAWSAccess', 'protect-audit-logs']));
    expect(names).not.toContain('sandbox-services');
    expect(all.items.map(({ name }) => name)).toContain('sandbox-services');
    const points = mine.items.flatMap(({ attachedTo }) => attachedTo as { name: string }[]).map(({ name }) => name);
    expect(new Set(points)).toEqual(new Set(['Root', 'Workloads', 'Production', 'payments-production']));
  });
});

/** What is asked of a thing; `hidden` is there and not seen, `unknown` is not there. */
interface OneCase {
  readonly contract: AnyRequestContract;
  readonly hidden: () => Asking;
  readonly unknown: () => Asking;
}

const role = (field: string): Pick<OneCase, 'hidden' | 'unknown'> => ({
  hidden: () => ({ [field]: hidden.role }),
  unknown: () => ({ [field]: `${hidden.role}-not-there` }),
});

const ONES: Record<LimitedAs<'one'>, OneCase> = {
  'rpc.inventory.v1.find-resource': {
    contract: findResource,
    hidden: () => ({ arn: hidden.bucket }),
    unknown: () => ({ arn: `${hidden.bucket}-not-there` }),
  },
  'rpc.inventory.v1.find-principal': { contract: findPrincipal, ...role('arn') },
  'rpc.inventory.v1.find-account': {
    contract: findAccount,
    hidden: () => ({ accountId: HIDDEN }),
    unknown: () => ({ accountId: '888888888888' }),
  },
  'rpc.inventory.v1.find-service-usage': { contract: findServiceUsage, ...role('arn') },
  'rpc.inventory.v1.list-resource-versions': { contract: listResourceVersions, ...role('arn') },
  'rpc.inventory.v1.list-policy-uses': {
    contract: listPolicyUses,
    hidden: () => ({ arn: hidden.policy }),
    unknown: () => ({ arn: `${hidden.policy}-not-there` }),
  },
  'rpc.inventory.v1.refresh-resource': { contract: refreshResource, ...role('arn') },
  'rpc.inventory.v1.what-can': { contract: whatCan, ...role('principalArn') },
  'rpc.inventory.v1.explain-denial': {
    contract: explainDenial,
    hidden: () => ({ denialId: 'hidden' }),
    unknown: () => ({ denialId: NO_DIGEST }),
  },
};

async function failureOf(contract: AnyRequestContract, actor: VerifiedActor, request: Asking): Promise<Failure> {
  const outcome = await ask(contract, actor, request).catch((error: unknown) => error);
  if (outcome instanceof ContractFailure) return outcome.failure;
  throw new Error(`${contract.subject} answered ${JSON.stringify(outcome)}`);
}

describe.each(Object.entries(ONES))('%s', (subject, { contract, ...cases }) => {
  it('refuses what the person does not see exactly as what does not exist', async () => {
    const [asked, other] = [cases.hidden(), cases.unknown()];
    const [one, unknown] = [
      await failureOf(contract, await ada(), asked),
      await failureOf(contract, await ada(), other),
    ];
    const blank = ({ message, ...rest }: Failure, request: Asking) => ({
      ...rest,
      message: Object.values(request).reduce<string>((text, value) => text.replaceAll(String(value), '…'), message),
    });
    expect(blank(one, asked)).toEqual(blank(unknown, other));
    expect(one.code).toBe('not_found');
    await expect(ask(contract, await auditor(), asked)).resolves.toBeDefined();
    expect(subject).toBe(contract.subject);
  });
});

describe('who has a managed policy of AWS', () => {
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';

  it('is told of the accounts that the person sees, on every page, and of no others', async () => {
    const [all, mine] = [
      await everything(listPolicyUses, await auditor(), { arn, limit: 3 }),
      await everything(listPolicyUses, await ada(), { arn, limit: 2 }),
    ];
    const stored = await database.query<{ arn: string }>(
      `SELECT arn FROM resources WHERE deleted_at IS NULL
         AND (parts->>'boundary' = $1 OR parts @> jsonb_build_object('attached', jsonb_build_array(jsonb_build_object('arn', $1::text))))
       ORDER BY arn`,
      [arn],
    );
    expect(all.items.map((use) => use['arn'])).toEqual(stored.map((row) => row.arn));
    expect(mine.items).toEqual(all.items.filter(({ accountId }) => accountId === SHOWN));
    expect([mine.items.length, all.items.length]).toEqual([mine.totalCount, all.totalCount]);
    expect(mine.items.length).toBeGreaterThan(2);
    expect(all.items.length).toBeGreaterThan(mine.items.length);
    const isLimited = async (actor: VerifiedActor) => (await caller.call(listPolicyUses, actor, { arn })).isLimited;
    await expect(Promise.all([isLimited(await ada()), isLimited(await auditor())])).resolves.toEqual([true, false]);
  });
});

describe('what a page of a role asks', () => {
  it.each<[string, AnyRequestContract, () => Asking]>([
    [findPrincipal.subject, findPrincipal, () => ({ arn: OWN_ROLE })],
    [findResource.subject, findResource, () => ({ arn: OWN_ROLE })],
    [whatCan.subject, whatCan, () => ({ principalArn: OWN_ROLE })],
    [findServiceUsage.subject, findServiceUsage, () => ({ arn: OWN_ROLE })],
    [listResourceVersions.subject, listResourceVersions, () => ({ arn: OWN_ROLE })],
    [refreshResource.subject, refreshResource, () => ({ arn: OWN_ROLE })],
    [explainDenial.subject, explainDenial, () => ({ denialId: 'own' })],
  ])('%s is answered about a role that the person may use, wherever it is', async (_subject, contract, request) => {
    await expect(ask(contract, await ada(), request())).resolves.toBeDefined();
  });

  it('has its denials', async () => {
    const { items } = await caller.call(listDenials, await ada(), { principalArn: OWN_ROLE });
    expect(items.map(({ denialId }) => denialId)).toEqual(['own']);
  });
});

describe('what is out of sight has no say that could be noticed', () => {
  it('in who can do something on it', async () => {
    const asking = (resourceArn: string) => ({ action: 's3:GetBucketPolicy', resourceArn });
    const [onHidden, onUnknown] = [
      await everything(whoCan, await ada(), asking(hidden.bucket)),
      await everything(whoCan, await ada(), asking(`${hidden.bucket}-not-there`)),
    ];
    expect(onHidden).toEqual(onUnknown);
    const told = async (actor: VerifiedActor) => (await caller.call(whoCan, actor, asking('*'))).isLimited;
    await expect(Promise.all([told(await ada()), told(await auditor())])).resolves.toEqual([true, false]);
  });

  it('in why a call for it was denied', async () => {
    const explain = (denialId: string) => caller.call(explainDenial, ada0, { denialId });
    const ada0 = await ada();
    const [across, nowhere] = [await explain('across'), await explain('nowhere')];
    const text = JSON.stringify({ ...across, denial: null }).replaceAll(hidden.bucket, NOWHERE);
    expect(text).toBe(JSON.stringify({ ...nowhere, denial: null }));
  });
});

describe(getVisibility.subject, () => {
  it('tells people how much they see, and whom to ask for more', async () => {
    const some = { rule: 'by-account', seesEverything: false, accountCount: 1, help: 'Ask in #cloud.' };
    await expect(caller.call(getVisibility, await ada(), {})).resolves.toEqual(some);
    await expect(caller.call(getVisibility, await auditor(), {})).resolves.toMatchObject({
      seesEverything: true,
      accountCount: null,
    });
    const nobody = await actors.asPerson({ id: 'new@example.com' });
    await expect(caller.call(getVisibility, nobody, {})).resolves.toMatchObject({ accountCount: 0 });
  });
});

describe('those who see everything', () => {
  it('are services, which go on to read all roles', async () => {
    const { items } = await everything(listPrincipals, await actors.asService('credentials'), { limit: 1_000 });
    expect(leaksIn(items)).not.toEqual([]);
  });

  it('are the only ones who may ask for what is privileged', async () => {
    const refused = await failureOf(refreshAccount, await ada(), { accountId: HIDDEN });
    expect(refused.reason).toBe('PERMISSION_MISSING');
  });
});

describe('without credentials', () => {
  beforeAll(() => credentials.stop());

  const REQUIRED: Record<string, Asking> = {
    [suggestResources.subject]: { text: 'role' },
    [whoCan.subject]: { action: 's3:ListAllMyBuckets', resourceArn: '*' },
  };

  const everyCase = [
    ...[...listCases.map(({ contract }) => contract), listOrganizationNodes, listGuardrails].map((contract) => ({
      contract,
      request: () => REQUIRED[contract.subject] ?? {},
    })),
    ...Object.values(ONES).map(({ contract, hidden: request }) => ({ contract, request })),
  ];
  it('everything shows nothing rather than everything', async () => {
    const grace = await actors.asPerson({ id: 'grace@example.com' });
    // At once, because each is tried for a second.
    const refusals = everyCase.map(async ({ contract, request }) => {
      const { code, reason, message } = await failureOf(contract, grace, request());
      return [contract.subject, code, reason, /cannot be told at the moment/.test(message)];
    });
    await expect(Promise.all(refusals)).resolves.toEqual(
      everyCase.map(({ contract }) => [contract.subject, 'unavailable', 'DEPENDENCY_UNAVAILABLE', true]),
    );
  });

  it('changes nothing for those who see everything', async () => {
    await expect(ask(findAccount, await auditor(), { accountId: HIDDEN })).resolves.toBeDefined();
  });
});
