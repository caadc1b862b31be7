import { createHash } from 'node:crypto';

import { z } from 'zod';

import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import type { SeedReader } from '../seed/seed-reader.js';
import { functionArn } from './function-name.rules.js';
import { lastModified, newConfiguration, newFunction } from './function-shape.js';
import { type FunctionCode, type LambdaFunction, addFunction } from './lambda-state.js';
import { permissionStatement, refusePermission } from './permission-statement.rules.js';

const Permission = z.strictObject({
  sid: z.string(),
  principal: z.string(),
  action: z.string().default('lambda:InvokeFunction'),
  sourceArn: z.string().optional(),
  sourceAccount: z.string().optional(),
  principalOrgId: z.string().optional(),
});

/** A function in a seed. */
export const SeedFunction = z.strictObject({
  name: z.string().regex(/^[\w-]{1,64}$/u, 'a function name has up to 64 letters, digits, hyphens and underscores'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region is written like eu-west-1'),
  runtime: z.string().default('nodejs24.x'),
  handler: z.string().default('index.handler'),
  /** Name of a role of the account, with its path if it has one: `service-role/orders`. */
  role: z.string(),
  description: z.string().max(256).default(''),
  memory: z.number().int().min(128).max(10_240).default(256),
  timeout: z.number().int().min(1).max(900).default(30),
  environment: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  permissions: z.array(Permission).default([]),
  /** Aliases, each pointing at version 1. */
  aliases: z.array(z.string()).default([]),
  createdDaysAgo: z.number().min(0).max(20_000).default(200),
  modifiedDaysAgo: z.number().min(0).max(20_000).default(20),
});

type Seeded = z.infer<typeof SeedFunction>;

interface SeedPlace {
  readonly accountId: string;
  readonly reader: SeedReader;
}

/** Puts the functions of an account into the world. */
export function seedFunctions(world: World, seeds: readonly Seeded[], place: SeedPlace): void {
  for (const seed of seeds) addFunction(world, buildFunction(world, seed, place));
}

function buildFunction(world: World, seed: Seeded, { accountId, reader }: SeedPlace): LambdaFunction {
  const partition = partitionOf(world, accountId);
  const arn = functionArn(partition, { accountId, region: seed.region }, seed.name);
  const code: FunctionCode = {
    sha256: createHash('sha256').update(arn).digest('base64'),
    size: 1024 + arn.length * 97,
  };
  const changedAt = reader.madeDaysAgo(seed.modifiedDaysAgo);
  const configuration = {
    ...newConfiguration(
      {
        FunctionName: seed.name,
        Role: `arn:${partition}:iam::${accountId}:role/${seed.role}`,
        Code: undefined,
        Handler: seed.handler,
        Description: seed.description,
        MemorySize: seed.memory,
        Timeout: seed.timeout,
        ...(Object.keys(seed.environment).length === 0 ? {} : { Environment: { Variables: seed.environment } }),
      },
      code,
      { arn, now: changedAt },
    ),
    // The seed's runtimes are text, the SDK's a list that grows with each of its versions.
    Runtime: seed.runtime as never,
  };
  const createdAt = reader.madeDaysAgo(seed.createdDaysAgo);
  const made = newFunction({ accountId, region: seed.region, name: seed.name, arn, createdAt }, configuration, code);
  for (const [key, value] of Object.entries(seed.tags)) made.tags.set(key, value);
  addAliases(made, seed.aliases, createdAt);
  addPermissions(made, seed, partition);
  return made;
}

function addAliases(made: LambdaFunction, aliases: readonly string[], at: Date): void {
  const latest = made.versions.get('$LATEST');
  if (aliases.length === 0 || latest === undefined) return;
  const configuration = {
    ...latest.configuration,
    FunctionArn: `${made.arn}:1`,
    Version: '1',
    RevisionId: revisionOf(`${made.arn}:1`),
    LastModified: lastModified(at),
  };
  made.versions.set('1', { configuration, code: latest.code });
  made.lastVersion = 1;
  for (const Name of aliases) {
    const AliasArn = `${made.arn}:${Name}`;
    const RevisionId = revisionOf(AliasArn);
    made.aliases.set(Name, { AliasArn, Name, FunctionVersion: '1', Description: '', RevisionId });
  }
}

function addPermissions(made: LambdaFunction, seed: Seeded, partition: string): void {
  if (seed.permissions.length === 0) return;
  const statements = seed.permissions.map((each) => {
    const input = {
      StatementId: each.sid,
      Principal: each.principal,
      Action: each.action,
      SourceArn: each.sourceArn,
      SourceAccount: each.sourceAccount,
      PrincipalOrgID: each.principalOrgId,
    };
    refusePermission(input);
    return [each.sid, permissionStatement(input, made.arn, partition)] as const;
  });
  made.policies.set('', { revisionId: revisionOf(`${made.arn}/policy`), statements: new Map(statements) });
}

/** A revision id that is the same at every start. */
function revisionOf(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
