import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from '@gatehouse/contracts';
import type { PublicKey } from '@gatehouse/messaging';
import type { LogLevel } from '@gatehouse/telemetry';
import { ConfigurationInvalid, flag, parseEnvironment, secretText, type Environment } from './environment.js';

/** The variables that every service has. */
export const platformEnvironment = z.object({
  GATEHOUSE_NATS_URL: z.string().default('nats://127.0.0.1:4222').describe('Where NATS is; several with commas.'),
  GATEHOUSE_NATS_SEED_FILE: z.string().optional().describe("File with the seed of the service's nkey user (SU…)."),
  GATEHOUSE_SERVICE_KEY_FILE: z
    .string()
    .optional()
    .describe('File with the private Ed25519 JWK (kid service:<name>) with which the service signs as itself.'),
  GATEHOUSE_TRUSTED_KEYS_FILE: z
    .string()
    .optional()
    .describe('JWKS file with the public keys of all services (kid service:<name>).'),
  GATEHOUSE_HEALTH_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('Port of /healthz, /readyz and /metrics; 0 is any free one.'),
  GATEHOUSE_HEALTH_HOST: z.string().default('127.0.0.1').describe('Address of the same.'),
  GATEHOUSE_DATABASE_URL: secretText().optional().describe("PostgreSQL, with the service's own role and password."),
  GATEHOUSE_REDIS_URL: secretText().optional().describe('Redis.'),
  GATEHOUSE_CONFIG_FILE: z.string().optional().describe('gatehouse.yaml: the AWS estate and the eligibility tags.'),
  GATEHOUSE_LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('Log lines below it are not written.'),
  GATEHOUSE_EMBEDDED: flag().describe('true only when `npm start` runs the embedded AWS organization.'),
});

interface PlatformSettings {
  readonly service: string;
  readonly natsUrl: string;
  readonly natsSeed: Secret | undefined;
  readonly serviceKey: Secret<Record<string, unknown>> | undefined;
  readonly trustedKeys: readonly PublicKey[];
  readonly health: { readonly host: string; readonly port: number };
  readonly databaseUrl: Secret | undefined;
  readonly redisUrl: Secret | undefined;
  readonly configFile: string | undefined;
  readonly logLevel: LogLevel;
  readonly embedded: boolean;
}

/** What every service is told by its environment, parsed once at boot. */
export class PlatformConfig implements PlatformSettings {
  readonly service: string;
  readonly natsUrl: string;
  /** Absent: connect without a user, which only test servers allow. */
  readonly natsSeed: Secret | undefined;
  /** The service's private JWK; absent: the service cannot act as itself. */
  readonly serviceKey: Secret<Record<string, unknown>> | undefined;
  readonly trustedKeys: readonly PublicKey[];
  readonly health: { readonly host: string; readonly port: number };
  readonly databaseUrl: Secret | undefined;
  readonly redisUrl: Secret | undefined;
  /** Path of gatehouse.yaml. */
  readonly configFile: string | undefined;
  readonly logLevel: LogLevel;
  readonly embedded: boolean;

  constructor(settings: PlatformSettings) {
    this.service = settings.service;
    this.natsUrl = settings.natsUrl;
    this.natsSeed = settings.natsSeed;
    this.serviceKey = settings.serviceKey;
    this.trustedKeys = settings.trustedKeys;
    this.health = settings.health;
    this.databaseUrl = settings.databaseUrl;
    this.redisUrl = settings.redisUrl;
    this.configFile = settings.configFile;
    this.logLevel = settings.logLevel;
    this.embedded = settings.embedded;
  }

  /** The database's URL. Throws when it is not configured. */
  requireDatabaseUrl(): Secret {
    return this.#require(this.databaseUrl, 'GATEHOUSE_DATABASE_URL');
  }

  /** Redis' URL. Throws when it is not configured. */
  requireRedisUrl(): Secret {
    return this.#require(this.redisUrl, 'GATEHOUSE_REDIS_URL');
  }

  /** The path of gatehouse.yaml. Throws when it is not configured. */
  requireConfigFile(): string {
    return this.#require(this.configFile, 'GATEHOUSE_CONFIG_FILE');
  }

  #require<T>(value: T | undefined, name: string): T {
    if (value !== undefined) return value;
    throw new ConfigurationInvalid(this.service, [`${name} is missing: ${meaningOf(name)}`]);
  }
}

/** Reads the platform's variables and the files that they name. Throws `ConfigurationInvalid`. */
export function readPlatformConfig(
  service: string,
  environment: Environment,
  alsoKnown: readonly string[] = [],
): PlatformConfig {
  const parsed = parseEnvironment(service, platformEnvironment, environment, alsoKnown);
  const read = <T>(name: keyof typeof parsed & string, path: string | undefined, parse: (text: string) => T) =>
    path === undefined ? undefined : readFile(service, name, path, parse);
  return new PlatformConfig({
    service,
    natsUrl: parsed.GATEHOUSE_NATS_URL,
    natsSeed: read('GATEHOUSE_NATS_SEED_FILE', parsed.GATEHOUSE_NATS_SEED_FILE, (text) => new Secret(text.trim())),
    serviceKey: read('GATEHOUSE_SERVICE_KEY_FILE', parsed.GATEHOUSE_SERVICE_KEY_FILE, (text) =>
      parsePrivateKey(text, service),
    ),
    trustedKeys: read('GATEHOUSE_TRUSTED_KEYS_FILE', parsed.GATEHOUSE_TRUSTED_KEYS_FILE, parseTrustedKeys) ?? [],
    health: { host: parsed.GATEHOUSE_HEALTH_HOST, port: parsed.GATEHOUSE_HEALTH_PORT },
    databaseUrl: parsed.GATEHOUSE_DATABASE_URL,
    redisUrl: parsed.GATEHOUSE_REDIS_URL,
    configFile: parsed.GATEHOUSE_CONFIG_FILE,
    logLevel: parsed.GATEHOUSE_LOG_LEVEL,
    embedded: parsed.GATEHOUSE_EMBEDDED,
  });
}

const TrustedKeys = z.object({
  keys: z.array(
    z.object({
      kid: z.string().startsWith('service:'),
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
    }),
  ),
});

function parseTrustedKeys(text: string): PublicKey[] {
  return TrustedKeys.parse(JSON.parse(text)).keys;
}

function parsePrivateKey(text: string, service: string): Secret<Record<string, unknown>> {
  const PrivateKey = z.looseObject({
    kid: z.literal(`service:${service}`),
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    d: z.string(),
  });
  return new Secret<Record<string, unknown>>(PrivateKey.parse(JSON.parse(text)));
}

function readFile<T>(service: string, name: string, path: string, parse: (text: string) => T): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ConfigurationInvalid(service, [`${name}: cannot read ${path} (${code}); ${meaningOf(name)}`]);
  }
  try {
    return parse(text);
  } catch {
    // The text may be a key, so neither it nor the parser's complaint, which quotes it, is shown.
    throw new ConfigurationInvalid(service, [`${name}: ${path} does not hold what it should; ${meaningOf(name)}`]);
  }
}

function meaningOf(name: string): string {
  return (platformEnvironment.shape as Record<string, z.ZodType>)[name]?.description ?? '';
}
