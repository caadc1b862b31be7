import type { CompiledPolicy, CompiledStatement, MatchInput } from '../evaluate/compile-policy.js';
import type { PolicySet } from '../evaluate/policy-set.js';
import { prepareRequest, type PreparedRequest } from '../evaluate/request.js';
import { compileResourcePattern } from '../match/resource.js';
import { parseTemplate } from '../match/template.js';
import { NO, UNSURE, YES, type Truth } from '../match/truth.js';
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

/** A statement against all classes: when it applies to an action, to a resource, and under what conditions. */
interface StatementGrid {
  readonly byAction: readonly Formula[];
  readonly byResource: readonly Formula[];
  readonly otherwise: Formula;
}

interface LayerGrid {
  readonly allows: readonly StatementGrid[];
  readonly denies: readonly StatementGrid[];
}

const ANYBODY = 'arn:aws:iam::111122223333:role/any';

/** When a set of policies allows each cell, as a formula over conditions and what AWS does not settle. */
export class AccessGrid {
  readonly #layers: readonly LayerGrid[];

  constructor(set: ComparedPolicies, samples: Samples) {
    const gridOf = (statement: CompiledStatement) => statementGrid(statement, samples);
    this.#layers = layersOf(set).map((policies) => ({
      allows: policies.flatMap(({ allows }) => allows.map(gridOf)),
      denies: policies.flatMap(({ denies }) => denies.map(gridOf)),
    }));
  }

  /** When the `action`-th class of actions is allowed on the `resource`-th class of resources. */
  formulaAt(action: number, resource: number): Formula {
    const layers: Formula[] = [];
    for (const { allows, denies } of this.#layers) {
      const denied = anyOf(denies, action, resource);
      const allowed = denied === true ? false : anyOf(allows, action, resource);
      if (allowed === false) return false;
      layers.push(conjunction([allowed, negation(denied)]));
    }
    return conjunction(layers);
  }
}

/** The classes of a partition as requests, taken apart once. */
export interface Samples {
  readonly byAction: readonly PreparedRequest[];
  readonly byResource: readonly PreparedRequest[];
}

export function samplesOf(partition: {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}): Samples {
  return {
    byAction: partition.actions.map((action) => requestFor(action, '*')),
    byResource: partition.resources.map((resource) => requestFor('any:any', resource)),
  };
}

/** One statement against all classes. */
export function statementGrid(statement: CompiledStatement, { byAction, byResource }: Samples): StatementGrid {
  return {
    byAction: byAction.map((input) => actionFormula(statement, input)),
    byResource: byResource.map((input) => resourceFormula(statement, input)),
    otherwise: otherFormula(statement),
  };
}

/** Whether a pattern of a Resource element matches a resource, or may do so by its variables. */
export function mayMatchResource(pattern: string, version: PolicyVersion, resource: string): boolean {
  return patternFormula(pattern, version, requestFor('any:any', resource)) !== false;
}

function requestFor(action: string, resource: string): PreparedRequest {
  return prepareRequest({ principal: ANYBODY, action, resource }, false);
}

function anyOf(statements: readonly StatementGrid[], action: number, resource: number): Formula {
  const parts: Formula[] = [];
  for (const { byAction, byResource, otherwise } of statements) {
    const [onAction, onResource] = [byAction[action] ?? false, byResource[resource] ?? false];
    if (onAction === false || onResource === false) continue;
    const part = conjunction([onAction, onResource, otherwise]);
    if (part === true) return true;
    parts.push(part);
  }
  return disjunction(parts);
}

function actionFormula(statement: CompiledStatement, input: MatchInput): Formula {
  return settled(statement.matchesAction(input), `action:${textOf(statement.source.action?.values)}`);
}

function otherFormula({ source, version }: CompiledStatement): Formula {
  return conjunction([
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

function resourceFormula(statement: CompiledStatement, input: MatchInput): Formula {
  const { source, version, usesVariables } = statement;
  const element = source.resource;
  if (!element) return true;
  if (!usesVariables) {
    const truth = statement.matchesResource(input);
    if (truth !== UNSURE) return truth === YES;
  }
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
