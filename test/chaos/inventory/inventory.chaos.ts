/**
 * What becomes of the inventory's picture when everything goes wrong: its process is killed at random moments of sweeps
 * while the sandbox changes, Redis is emptied, NATS and PostgreSQL are restarted, AWS throttles, an account denies
 * everything and another one hangs. When it is calm again and one sweep has passed, the store must equal the sandbox, and
 * the versions of every resource must be whole. `--seed N` has the same moments again, `--kills N` more or fewer of them.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import pg from 'pg';
import { InventoryProcess, writeConfiguration } from '../../bench/refresh/inventory-process.js';
import { startServers } from '../../bench/refresh/servers.js';
import { SpawnedSandbox } from '../../compatibility/aws-sandbox/spawned-sandbox.js';
import { Administrators, type ClientsIn } from './administrators.js';
import { Changer } from './changer.js';
import type { Compared } from './compared-resource.js';
import { faultOf, strike } from './faults.js';
import { SeededRandom } from './random.js';
import { truthOf } from './sandbox-truth.js';
import { AWS_OWNED, brokenVersions, differences, storedOf } from './store.js';
import { SandboxWeather } from './weather.js';

const KILLS = numberAfter('--kills', 50);
const SEED = numberAfter('--seed', 1);
const ESTATE = ['--accounts', '10', '--roles', '40', '--buckets', '4', '--queues', '4', '--topics', '2'];
const DENYING = '200000000002';
const HANGING = '200000000005';
/** Of a sweep, until the kill. */
const LONGEST_LIFE_MS = 4_000;
const PATIENCE_SECONDS = 1_200;
const READER = { RoleName: 'gatehouse-reader-spoke', PolicyName: 'read-inventory' };
const SHOWN = 20;

const random = new SeededRandom(SEED);
const sandbox = await SpawnedSandbox.start(ESTATE);
const servers = await startServers();
const configFile = writeConfiguration(servers.folder, sandbox.url);
const inventory = await InventoryProcess.prepare(servers, sandbox, configFile);
const administrators = new Administrators(sandbox);
const weather = new SandboxWeather(/(http:\S+)\s*$/.exec(sandbox.greeting)?.[1] ?? '');
const accountIds = await administrators.activeAccounts();
/** Those that are changed all the time: no policy keeps their administrators from anything. */
const generated = accountIds.filter((id) => id.startsWith('2'));
const changer = new Changer(
  administrators,
  generated.filter((id) => id !== HANGING),
  new SeededRandom(SEED + 1),
);
try {
  console.log(`${accountIds.length} accounts, ${KILLS} kills, seed ${SEED}`);
  const readingAllowed = await denyReading();
  await weather.bad(HANGING);
  changer.start();
  for (let kill = 0; kill < KILLS; kill += 1) await liveAndDie(kill);
  console.log(`${changer.made} changes made meanwhile`);
  await inventory.start();
  await inventory.sweep();
  await noticesWhoDenies();
  await changer.stop();
  await weather.calm();
  await allowReading(readingAllowed);
  await wait(5_000);
  await sweepOnce();
  const problems = await compare();
  for (const problem of problems.slice(0, SHOWN)) console.log(problem);
  console.log(`chaos inventory: ${problems.length === 0 ? 'ok' : `short of ${problems.length}`}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await changer.stop();
  await inventory.stop();
  await Promise.all([sandbox.stop(), servers.stop()]);
}

/** One life of the inventory: it starts, goes on with sweeps or begins one, and is killed in the midst of them. */
async function liveAndDie(kill: number): Promise<void> {
  const life = random.below(LONGEST_LIFE_MS);
  const fault = faultOf(kill);
  await inventory.start();
  if (kill === 0) await inventory.pauseSchedule();
  await inventory.sweep().catch(() => undefined);
  await wait(life);
  if (fault !== undefined && random.next() < 0.5) await strike(fault, servers);
  await inventory.kill();
  if (fault !== undefined) await strike(fault, servers);
  console.log(`kill ${kill + 1} after ${life} ms of a sweep${fault === undefined ? '' : `, ${fault}`}`);
}

/** Takes the reader's permissions away in one account, and gives what was taken. */
async function denyReading(): Promise<string> {
  const { iam } = administrators.of(DENYING);
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(READER));
  await iam.send(new DeleteRolePolicyCommand(READER));
  return decodeURIComponent(PolicyDocument);
}

async function allowReading(PolicyDocument: string): Promise<void> {
  await administrators.of(DENYING).iam.send(new PutRolePolicyCommand({ ...READER, PolicyDocument }));
}

/** An account that denies everything is told with AWS's reason, while another one hangs. */
async function noticesWhoDenies(): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_SECONDS * 1_000; Date.now() < deadline; await wait(500)) {
    const { rows } = await withDatabase((client) =>
      client.query<{ failure_code: string | null }>(
        'SELECT failure_code FROM inventory.account_refreshes WHERE account_id = $1',
        [DENYING],
      ),
    );
    const code = rows[0]?.failure_code ?? null;
    if (code !== null) {
      console.log(`the account that denies everything: ${code}`);
      return;
    }
  }
  throw new Error(`Nobody noticed that ${DENYING} denies everything.`);
}

/** Whatever is left of earlier sweeps ends; then one passes undisturbed. */
async function sweepOnce(): Promise<void> {
  const open = await inventory.newestRun();
  if (open !== undefined && open.endedAt === null) await inventory.ended(open.runId, PATIENCE_SECONDS);
  const { state, itemsFailed, error } = await inventory.ended(await inventory.sweep(), PATIENCE_SECONDS);
  console.log(`the last sweep: ${state}, ${itemsFailed} failed${error === null ? '' : ` (${error})`}`);
}

async function compare(): Promise<string[]> {
  return withDatabase(async (client) => {
    const problems = await brokenVersions(client);
    const ofAws: Compared = new Map();
    let compared = 0;
    for (const accountId of accountIds) {
      const truth = await truthOf(await witnessIn(accountId));
      const [own, others] = partition(truth);
      for (const [arn, policy] of others) ofAws.set(arn, policy);
      compared += own.size;
      problems.push(...differences(own, await storedOf(client, accountId)));
    }
    // AWS's own policies stay in the store when nobody uses them any more, so that what once referred to them can be shown.
    const stored = await storedOf(client, AWS_OWNED);
    problems.push(...differences(ofAws, new Map([...stored].filter(([arn]) => ofAws.has(arn)))));
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM inventory.resource_versions');
    console.log(
      `${compared} resources of ${accountIds.length} accounts and ${ofAws.size} policies of AWS compared, ${rows[0]?.count} versions checked`,
    );
    return problems;
  });
}

/** Administrators of the demo's accounts may not look at everything there; the reader may. */
async function witnessIn(accountId: string): Promise<ClientsIn> {
  return generated.includes(accountId) ? administrators.of(accountId) : administrators.readerOf(accountId);
}

/** What is the account's own, and what belongs to AWS. */
function partition(truth: Compared): [Compared, Compared] {
  const isOfAws = ([arn]: [string, unknown]) => arn.split(':')[4] === AWS_OWNED;
  return [new Map([...truth].filter((one) => !isOfAws(one))), new Map([...truth].filter(isOfAws))];
}

async function withDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: servers.adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function numberAfter(flag: string, usual: number): number {
  const at = process.argv.indexOf(flag);
  return at < 0 ? usual : Number(process.argv[at + 1]);
}
