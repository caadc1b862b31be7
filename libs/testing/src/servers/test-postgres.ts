import { createHash, randomBytes } from 'node:crypto';
import { Client, escapeIdentifier as name } from 'pg';
import { sharedServer } from './run-folder.js';

/** A logical database for one test file. */
export interface TestPostgres {
  /** Connects as the service's own role, which owns the service's schema and nothing else. */
  readonly url: string;
  /** Connects as the superuser. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Name of the service: its schema is this with `_` for `-`. */
  readonly service: string;
  /** What prepares the template, e.g. migrates it; services migrate at boot and need none. */
  readonly prepare?: (url: string) => Promise<unknown>;
  /** Tells templates of one service apart; the source text of `prepare` by default. */
  readonly template?: string;
}

/** The password of every service role on the test server, which lives for one run on loopback. */
const PASSWORD = 'only-for-tests';
const LOCK = 4_711_001;

/**
 * Clones a database for a test file. The first file that asks for a service's template makes it;
 * every later one clones it within milliseconds.
 */
export async function testPostgres(options: TestPostgresOptions): Promise<TestPostgres> {
  const server = sharedServer('GATEHOUSE_TEST_POSTGRES_URL');
  const database = `test_${randomBytes(8).toString('hex')}`;
  await withClient(server, async (admin) => {
    // PostgreSQL clones no database that somebody is connected to, so makers and cloners take turns.
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const template = await ensureTemplate(admin, server, options);
    await admin.query(`CREATE DATABASE ${name(database)} TEMPLATE ${name(template)}`);
    await letIn(admin, database, options.service);
  });
  return {
    url: urlOf(server, database, roleOf(options.service)),
    adminUrl: urlOf(server, database),
    drop: () =>
      withClient(server, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name(database)} WITH (FORCE)`);
      }),
  };
}

const schemaOf = (service: string): string => service.replaceAll('-', '_');
const roleOf = (service: string): string => `test_${schemaOf(service)}`;

async function ensureTemplate(admin: Client, server: string, options: TestPostgresOptions): Promise<string> {
  const template = `template_${fingerprint(options)}`;
  const known = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (known.rowCount) return template;
  await ensureRole(admin, options.service);
  const unfinished = `${template}_unfinished`;
  await admin.query(`DROP DATABASE IF EXISTS ${name(unfinished)} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name(unfinished)}`);
  await letIn(admin, unfinished, options.service);
  await withClient(urlOf(server, unfinished), async (inside) => {
    await inside.query('CREATE SCHEMA extensions; GRANT USAGE ON SCHEMA extensions TO PUBLIC');
    await inside.query('CREATE EXTENSION pg_trgm WITH SCHEMA extensions');
    await inside.query(
      `CREATE SCHEMA ${name(schemaOf(options.service))} AUTHORIZATION ${name(roleOf(options.service))}`,
    );
  });
  await options.prepare?.(urlOf(server, unfinished, roleOf(options.service)));
  await admin.query(`ALTER DATABASE ${name(unfinished)} RENAME TO ${name(template)}`);
  return template;
}

function fingerprint({ service, prepare, template }: TestPostgresOptions): string {
  return createHash('sha256')
    .update(`${service}\0${template ?? String(prepare)}`)
    .digest('hex')
    .slice(0, 24);
}

async function ensureRole(admin: Client, service: string): Promise<void> {
  const role = roleOf(service);
  const known = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (!known.rowCount) await admin.query(`CREATE ROLE ${name(role)} LOGIN PASSWORD '${PASSWORD}'`);
}

async function letIn(admin: Client, database: string, service: string): Promise<void> {
  const role = name(roleOf(service));
  await admin.query(`REVOKE ALL ON DATABASE ${name(database)} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name(database)} TO ${role}`);
  await admin.query(`ALTER ROLE ${role} IN DATABASE ${name(database)} SET search_path = ${name(schemaOf(service))}`);
}

function urlOf(server: string, database: string, role?: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = PASSWORD;
  }
  return url.href;
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
