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

/** Values of all statements beyond which nobody looks: AWS's own limits are far below. */
const MAX_VALUES = 20_000;
/** Looks of a statement at a cell. */
const MAX_LOOKS = 50_000_000;
const TOO_MANY = 'The policies tell too many kinds of actions and resources apart.';

function isTooLarge(cells: number, statements: number, maxCells: number): boolean {
  return cells > maxCells || cells * statements > MAX_LOOKS;
}

function sizeOf(statements: readonly CompiledStatement[]): number {
  return statements.reduce((sum, { source: { action, resource, conditions } }) => {
    const values = (action?.values.length ?? 0) + (resource?.values.length ?? 0);
    return sum + 1 + values + conditions.reduce((count, each) => count + 1 + each.values.length, 0);
  }, 0);
}

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
  if (sizeOf(statements) > MAX_VALUES) return TOO_MANY;
  const actions = actionClassesOf(statements);
  const resources = resourceClassesOf(statements);
  if (!actions || !resources || isTooLarge(actions.length * resources.length, statements.length, maxCells)) {
    return TOO_MANY;
  }
  const conditions = conditionAtomsOf(statements);
  return { actions, resources, conditions, implications: implicationsBetween(conditions) };
}
