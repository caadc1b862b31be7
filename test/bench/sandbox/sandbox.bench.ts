/**
 * What the AWS sandbox gives one core: AssumeRole calls, bytes of GetAccountAuthorizationDetails, and its start. Figures
 * count the processor time of the sandbox's process, so that they mean the same on a busy machine. The baseline is a
 * bare HTTP server of Node that answers the same bytes without looking at the request.
 */
import { readFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';

import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

import { SpawnedSandbox } from '../../compatibility/aws-sandbox/spawned-sandbox.js';
import { type Measurement, report } from '../policy/measurement.js';
import { startBareServer } from './bare-server.js';

const CONNECTIONS = 32;
const ENGINEER = 'arn:aws:iam::100000000003:role/people/payments-engineer';
const ACCOUNTS = '1000';
const ROLES = '1000';
const PLAN = ['--accounts', ACCOUNTS, '--roles', ROLES, '--buckets', '20', '--queues', '20', '--topics', '5'];

interface Recorded {
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Load {
  readonly callsPerCoreSecond: number;
  readonly bytesPerCoreSecond: number;
}

const sandbox = await SpawnedSandbox.start();
const startMilliseconds = processorMilliseconds(sandbox.pid);
try {
  const assume = await recordedAssumeRole();
  const details = await recordedDetails(sandbox, '100000000003');
  await load(sandbox, assume, 3_000);
  const issuing = await load(sandbox, assume, 10_000);
  await load(sandbox, details.request, 100);
  const reading = await load(sandbox, details.request, 400);
  const bareIssuing = await bare(assume, 1_500, 10_000);
  const bareReading = await bare(details.request, details.bytes, 4_000);
  const rows: Measurement[] = [
    row('AssumeRole per second of one core', issuing.callsPerCoreSecond, 1_000, bareIssuing.callsPerCoreSecond),
    row(
      'GetAccountAuthorizationDetails, MB/s of one core',
      reading.bytesPerCoreSecond / 1e6,
      20,
      bareReading.bytesPerCoreSecond / 1e6,
    ),
    {
      name: 'start with the demo organization, all services loaded',
      figure: startMilliseconds,
      bar: 1_000,
      wants: 'at-most',
      unit: 'ms',
      baseline: undefined,
    },
    ...(await generatedOrganization()),
  ];
  const { text, missed } = report(rows);
  console.log(`\n${text}\nbench sandbox: ${missed === 0 ? 'ok' : `short of ${String(missed)}`}`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await sandbox.stop();
}

function row(name: string, figure: number, bar: number, baseline: number): Measurement {
  return { name, figure, bar, wants: 'at-least', unit: '', baseline };
}

async function bare(request: Recorded, bytes: number, calls: number): Promise<Load> {
  const server = await startBareServer(bytes);
  try {
    await load(server, request, calls / 4);
    return await load(server, request, calls);
  } finally {
    server.stop();
  }
}

/** A generated organization of a million roles: what reading one account takes, and what having read all of them leaves. */
async function generatedOrganization(): Promise<readonly Measurement[]> {
  const large = await SpawnedSandbox.start(PLAN);
  try {
    const startMs = processorMilliseconds(large.pid);
    const { request, bytes } = await recordedDetails(large, generatedAccount(500));
    await load(large, request, 10);
    const reading = await load(large, request, 60);
    const bareReading = await bare(request, bytes, 400);
    const name = `GetAccountAuthorizationDetails of ${ROLES} roles (${(bytes / 1e6).toFixed(1)} MB), MB/s of one core`;
    await readEveryAccount(large);
    const scale = `${ACCOUNTS} x ${ROLES} roles`;
    return [
      row(name, reading.bytesPerCoreSecond / 1e6, 20, bareReading.bytesPerCoreSecond / 1e6),
      atMost(`start with ${scale}, all services loaded`, startMs, 2_000, 'ms'),
      atMost(`most ever resident, all of ${scale} read`, mostResident(large.pid), 1_024, 'MiB'),
    ];
  } finally {
    await large.stop();
  }
}

function generatedAccount(index: number): string {
  return String(200_000_000_001 + index);
}

/** As an inventory does: a session in each account, and its identities from there. A short page makes all of them. */
async function readEveryAccount(large: SpawnedSandbox): Promise<void> {
  const sts = await hubClient(large);
  for (let index = 0; index < Number(ACCOUNTS); index++) {
    const iam = await readerOf(large, sts, generatedAccount(index));
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 20 }));
    if (page.RoleDetailList?.length === 0) throw new Error(`no roles in account ${generatedAccount(index)}`);
    iam.destroy();
  }
}

