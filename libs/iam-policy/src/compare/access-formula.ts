import type { CompiledPolicy, CompiledStatement, MatchInput } from '../evaluate/compile-policy.js';
import type { PolicySet } from '../evaluate/policy-set.js';
import { prepareRequest, type PreparedRequest } from '../evaluate/request.js';
import { compileResourcePattern } from '../match/resource.js';
import { parseTemplate } from '../match/template.js';
import { NO, YES, type Truth } from '../match/truth.js';
import { WildcardPattern } from '../match/wildcard.js';
import type { PolicyVersion, PrincipalElement } from '../parse/ast.js';
import { conditionAtom, type ConditionAtom } from './condition-atoms.js';
import { atom, conjunction, disjunction, negation, type Formula } from './formula.js';
import { relaxedTokens } from './request-classes.js';

/** The policies of one principal that a comparison looks at. */
export type ComparedPolicies = Pick<
  PolicySet,
  'identityPolicies' | 'groupPolicies' | 'permissionsBoundary' | 'sessionPolicies' | 'scps'
>;

/** The policies layer by layer: all layers have to allow. */
export function layersOf(set: ComparedPolicies): (readonly CompiledPolicy[])[] {
  return [
    [...(set.identityPolicies ?? []), ...(set.groupPolicies ?? [])],
    ...(set.permissionsBoundary ? [[set.permissionsBoundary]] : []),
    ...(set.sessionPolicies && set.sessionPolicies.length > 0 ? [set.sessionPolicies] : []),
    ...(set.scps ?? []).map(({ policies }) => policies),
  ];
}

export function statementsOf(set: ComparedPolicies): CompiledStatement[] {
  return layersOf(set).flatMap((policies) => policies.flatMap(({ allows, denies }) => [...allows, ...denies]));
}

/** Every condition of the statements, each once. */
export function conditionAtomsOf(statements: readonly CompiledStatement[]): ConditionAtom[] {
  const atoms = new Map<string, ConditionAtom>();
  for (const { source, version } of statements) {
    for (const condition of source.conditions) {
      const each = conditionAtom(condition, version);
      atoms.set(each.name, each);
    }
  }
  return [...atoms.values()];
}

/** One action on one resource; stands for its whole class. */
export interface Cell {
  readonly action: string;
  readonly resource: string;
}

/** When the policies allow what the cell stands for, as a formula over conditions and what AWS does not settle. */
export function accessFormula(set: ComparedPolicies, cell: Cell): Formula {
  const input = prepareRequest({ principal: 'arn:aws:iam::111122223333:role/any', ...cell }, false);
  return conjunction(layersOf(set).map((policies) => layerFormula(policies, input)));
}

function layerFormula(policies: readonly CompiledPolicy[], input: PreparedRequest): Formula {
  const matched = (statements: readonly CompiledStatement[]) =>
    disjunction(statements.map((statement) => statementFormula(statement, input)));
  const denied = matched(policies.flatMap(({ denies }) => denies));
  return denied === true ? false : conjunction([matched(policies.flatMap(({ allows }) => allows)), negation(denied)]);
}

/** When a statement applies to the cell. */
export function statementFormula(statement: CompiledStatement, input: MatchInput): Formula {
  const { source, version } = statement;
  const action = settled(statement.matchesAction(input), `action:${textOf(source.action?.values)}`);
  if (action === false) return false;
  const resource = resourceFormula(statement, input);
  if (resource === false) return false;
  return conjunction([
    action,
    resource,
    source.principal ? principalFormula(source.principal) : true,
    ...source.conditions.map((condition) => atom(conditionAtom(condition, version).name)),
  ]);
}

/** What AWS's pages leave open is an atom: whatever it is, it is the same on both sides. */
function settled(truth: Truth, name: string): Formula {
  return truth === YES ? true : truth === NO ? false : atom(name);
}

function textOf(values: readonly { readonly value: string }[] | undefined): string {
  return JSON.stringify((values ?? []).map(({ value }) => value).sort());
}

function resourceFormula({ source, version }: CompiledStatement, input: MatchInput): Formula {
  const element = source.resource;
  if (!element) return true;
  if (element.values.length === 0) return element.negated ? atom('resource:[]') : false;
  const any = disjunction(element.values.map(({ value }) => patternFormula(value, version, input)));
  return element.negated ? negation(any) : any;
}

/** A pattern with variables may match wherever it does with `*` in their place; whether it does is an atom. */
function patternFormula(pattern: string, version: PolicyVersion, input: MatchInput): Formula {
  const name = `resource:${pattern}${pattern.includes('${') ? version : ''}`;
  if (!parseTemplate(pattern, version, true).hasVariables) {
    return settled(compileResourcePattern(pattern, version).matches(input.resource, input.context), name);
  }
  const mayDifferInCase = /[A-Z]/.test(pattern.split(':').slice(0, 5).join(':'));
  const mayMatch = new WildcardPattern(relaxedTokens(pattern, version)).matches(input.resource.text);
  return mayMatch || mayDifferInCase ? atom(name) : false;
}

function principalFormula(element: PrincipalElement): Formula {
  const any = disjunction(
    element.entries.map(({ type, value }) =>
      type === 'AWS' && value === '*' ? true : atom(`principal:${type}:${value}`),
    ),
  );
  return element.negated ? negation(any) : any;
}
