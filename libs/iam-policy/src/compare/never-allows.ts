import { loadPolicySet } from '../evaluate/policy-set.js';
import type { AccessRequest } from '../evaluate/request.js';
import { AccessGrid, samplesOf, type ComparedPolicies } from './access-formula.js';
import { Work } from '../pattern/work.js';
import { conjunction, findModel } from './formula.js';
import type { CompareOptions } from './grants-nothing-new.js';
import { partitionBy, type Partition } from './partition.js';
import { witnessOf } from './witness.js';

/** Actions on resources, as patterns: `{ actions: ['iam:*'], resources: ['*'] }`. */
export interface AccessPattern {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export type NeverAllows =
  | { readonly answer: 'never-allows' }
  | { readonly answer: 'may-allow'; readonly witness: AccessRequest }
  | { readonly answer: 'cannot-tell'; readonly because: string };

/**
 * Whether policies allow nothing of a list. Only `never-allows` is a proof, for the reason given at `grantsNothingNew`:
 * the list is taken as one more policy, and no cell may be allowed by both.
 */
export function neverAllows(
  policies: ComparedPolicies,
  accessList: readonly AccessPattern[],
  options: CompareOptions = {},
): NeverAllows {
  const listed = policiesOf(accessList);
  const partition = partitionBy([policies, listed], options.maxCells);
  if (typeof partition === 'string') return { answer: 'cannot-tell', because: partition };
  let doubt: string | undefined;
  for (const found of commonAccess({ policies, listed, partition, ...options })) {
    if (typeof found === 'object') return { answer: 'may-allow', witness: found };
    doubt ??= found;
  }
  return doubt === undefined ? { answer: 'never-allows' } : { answer: 'cannot-tell', because: doubt };
}

interface CommonAccessSearch {
  readonly policies: ComparedPolicies;
  readonly listed: ComparedPolicies;
  readonly partition: Partition;
  readonly principal?: string;
}

const MAX_WORK = 20_000_000;
const NOBODY: ComparedPolicies = { identityPolicies: [] };

/** What both may allow: a request that shows it, or a sentence where conditions or variables decide. */
function* commonAccess({
  policies,
  listed,
  partition,
  principal,
}: CommonAccessSearch): Generator<AccessRequest | string> {
  const { actions, resources, conditions, implications } = partition;
  const samples = samplesOf(partition);
  const [allowed, forbidden] = [new AccessGrid(policies, samples), new AccessGrid(listed, samples)];
  const search = { before: NOBODY, after: policies, conditions, ...(principal !== undefined && { principal }) };
  const work = new Work(MAX_WORK);
  for (const [a, action] of actions.entries()) {
    for (const [r, resource] of resources.entries()) {
      const formula = conjunction([forbidden.formulaAt(a, r), allowed.formulaAt(a, r)]);
      const model = findModel(formula, implications, work);
      if (model === null) continue;
      const witness = model && witnessOf(search, { action, resource }, model);
      yield witness ?? `Whether ${action} on ${resource} is allowed depends on conditions or variables.`;
    }
  }
}

function policiesOf(accessList: readonly AccessPattern[]): ComparedPolicies {
  const document = {
    Version: '2012-10-17',
    Statement: accessList.map(({ actions, resources }) => ({ Effect: 'Allow', Action: actions, Resource: resources })),
  };
  return loadPolicySet({ identityPolicies: [{ id: 'access list', document }] }).policies;
}
