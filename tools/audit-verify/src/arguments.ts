import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What to check, and what to believe. */
export interface Plan {
  /** Services by name, with the URL of each database. */
  readonly databases: readonly { readonly service: string; readonly url: string }[];
  readonly files: readonly string[];
  /** Where to write an export instead of checking. */
  readonly exportTo: string | undefined;
  readonly trustedKeys: readonly TrustedKey[];
}

const TrustedKey = z.object({ kid: z.string(), kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
export type TrustedKey = z.output<typeof TrustedKey>;

const KeySet = z.object({ keys: z.array(TrustedKey) });
const State = z.object({
  databases: z.record(z.string(), z.string()),
  trustedKeysFile: z.string().optional(),
});
type State = z.output<typeof State>;

export const USAGE = `npm run audit:verify -- [options]
  --database NAME=URL   check this service's chain there; may be given several times
  --file FILE           check an export; may be given several times; needs nothing running
  --keys FILE           JWKS with the public keys of the services (kid service:<name>)
  --export FILE         write the chains to FILE, a JSON line each, instead of checking them
  --service NAME        only this service of .gatehouse/state.json; may be given several times
Without --database and --file it takes what \`npm start\` wrote to .gatehouse/state.json.`;

/** Something about how the tool was called; the text says what to do. */
export class CallProblem extends Error {
  override readonly name = 'CallProblem';
}

/** Reads the command line and the files that it names. */
export function planOf(args: readonly string[], folder: string): Plan {
  const { database, file, service, keys, export: exportTo } = parse(args);
  const state = database.length === 0 && file.length === 0 ? readState(folder) : undefined;
  const keysFile = keys === undefined ? state?.trustedKeysFile : resolve(folder, keys);
  return {
    databases: state ? chosen(state, service) : database.map(databaseOf),
    files: file.map((path) => resolve(folder, path)),
    exportTo: exportTo && resolve(folder, exportTo),
    trustedKeys: keysFile === undefined ? [] : readJson(keysFile, KeySet).keys,
  };
}

function parse(args: readonly string[]) {
  const many = { type: 'string', multiple: true, default: [] as string[] } as const;
  const options = {
    database: many,
    file: many,
    service: many,
    keys: { type: 'string' },
    export: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new CallProblem(`${(error as Error).message}\n${USAGE}`);
  }
}

function databaseOf(text: string): Plan['databases'][number] {
  const [, service, url] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(text) ?? [];
  if (service === undefined || url === undefined) {
    throw new CallProblem(
      '--database is NAME=URL, e.g. --database identity=postgres://role:password@127.0.0.1:5432/gatehouse',
    );
  }
  return { service, url };
}

function chosen(state: State, services: readonly string[]): Plan['databases'] {
  const unknown = services.find((service) => !(service in state.databases));
  if (unknown !== undefined) {
    throw new CallProblem(
      `There is no database of "${unknown}"; there are ${Object.keys(state.databases).join(', ')}.`,
    );
  }
  return Object.entries(state.databases)
    .filter(([service]) => services.length === 0 || services.includes(service))
    .map(([service, url]) => ({ service, url }));
}

function readState(folder: string): State {
  const path = resolve(folder, '.gatehouse/state.json');
  const state = readJson(path, State, '; start Gatehouse first, or give --database or --file');
  const { trustedKeysFile } = state;
  return { ...state, ...(trustedKeysFile && { trustedKeysFile: resolve(dirname(path), trustedKeysFile) }) };
}

function readJson<T>(path: string, schema: z.ZodType<T>, advice = ''): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CallProblem(`Cannot read ${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})${advice}.`);
  }
  const parsed = schema.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new CallProblem(`${path} is not what it should be. ${fields.join(' ')}`);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
