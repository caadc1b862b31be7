import { Secret } from '@gatehouse/contracts';

const ENV_KEY = 'GATEHOUSE_DATABASE_URL';
const EXAMPLE = 'postgres://role:password@127.0.0.1:5432/gatehouse';

/** Where a service's tables are: the connection string with its `search_path` set, and names that may be logged. */
export interface DatabaseLocation {
  /** Has the password in it. */
  readonly connectionString: Secret;
  readonly schema: string;
  /** `role@host:port/database`: safe to show. */
  readonly display: string;
}

/** The Postgres schema of a service: its name with `-` as `_`. Throws on a name that is not kebab-case. */
export function schemaNameOf(service: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(service) || service.length > 40) {
    throw new Error(`"${service}" is not the name of a service: lower-case words joined by "-", up to 40 characters.`);
  }
  return service.replaceAll('-', '_');
}

/**
 * Reads the URL of a service's database. The error names the environment key and what is wrong, never the password.
 */
export function locateDatabase(service: string, url: Secret | string): DatabaseLocation {
  const schema = schemaNameOf(service);
  const parsed = parseUrl(typeof url === 'string' ? url : url.reveal());
  const options = parsed.searchParams.get('options');
  parsed.searchParams.set('options', [options, `-c search_path=${schema}`].filter(Boolean).join(' '));
  const display = `${decodeURIComponent(parsed.username)}@${parsed.host}${parsed.pathname}`;
  return { connectionString: new Secret(parsed.toString()), schema, display };
}

function parseUrl(url: string): URL {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new Error(
      `${ENV_KEY} is not a URL; expected ${EXAMPLE} (percent-encode special characters of the password).`,
    );
  }
  if (!['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new Error(`${ENV_KEY} begins with "${parsed.protocol}"; expected ${EXAMPLE}.`);
  }
  if (parsed.username === '') throw new Error(`${ENV_KEY} names no role; expected ${EXAMPLE}.`);
  if (parsed.pathname.length < 2) throw new Error(`${ENV_KEY} names no database; expected ${EXAMPLE}.`);
  return parsed;
}
