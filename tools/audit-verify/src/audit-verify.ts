import { locateDatabase, readChain, verifyChain, type ChainEntry, type ChainReport } from '@gatehouse/persistence';
import pg from 'pg';
import { CallProblem, planOf, type Plan } from './arguments.js';
import { LineProblem, readChains, writeChains } from './export-file.js';

/** How it ended: all intact, one is not, or something could not be checked. */
export type ExitCode = 0 | 1 | 2;

/** Runs the tool: `args` as on the command line, `folder` to find files from, `print` for each line. */
export async function auditVerify(
  args: readonly string[],
  folder: string,
  print: (line: string) => void,
): Promise<ExitCode> {
  let plan: Plan;
  try {
    plan = planOf(args, folder);
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error;
    print(error.message);
    return 2;
  }
  if (plan.exportTo !== undefined) return exportChains(plan, plan.exportTo, print);
  const codes: ExitCode[] = [];
  for (const { service, url } of plan.databases) codes.push(await checkDatabase(service, url, plan, print));
  for (const file of plan.files) codes.push(await checkFile(file, plan, print));
  return worstOf(codes);
}

/** What was found broken weighs more than what could not be looked at. */
function worstOf(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(1)) return 1;
  return codes.includes(2) ? 2 : 0;
}

async function checkDatabase(
  service: string,
  url: string,
  plan: Plan,
  print: (line: string) => void,
): Promise<ExitCode> {
  try {
    return await withConnection(service, url, async (client) =>
      tell(await verifyChain(service, readChain(service, client), plan.trustedKeys), print),
    );
  } catch (error) {
    print(`${service}: could not be checked: ${textOf(error)}`);
    return 2;
  }
}

async function checkFile(path: string, plan: Plan, print: (line: string) => void): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  try {
    for await (const { service, entries } of readChains(path)) {
      codes.push(tell(await verifyChain(service, entries, plan.trustedKeys), print));
    }
  } catch (error) {
    const broken = error instanceof LineProblem;
    print(`${broken ? '' : `${path}: could not be checked: `}${textOf(error)}`);
    codes.push(broken ? 1 : 2);
  }
  return worstOf(codes);
}

async function exportChains(plan: Plan, path: string, print: (line: string) => void): Promise<ExitCode> {
  try {
    const chains = plan.databases.map(({ service, url }) => chainOf(service, url));
    const lines = await writeChains(path, chains);
    print(`${lines.toLocaleString('en-US')} lines of ${plan.databases.length} services written to ${path}`);
    return 0;
  } catch (error) {
    print(`Nothing complete was exported: ${textOf(error)}`);
    return 2;
  }
}

async function* chainOf(service: string, url: string): AsyncGenerator<ChainEntry> {
  const client = await connect(service, url);
  try {
    yield* readChain(service, client);
  } finally {
    await client.end();
  }
}

async function withConnection<T>(service: string, url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(service, url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(service: string, url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: locateDatabase(service, url).connectionString.reveal(),
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    application_name: 'gatehouse-audit-verify',
  });
  client.on('error', () => undefined); // the query in flight rejects as well
  await client.connect();
  return client;
}

function tell({ service, records, head, checkpoints, problem }: ChainReport, print: (line: string) => void): ExitCode {
  const facts = `${count(records, 'record')}, head ${head.slice(0, 12)}…, ${count(checkpoints, 'checkpoint')}`;
  print(`${service}: ${facts}: ${problem === undefined ? 'intact' : `NOT INTACT: ${problem}`}`);
  return problem === undefined ? 0 : 1;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

function textOf(error: unknown): string {
  const { message, code } = (error ?? {}) as { message?: string; code?: string };
  return message || code || String(error);
}