function mostResident(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function atMost(name: string, figure: number, bar: number, unit: string): Measurement {
  return { name, figure, bar, wants: 'at-most', unit, baseline: undefined };
}

/** Keys of a hub role. */
async function hubKeys(of: SpawnedSandbox, role: string) {
  const env = of.environment(role);
  const response = await fetch(env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '', {
    headers: { authorization: env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] ?? '' },
  });
  const keys = (await response.json()) as { AccessKeyId: string; SecretAccessKey: string; Token: string };
  return { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.Token };
}

/** A signed request can be sent any number of times within its quarter of an hour. */
function recording(client: { middlewareStack: STSClient['middlewareStack'] | IAMClient['middlewareStack'] }) {
  const seen: Recorded[] = [];
  const stack = client.middlewareStack as STSClient['middlewareStack'];
  stack.add(
    (next) => (args) => {
      const { headers, body } = args.request as Recorded;
      seen.push({ headers: { ...headers }, body });
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return () => seen.at(-1) ?? { headers: {}, body: '' };
}

async function recordedAssumeRole(): Promise<Recorded> {
  const credentials = await hubKeys(sandbox, 'gatehouse-broker');
  const sts = new STSClient({ endpoint: sandbox.url, region: 'us-east-1', credentials });
  const last = recording(sts);
  const Tags = [{ Key: 'team', Value: 'payments' }];
  const names = { RoleSessionName: 'ada@example.com', SourceIdentity: 'ada@example.com' };
  await sts.send(new AssumeRoleCommand({ RoleArn: ENGINEER, ...names, Tags }));
  return last();
}

async function hubClient(of: SpawnedSandbox): Promise<STSClient> {
  return new STSClient({ endpoint: of.url, region: 'us-east-1', credentials: await hubKeys(of, 'gatehouse-reader') });
}

/** A client with the spoke role of an account. */
async function readerOf(of: SpawnedSandbox, sts: STSClient, accountId: string): Promise<IAMClient> {
  const RoleArn = `arn:aws:iam::${accountId}:role/gatehouse-reader-spoke`;
  const session = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bench', ExternalId: 'gatehouse-demo' });
  const { Credentials } = await sts.send(session);
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  return new IAMClient({ endpoint: of.url, region: 'us-east-1', credentials });
}

async function recordedDetails(
  of: SpawnedSandbox,
  accountId: string,
): Promise<{ readonly request: Recorded; readonly bytes: number }> {
  const iam = await readerOf(of, await hubClient(of), accountId);
  const last = recording(iam);
  await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000 }));
  return { request: last(), bytes: await post(new Agent(), new URL(of.url), last()) };
}

async function load({ url, pid }: { url: string; pid: number }, request: Recorded, calls: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const target = new URL(url);
  const before = processorMilliseconds(pid);
  let left = calls;
  let bytes = 0;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const received = await post(agent, target, request);
      bytes += received;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (processorMilliseconds(pid) - before) / 1_000;
  agent.destroy();
  return { callsPerCoreSecond: calls / seconds, bytesPerCoreSecond: bytes / seconds };
}

function post(agent: Agent, target: URL, { headers, body }: Recorded): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = target;
    const outgoing = httpRequest({ agent, hostname, port, method: 'POST', path: '/', headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.byteLength));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`answered ${String(response.statusCode)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What a process has kept processors busy, from the kernel's hundredths of a second. */
function processorMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
