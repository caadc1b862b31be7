import { type Pattern, readPattern } from './filter-pattern.rules.js';

/** Conditions on keys, by path in a message's body; a message passes one when a value under the key does. */
export interface FilterKey {
  readonly path: readonly string[];
  readonly patterns: readonly Pattern[];
}

/** Every key must pass, and of each `or` one of its alternatives. */
export interface FilterPolicy {
  readonly keys: readonly FilterKey[];
  readonly ors: readonly (readonly FilterPolicy[])[];
}

export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** What is wrong with a filter policy, in SNS's words. */
export class FilterPolicyProblem extends Error {
  override readonly name = 'FilterPolicyProblem';
}

const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;

/** Reads a filter policy (SNS Developer Guide, "Amazon SNS subscription filter policies"). */
export function readFilterPolicy(text: string, scope: FilterScope): FilterPolicy {
  const value = parsed(text);
  if (!isMap(value)) throw new FilterPolicyProblem('Filter policy must be a JSON object');
  const combinations = { count: 1 };
  const policy = readMap(value, { path: [], scope, combinations });
  if (countKeys(policy) > MAX_KEYS) throw new FilterPolicyProblem('Filter policy can not have more than 5 keys');
  if (combinations.count > MAX_COMBINATIONS) throw new FilterPolicyProblem('Filter policy is too complex');
  return policy;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FilterPolicyProblem('failed to parse JSON.');
  }
}

interface Place {
  readonly path: readonly string[];
  readonly scope: FilterScope;
  readonly combinations: { count: number };
}

function readMap(map: Readonly<Record<string, unknown>>, place: Place): FilterPolicy {
  const parts = Object.entries(map).map(([key, value]) =>
    key === '$or' && Array.isArray(value) ? readOr(value, place) : readKey(key, value, place),
  );
  return { keys: parts.flatMap(({ keys }) => keys), ors: parts.flatMap(({ ors }) => ors) };
}

function readOr(alternatives: readonly unknown[], place: Place): FilterPolicy {
  const read = alternatives.map((each) => {
    if (!isMap(each)) throw new FilterPolicyProblem('"$or" must be an array of objects');
    return readMap(each, place);
  });
  if (read.length < 2) throw new FilterPolicyProblem('There must have at least 2 Objects in $or relationship');
  return { keys: [], ors: [read] };
}

function readKey(key: string, value: unknown, place: Place): FilterPolicy {
  const path = [...place.path, key];
  if (isMap(value)) {
    if (place.scope === 'MessageAttributes') {
      throw new FilterPolicyProblem('Filter policy scope MessageAttributes does not support nested filter policy');
    }
    place.combinations.count *= path.length;
    return readMap(value, { ...place, path });
  }
  if (!Array.isArray(value)) throw new FilterPolicyProblem(`"${key}" must be an object or an array`);
  if (value.length === 0) throw new FilterPolicyProblem('Empty arrays are not allowed');
  place.combinations.count *= value.length;
  const patterns = value.map((each) => readPattern(each, (problem) => new FilterPolicyProblem(problem)));
  return { keys: [{ path, patterns }], ors: [] };
}

function countKeys({ keys, ors }: FilterPolicy): number {
  return keys.length + ors.flat().reduce((sum, each) => sum + countKeys(each), 0);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values under a path: none when it is not there. */
export type ValuesAt = (path: readonly string[]) => readonly unknown[];

/** Whether a message passes. */
export function passes({ keys, ors }: FilterPolicy, valuesAt: ValuesAt): boolean {
  const keysPass = keys.every(({ path, patterns }) => {
    const values = valuesAt(path);
    return patterns.some((pattern) => pattern(values));
  });
  return keysPass && ors.every((alternatives) => alternatives.some((each) => passes(each, valuesAt)));
}

/** The leaves under a path in a body; lists stand for each of their items. */
export function bodyValues(body: unknown): ValuesAt {
  return (path) =>
    path.reduce<readonly unknown[]>((found, key) => found.flatMap((each) => under(each, key)), [body]).flatMap(leaves);
}

function under(value: unknown, key: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => under(each, key));
  return isMap(value) && Object.hasOwn(value, key) ? [value[key]] : [];
}

function leaves(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isMap(value) ? [] : [value];
}
