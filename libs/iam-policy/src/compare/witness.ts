import { compileCondition } from '../match/condition.js';
import { RequestContext, type ContextInput } from '../match/request-context.js';
import { NO, YES } from '../match/truth.js';
import { evaluateVerdict } from '../evaluate/evaluate.js';
import type { AccessRequest } from '../evaluate/request.js';
import { asciiLowerCase } from '../match/ascii.js';
import type { Cell, ComparedPolicies } from './access-formula.js';
import type { ConditionAtom } from './condition-atoms.js';
import type { Model } from './formula.js';

/** Whose request a witness is, when nobody says. */
const SOMEBODY = 'arn:aws:iam::111122223333:role/somebody';

export interface WitnessSearch {
  readonly before: ComparedPolicies;
  readonly after: ComparedPolicies;
  readonly conditions: readonly ConditionAtom[];
  readonly principal?: string;
}

/** A request of the cell that `after` allows and `before` does not, both by the evaluator itself; or undefined. */
export function witnessOf(search: WitnessSearch, cell: Cell, model: Model): AccessRequest | undefined {
  const context = contextOf(search.conditions, model);
  if (!context) return undefined;
  const request: AccessRequest = { principal: search.principal ?? SOMEBODY, ...cell, context };
  const isAllowed = (policies: ComparedPolicies) => evaluateVerdict(request, policies) === 'allowed';
  return isAllowed(search.after) && !isAllowed(search.before) ? request : undefined;
}

/** A context in which each condition is as the model wants it; undefined when none of the values tried is. */
function contextOf(conditions: readonly ConditionAtom[], model: Model): ContextInput | undefined {
  const byKey = byKeyOf(conditions.filter(({ name }) => model.has(name)));
  const context: Record<string, string | string[]> = {};
  for (const group of byKey.values()) {
    const value = valueFor(group, model);
    if (value === undefined) return undefined;
    if (value !== null) context[group[0].condition.key.value] = value;
  }
  return context;
}

/** Conditions on one key. */
type Group = [ConditionAtom, ...ConditionAtom[]];

function byKeyOf(conditions: readonly ConditionAtom[]): Map<string, Group> {
  const byKey = new Map<string, Group>();
  for (const each of conditions) {
    const key = asciiLowerCase(each.condition.key.value);
    const group = byKey.get(key);
    if (group) group.push(each);
    else byKey.set(key, [each]);
  }
  return byKey;
}

/** A value that suits every condition on one key; null to leave the key out; undefined when none was found. */
function valueFor(group: Group, model: Model): string | string[] | null | undefined {
  const key = group[0].condition.key.value;
  const samples = group.flatMap(({ condition }) => condition.values.flatMap(({ value }) => samplesOf(value)));
  const isSet = group.some(({ condition }) => condition.operator.set !== undefined);
  const tried = [null, ...samples, 'gatehouse', '203.0.113.7', '2026-11-22T00:00:00Z', '0', 'true', 'false'];
  const values = isSet ? tried.map((value) => (value === null ? null : [value])) : tried;
  return values.find((value) => {
    const context = new RequestContext(value === null ? {} : { [key]: value });
    return group.every((each) => {
      const truth = compileCondition(each.condition, each.version).holds(context);
      return truth === (model.get(each.name) === true ? YES : NO);
    });
  });
}

/** Texts that a condition's value may match. */
function samplesOf(value: string): string[] {
  const plain = value.replaceAll('*', '').replaceAll('?', 'x');
  const network = value.split('/')[0] ?? value;
  return [value, plain, value.replaceAll('*', 'x').replaceAll('?', 'x'), network, `${Number(value) - 1}`];
}
