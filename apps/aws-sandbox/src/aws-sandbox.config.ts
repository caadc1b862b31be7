import { parseArgs } from 'node:util';

import { z } from 'zod';

import { DEFAULT_CALL_LOG_SIZE } from './call-log/call-log.js';
import { PLAN_FIGURES } from './generator/generator-plan.js';
import { WEATHER_PROFILES } from './weather/weather-settings.js';

/** How the sandbox is started; each key is a flag (`--hub-token`) and an environment variable (`GATEHOUSE_SANDBOX_HUB_TOKEN`). */
export const SandboxConfig = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Address to listen on; anything but loopback also needs --expose.'),
  port: z.coerce.number().int().min(0).max(65_535).default(4599).describe('Port to listen on; 0 takes any free one.'),
  seed: z.string().optional().describe('Seed file; without it the demo organization.'),
  hubToken: z
    .string()
    .min(16, 'give at least 16 characters')
    .optional()
    .describe(
      'What callers of the container credentials endpoint send as Authorization; without it the endpoint is closed.',
    ),
  expose: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false)
    .describe(
      'Allow an address that others can reach. The sandbox holds well-known keys: never on a network you do not own.',
    ),
  controlPort: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port of the control page, on loopback always; 0 takes any free one. 4598, or 0 when --port is 0.'),
  data: z
    .string()
    .min(1)
    .optional()
    .describe('Folder to keep the state in from start to start; without it everything is made anew.'),
  weather: z
    .enum(WEATHER_PROFILES)
    .default('calm')
    .describe("What gets in the way of calls: calm, or aws-like with AWS's rates, delays and late IAM changes."),
  callLogSize: z.coerce
    .number()
    .int()
    .min(100)
    .max(1_000_000)
    .default(DEFAULT_CALL_LOG_SIZE)
    .describe('How many calls are remembered.'),
  ...PLAN_FIGURES,
});

export type SandboxConfig = z.infer<typeof SandboxConfig>;

const PREFIX = 'GATEHOUSE_SANDBOX_';

const FLAGS = {
  host: { type: 'string' },
  port: { type: 'string' },
  seed: { type: 'string' },
  'hub-token': { type: 'string' },
  'hub-token-env': { type: 'string' },
  expose: { type: 'boolean' },
  'control-port': { type: 'string' },
  data: { type: 'string' },
  weather: { type: 'string' },
  'call-log-size': { type: 'string' },
  accounts: { type: 'string' },
  roles: { type: 'string' },
  buckets: { type: 'string' },
  queues: { type: 'string' },
  topics: { type: 'string' },
  'seed-number': { type: 'string' },
} as const;

/** Reads flags over environment; the error names each key that is wrong. */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const given = { ...fromEnvironment(env), ...fromFlags(args, env) };
  const parsed = SandboxConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(`The sandbox cannot start with this configuration:\n${z.prettifyError(parsed.error)}`);
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(env)
      .filter(([name, value]) => name.startsWith(PREFIX) && value !== undefined && value !== '')
      .map(([name, value]) => [camelCase(name.slice(PREFIX.length).toLowerCase(), '_'), value]),
  );
}

function fromFlags(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true });
  const { 'hub-token-env': tokenVariable, ...rest } = values;
  const given = Object.fromEntries(Object.entries(rest).map(([name, value]) => [camelCase(name, '-'), value]));
  if (tokenVariable === undefined) return given;
  const token = env[tokenVariable];
  if (token === undefined) throw new Error(`--hub-token-env names ${tokenVariable}, which is not in the environment`);
  return { ...given, hubToken: token };
}

function camelCase(name: string, separator: string): string {
  return name
    .split(separator)
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}
