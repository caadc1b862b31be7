import type { CompiledStatement } from '../evaluate/compile-policy.js';
import { conditionAtomsOf, layersOf, statementsOf, type ComparedPolicies } from './access-formula.js';
import { implicationsBetween, type ConditionAtom } from './condition-atoms.js';
import type { Implication } from './formula.js';
import { actionClassesOf, resourceClassesOf } from './request-classes.js';

/** What the sides of a comparison are looked at through: every request belongs to one cell of actions × resources. */
export interface Partition {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly ConditionAtom[];
  readonly implications: readonly Implication[];
}

/** Cells beyond which a comparison gives up. */
export const MAX_CELLS = 200_000;

/** Splits all requests by what the policies of all sides tell apart; a sentence when that is not possible. */
export function partitionBy(sides: readonly ComparedPolicies[], maxCells = MAX_CELLS): Partition | string {
  const broken = sides
    .flatMap(layersOf)
    .flat()
    .find(({ isBroken }) => isBroken);
  if (broken) return `The policy ${broken.id} is not one that AWS would take.`;
  const statements: CompiledStatement[] = sides.flatMap(statementsOf);
  const unreadable = statements.find(({ source }) => source.unreadable.length > 0);
  if (unreadable) return `A statement of ${unreadable.ref.policyId} cannot be read.`;
  const actions = actionClassesOf(statements);
  const resources = resourceClassesOf(statements);
  if (!actions || !resources || actions.length * resources.length > maxCells) {
    return 'The policies tell too many kinds of actions and resources apart.';
  }
  const conditions = conditionAtomsOf(statements);
  return { actions, resources, conditions, implications: implicationsBetween(conditions) };
}
