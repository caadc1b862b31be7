import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from '../servers/start-problem.js';
import { keptPassword } from './keys.js';

const DATABASE = 'gatehouse';

/**
 * One database with a role and a schema per service: a service can read and write its own schema and nothing else.
 *
 * @param {{ adminUrl: string, services: readonly string[], keys: string }} options keys: folder of the passwords
 * @returns {Promise<Record<string, string>>} URL per service
 */
export async function provisionDatabases({ adminUrl, services, keys }) {
  const admin = await connect(adminUrl);
  try {
    const known = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (known.rowCount === 0) await admin.query(`CREATE DATABASE ${DATABASE}`);
    await admin.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`);
  } finally {
    await admin.end();
  }
  const inside = new URL(adminUrl);
  inside.pathname = `/${DATABASE}`;
  const database = await connect(inside.href);
  try {
    await database.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
    await offerTrigrams(database);
    /** @type {Record<string, string>} */
    const urls = {};
    for (const service of services) urls[service] = await provisionService(database, { inside, service, keys });
    return urls;
  } finally {
    await database.end();
  }
}

/**
 * The extension that searching by a part of a name is quick with. It is part of PostgreSQL, and services do without where
 * it is not installed or may not be.
 *
 * @param {import('pg').Client} database
 */
async function offerTrigrams(database) {
  await database.query('CREATE SCHEMA IF NOT EXISTS extensions');
  await database.query('GRANT USAGE ON SCHEMA extensions TO PUBLIC');
  await database.query('CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions').catch(() => {});
}

/**
 * @param {import('pg').Client} database
 * @param {{ inside: URL, service: string, keys: string }} options
 * @returns {Promise<string>}
 */
async function provisionService(database, { inside, service, keys }) {
  const schema = service.replaceAll('-', '_');
  const role = `gatehouse_${schema}`;
  const password = keptPassword(keys, `${service}.database-password`);
  const known = await database.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  // The names come from our own list and the password is hexadecimal: nothing here needs quoting.
  await database.query(`${known.rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD '${password}'`);
  await database.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO ${role}`);
  // An administrator who is no superuser must be a member of a role to give it a schema.
  await database.query(`GRANT ${role} TO CURRENT_USER`);
  await database.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${role}`);
  await database.query(`ALTER ROLE ${role} IN DATABASE ${DATABASE} SET search_path = ${schema}`);
  const url = new URL(inside.href);
  url.username = role;
  url.password = password;
  return url.href;
}

/**
 * @param {string} url
 * @returns {Promise<import('pg').Client>}
 */
async function connect(url) {
  const { default: pg } = await import('pg');
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt === 5) throw unreachable(url, error);
      await wait(300);
    }
  }
}

/**
 * @param {string} url
 * @param {unknown} error
 */
function unreachable(url, error) {
  const { host } = new URL(url);
  const why = error instanceof Error ? error.message : String(error);
  return new StartProblem(`PostgreSQL at ${host} cannot be used: ${why}`, {
    advice: 'Check GATEHOUSE_POSTGRES_URL: it needs a role that may create roles and databases.',
    cause: error,
  });
}
