import { AwsError } from './aws-error.js';

/** The tree behind dotted keys: numbers become list positions, the rest names. */
export type QueryTree = string | QueryTree[] | { [name: string]: QueryTree };

type Branch = Map<string, Branch | string>;

/** AWS refuses bodies with absurd numbers of parameters; deep nesting would only cost time here. */
const MAX_PARAMETERS = 5_000;
const MAX_DEPTH = 12;

/**
 * `Tags.member.1.Key=a` → `{ Tags: { member: [{ Key: 'a' }] } }`: the form in which the SDK's XML reader takes data,
 * so that one reader serves XML and query bodies.
 */
export function queryTree(parameters: ReadonlyArray<readonly [string, string]>): QueryTree {
  if (parameters.length > MAX_PARAMETERS) throw malformed('Too many parameters in the request.');
  const root: Branch = new Map();
  for (const [key, value] of parameters) insert(root, key.split('.'), value);
  return grow(root);
}

function insert(root: Branch, path: readonly string[], value: string): void {
  if (path.length > MAX_DEPTH) throw malformed('A parameter name of the request is nested too deeply.');
  let branch = root;
  for (const name of path.slice(0, -1)) {
    const next = branch.get(name);
    if (next instanceof Map) {
      branch = next;
      continue;
    }
    const grown: Branch = new Map();
    branch.set(name, grown);
    branch = grown;
  }
  const leaf = path.at(-1) ?? '';
  if (!(branch.get(leaf) instanceof Map)) branch.set(leaf, value);
}

function grow(branch: Branch | string): QueryTree {
  if (typeof branch === 'string') return branch;
  const entries = [...branch].map(([name, child]) => [name, grow(child)] as const);
  if (entries.length > 0 && entries.every(([name]) => /^[1-9]\d{0,5}$/u.test(name))) {
    return entries.sort(([left], [right]) => Number(left) - Number(right)).map(([, child]) => child);
  }
  const tree = Object.create(null) as Record<string, QueryTree>;
  for (const [name, child] of entries) tree[name] = child;
  return tree;
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedInput', message);
}
