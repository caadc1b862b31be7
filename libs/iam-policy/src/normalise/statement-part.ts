import { conditionAtom } from '../compare/condition-atoms.js';
import { asciiLowerCase } from '../match/ascii.js';
import type {
  Condition,
  Effect,
  ListElement,
  PolicyVersion,
  PrincipalElement,
  PrincipalType,
  Statement,
} from '../parse/ast.js';

/** The values of an element as a sorted set. */
export interface ValueSet {
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** What a statement means, without its place; keys are equal for elements that mean the same. */
export interface StatementPart {
  /** Kept only while the statement is one that somebody wrote. */
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly principal: PrincipalElement | undefined;
  readonly action: ValueSet | undefined;
  readonly resource: ValueSet | undefined;
  /** One of each, by name. */
  readonly conditions: ReadonlyMap<string, Condition>;
}

export function statementPart(statement: Statement, version: PolicyVersion): StatementPart {
  const conditions = statement.conditions.map(
    (condition) => [conditionAtom(condition, version).name, condition] as const,
  );
  return {
    sid: statement.sid?.value,
    effect: statement.effect,
    principal: statement.principal,
    action: valueSet(statement.action),
    resource: valueSet(statement.resource),
    conditions: new Map([...conditions].sort(([one], [other]) => compareTexts(one, other))),
  };
}

function valueSet(element: ListElement | undefined): ValueSet | undefined {
  return element && { negated: element.negated, values: sortedSet(element.values.map(({ value }) => value)) };
}

/** By code unit, so that the order is the same everywhere. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export function sortedSet(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(compareTexts);
}

/** Equal for parts of which only actions or only resources differ, whichever is left out. */
export function keyWithout(part: StatementPart, left: 'action' | 'resource' | 'both'): string {
  return JSON.stringify([
    part.effect,
    principalKey(part.principal),
    [...part.conditions.keys()],
    left === 'resource' ? elementKey(part.action, true) : part.action?.negated,
    left === 'action' ? elementKey(part.resource, false) : part.resource?.negated,
  ]);
}

function elementKey(element: ValueSet | undefined, ignoresCase: boolean): unknown {
  if (!element) return null;
  const values = ignoresCase ? sortedSet(element.values.map(asciiLowerCase)) : element.values;
  return [element.negated, values];
}

export function principalKey(principal: PrincipalElement | undefined): string {
  if (!principal) return '';
  const entries = principal.entries.map(({ type, value }) => `${type}:${value}`);
  return JSON.stringify([principal.negated, sortedSet(entries)]);
}

type Json = Record<string, unknown>;

/** The statement as AWS takes it: single values bare, elements in the usual order. */
export function statementJson(part: StatementPart): Json {
  const { sid, effect, principal, action, resource, conditions } = part;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(principal && { [principal.negated ? 'NotPrincipal' : 'Principal']: principalJson(principal) }),
    ...elementJson('Action', action),
    ...elementJson('Resource', resource),
    ...(conditions.size > 0 && { Condition: conditionJson([...conditions.values()]) }),
  };
}

function elementJson(name: string, element: ValueSet | undefined): Json {
  return element ? { [element.negated ? `Not${name}` : name]: bare(element.values) } : {};
}

function bare(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function principalJson(principal: PrincipalElement): unknown {
  if (principal.isBare) return '*';
  const types = sortedSet(principal.entries.map(({ type }) => type)) as PrincipalType[];
  const valuesOf = (type: PrincipalType) =>
    sortedSet(principal.entries.filter((entry) => entry.type === type).map(({ value }) => value));
  return Object.fromEntries(types.map((type) => [type, bare(valuesOf(type))]));
}

/** Two conditions on one operator and key cannot stand side by side in JSON, so both spellings of the key are kept. */
function conditionJson(conditions: readonly Condition[]): Json {
  const operators = sortedSet(conditions.map(({ operator }) => operator.text));
  return Object.fromEntries(
    operators.map((text) => {
      const own = conditions.filter(({ operator }) => operator.text === text);
      const keys = own.map(
        ({ key, values }) => [key.value, bare(sortedSet(values.map(({ value }) => value)))] as const,
      );
      return [text, Object.fromEntries(keys)];
    }),
  );
}
