import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';
import { z } from 'zod';

import type { ManagedPolicy } from '../state/model.js';
import { uniqueId } from '../state/unique-id.js';

const FILE = fileURLToPath(new URL('../../seed/aws-managed-policies.yaml', import.meta.url));

const Day = z.iso.datetime();

const Entry = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,128}$/u),
  path: z.string().default('/'),
  description: z.string().max(1000),
  created: Day,
  /** When the default version was made; absent where the first version still holds. */
  updated: Day.optional(),
  version: z
    .string()
    .regex(/^v\d+$/u)
    .default('v1'),
  /** JSON, as AWS prints it: reading so much of YAML's own lists would take a quarter of a second of every start. */
  statements: z.string(),
});

type Entry = z.infer<typeof Entry>;

let entries: readonly Entry[] | undefined;

/** The policies that AWS manages, as the file beside the seeds has them. It is read a single time. */
function awsManagedPolicies(): readonly Entry[] {
  entries ??= z.array(Entry).parse(parse(readFileSync(FILE, 'utf8')));
  return entries;
}

/** The path of a policy that AWS manages, or undefined when the file has none of this name. */
export function awsManagedPath(name: string): string | undefined {
  return awsManagedPolicies().find((entry) => entry.name === name)?.path;
}

/** The policies that AWS manages in a partition, but for those that a seed writes itself. */
export function buildAwsManagedPolicies(partition: string, ownNames: ReadonlySet<string>): readonly ManagedPolicy[] {
  return awsManagedPolicies()
    .filter(({ name }) => !ownNames.has(name))
    .map((entry) => build(entry, partition));
}

function build({ name, path, description, version, statements, ...entry }: Entry, partition: string): ManagedPolicy {
  const arn = `arn:${partition}:iam::aws:policy${path}${name}`;
  const createdAt = new Date(entry.created);
  const updatedAt = new Date(entry.updated ?? entry.created);
  const document = JSON.stringify({ Version: '2012-10-17', Statement: JSON.parse(statements) as unknown }).replaceAll(
    '"arn:aws:',
    `"arn:${partition}:`,
  );
  return {
    arn,
    name,
    path,
    id: uniqueId('ANPA', arn),
    description,
    createdAt,
    updatedAt,
    versions: new Map([[version, { id: version, document, createdAt: updatedAt }]]),
    defaultVersionId: version,
    tags: new Map(),
  };
}
