import type { AliasConfiguration, FunctionConfiguration, FunctionUrlConfig } from '@aws-sdk/client-lambda';

import type { Tags, World } from '../state/model.js';
import { type StateSlot, stateOf } from '../state/service-state.js';

/** One statement of a function's policy, in the form in which AWS writes it. */
export interface PermissionStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly Service: string } | { readonly AWS: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The policy on a function, or on one of its versions or aliases. */
export interface FunctionPolicy {
  revisionId: string;
  /** By statement id. */
  readonly statements: Map<string, PermissionStatement>;
}

/** Code that was uploaded: never run, only told of. */
export interface FunctionCode {
  readonly sha256: string;
  readonly size: number;
  /** Set for container images. */
  readonly imageUri?: string;
}

/** A version, `$LATEST` or a number, in the API's own shape. */
export interface FunctionVersion {
  readonly configuration: FunctionConfiguration;
  readonly code: FunctionCode;
}

export interface LambdaFunction {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Without qualifier. */
  readonly arn: string;
  readonly createdAt: Date;
  /** `$LATEST` is always there. */
  readonly versions: Map<string, FunctionVersion>;
  /** Numbers of deleted versions are not used again. */
  lastVersion: number;
  readonly aliases: Map<string, AliasConfiguration>;
  /** By qualifier; the function's own under the empty one. */
  readonly policies: Map<string, FunctionPolicy>;
  /** By alias; the function's own under the empty one. */
  readonly urls: Map<string, FunctionUrlConfig>;
  readonly tags: Tags;
  reservedConcurrency: number | undefined;
}

export const LATEST = '$LATEST';

interface LambdaState {
  /** By `account/region`, then by name. */
  readonly functions: Map<string, Map<string, LambdaFunction>>;
}

const SLOT: StateSlot<LambdaState> = { name: 'lambda', create: () => ({ functions: new Map() }) };

/** An account and a region. */
export interface LambdaPlace {
  readonly accountId: string;
  readonly region: string;
}

const NONE: ReadonlyMap<string, LambdaFunction> = new Map();

/** The functions of an account in a region, by name. */
export function functionsIn(world: World, place: LambdaPlace): ReadonlyMap<string, LambdaFunction> {
  return stateOf(world, SLOT).functions.get(keyOf(place)) ?? NONE;
}

export function addFunction(world: World, added: LambdaFunction): void {
  const { functions } = stateOf(world, SLOT);
  const known = functions.get(keyOf(added));
  if (known === undefined) functions.set(keyOf(added), new Map([[added.name, added]]));
  else known.set(added.name, added);
}

export function removeFunction(world: World, removed: LambdaFunction): void {
  stateOf(world, SLOT).functions.get(keyOf(removed))?.delete(removed.name);
}

function keyOf({ accountId, region }: LambdaPlace): string {
  return `${accountId}/${region}`;
}

/** The functions of an account in every region. */
export function* functionsOf(world: World, accountId: string): Iterable<LambdaFunction> {
  for (const [place, functions] of stateOf(world, SLOT).functions) {
    if (place.startsWith(`${accountId}/`)) yield* functions.values();
  }
}

/** What `$LATEST` is now; a function without it does not exist. */
export function latestOf(found: LambdaFunction): FunctionVersion {
  const latest = found.versions.get(LATEST);
  if (latest === undefined) throw new Error(`function ${found.arn} has no ${LATEST}`);
  return latest;
}
