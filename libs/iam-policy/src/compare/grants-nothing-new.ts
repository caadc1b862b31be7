import type { AccessRequest } from '../evaluate/request.js';
import {
  accessFormula,
  conditionAtomsOf,
  layersOf,
  statementsOf,
  type Cell,
  type ComparedPolicies,
} from './access-formula.js';
import { implicationsBetween, type ConditionAtom } from './condition-atoms.js';
import { conjunction, findModel, negation, type Implication } from './formula.js';
import { actionClassesOf, resourceClassesOf } from './request-classes.js';
import { witnessOf } from './witness.js';

/** The outcome of a comparison. Only `nothing-new` is a proof; `something-new` comes with a request that shows it. */
export type NothingNew =
  | { readonly answer: 'nothing-new' }
  | { readonly answer: 'something-new'; readonly witness: AccessRequest }
  | { readonly answer: 'cannot-tell'; readonly because: string };

export interface CompareOptions {
  /** ARN of the principal that witnesses are made for. */
  readonly principal?: string;
  /** Cells (classes of actions × classes of resources) beyond which the answer is "cannot tell"; 200,000 by default. */
  readonly maxCells?: number;
}

/** What both sides of a comparison are looked at through. */
export interface Comparison {
  readonly before: ComparedPolicies;
  readonly after: ComparedPolicies;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly ConditionAtom[];
  readonly implications: readonly Implication[];
}

/** Splits all requests into cells; a sentence when that is not possible. */
export function compareBy(
  before: ComparedPolicies,
  after: ComparedPolicies,
  { maxCells = 200_000 }: CompareOptions = {},
): Comparison | string {
  const broken = [...layersOf(before), ...layersOf(after)].flat().find(({ isBroken }) => isBroken);
  if (broken) return `The policy ${broken.id} is not one that AWS would take.`;
  const statements = [...statementsOf(before), ...statementsOf(after)];
  const actions = actionClassesOf(statements);
  const resources = resourceClassesOf(statements);
  if (!actions || !resources || actions.length * resources.length > maxCells) {
    return 'The policies tell too many kinds of actions and resources apart.';
  }
  const conditions = conditionAtomsOf(statements);
  return { before, after, actions, resources, conditions, implications: implicationsBetween(conditions) };
}

/**
 * Whether a principal can do nothing with `after` that it cannot do with `before`.
 *
 * Why `nothing-new` can be trusted: all requests fall into cells, and no statement tells two requests of one cell apart
 * but by its conditions, by policy variables, and by what AWS's pages leave open. Those are atoms with free values. If no
 * values of the atoms make `after` allow and `before` not, then no request does. Atoms that depend on each other can
 * only rule out more; every implication that is used holds for all requests (see `implicationsBetween`).
 */
export function grantsNothingNew(
  before: ComparedPolicies,
  after: ComparedPolicies,
  options: CompareOptions = {},
): NothingNew {
  const comparison = compareBy(before, after, options);
  if (typeof comparison === 'string') return { answer: 'cannot-tell', because: comparison };
  let doubt: string | undefined;
  for (const cell of cellsOf(comparison)) {
    const found = newIn(comparison, cell, options.principal);
    if (found === null) continue;
    if (typeof found === 'object') return { answer: 'something-new', witness: found };
    doubt ??= found;
  }
  return doubt === undefined ? { answer: 'nothing-new' } : { answer: 'cannot-tell', because: doubt };
}

function* cellsOf({ actions, resources }: Comparison): Generator<Cell> {
  for (const action of actions) for (const resource of resources) yield { action, resource };
}

/** Null when the cell holds nothing new, a request when it does, a sentence when it cannot be told. */
function newIn(comparison: Comparison, cell: Cell, principal: string | undefined): AccessRequest | null | string {
  const allowed = accessFormula(comparison.after, cell);
  if (allowed === false) return null;
  const isNew = conjunction([allowed, negation(accessFormula(comparison.before, cell))]);
  if (isNew === false) return null;
  const model = findModel(isNew, comparison.implications);
  if (model === null) return null;
  const where = `${cell.action} on ${cell.resource}`;
  if (model === undefined) return `There are too many conditions on ${where}.`;
  const search = { ...comparison, ...(principal !== undefined && { principal }) };
  return witnessOf(search, cell, model) ?? `Whether ${where} is new depends on its conditions or variables.`;
}
