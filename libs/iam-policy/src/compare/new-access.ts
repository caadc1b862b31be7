import type { AccessRequest } from '../evaluate/request.js';
import { AccessGrid, samplesOf, type Cell, type ComparedPolicies } from './access-formula.js';
import { Work } from '../pattern/work.js';
import { conjunction, findModel, type Model, negation } from './formula.js';
import type { Partition } from './partition.js';
import { type WitnessSearch, witnessOf } from './witness.js';

export interface NewAccessSearch {
  readonly before: ComparedPolicies;
  readonly after: ComparedPolicies;
  readonly partition: Partition;
  readonly principal?: string;
}

/** A cell that `after` may allow where `before` does not. */
export interface NewAccess {
  /** Position of the class of actions in the partition. */
  readonly action: number;
  /** Position of the class of resources in the partition. */
  readonly resource: number;
  /** True when `before` allows nothing at all of the cell. */
  readonly isWholly: boolean;
  /** A request that shows it, by the evaluator itself; a sentence when none was found, so that it may not be new. */
  readonly witness: AccessRequest | string;
}

/** Steps of the search for contexts, over all cells. */
const MAX_WORK = 20_000_000;
/** Cells for which a request is looked for; what is new there is found without. */
const MAX_WITNESSES = 5_000;

const nameOf = ({ action, resource }: Cell): string => `${action} on ${resource}`;

/** Looks for a request that shows a cell; a sentence when there is none. */
function witnessesOf(search: WitnessSearch): (cell: Cell, model: Model) => AccessRequest | string {
  let count = 0;
  return (cell, model) => {
    const witness = ++count > MAX_WITNESSES ? undefined : witnessOf(search, cell, model);
    return witness ?? `Whether ${nameOf(cell)} is new depends on its conditions or variables.`;
  };
}

/** Every cell in which something may be new, one by one. */
export function* newAccess({ before, after, partition, principal }: NewAccessSearch): Generator<NewAccess> {
  const { actions, resources, implications } = partition;
  const samples = samplesOf(partition);
  const [had, has] = [new AccessGrid(before, samples), new AccessGrid(after, samples)];
  const search = { before, after, conditions: partition.conditions, ...(principal !== undefined && { principal }) };
  const work = new Work(MAX_WORK);
  const show = witnessesOf(search);
  for (const [a, action] of actions.entries()) {
    for (const [r, resource] of resources.entries()) {
      const allowed = has.formulaAt(a, r);
      if (allowed === false) continue;
      const allowedBefore = had.formulaAt(a, r);
      const model = findModel(conjunction([allowed, negation(allowedBefore)]), implications, work);
      if (model === null) continue;
      const cell = { action, resource };
      const witness = model ? show(cell, model) : `There are too many conditions on ${nameOf(cell)}.`;
      yield { action: a, resource: r, isWholly: allowedBefore === false, witness };
    }
  }
}
