import type { CompiledPolicy, CompiledStatement, StatementRef } from '../evaluate/compile-policy.js';
import type { PreparedRequest } from '../evaluate/request.js';
import { type Truth, UNSURE, YES } from '../match/truth.js';
import type { StatementElement } from '../parse/ast.js';

/** An element of an Allow that kept it from applying. */
export interface MissedElement {
  readonly element: StatementElement;
  /** What the statement wants and what the request brings, for people. */
  readonly detail: string;
  /** AWS's pages leave it open (or the element cannot be read), so it did not count. */
  readonly isUnsettled: boolean;
}

/** An Allow that would have applied but for a few elements. */
export interface NearMiss {
  readonly statement: StatementRef;
  readonly missed: readonly MissedElement[];
}

const MAX_VALUES = 5;

/** A few values for a message, bounded in number and length. */
function listed(values: readonly string[]): string {
  const shown = values.slice(0, MAX_VALUES).map((value) => (value.length > 120 ? `${value.slice(0, 120)}…` : value));
  const rest = values.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${String(rest)} more` : shown.join(', ');
}

function missedElement(element: StatementElement, truth: Truth, detail: string): MissedElement[] {
  return truth === YES ? [] : [{ element, detail, isUnsettled: truth === UNSURE }];
}

function missedAction(statement: CompiledStatement, request: PreparedRequest): MissedElement[] {
  const { action } = statement.source;
  const name = action?.negated ? 'NotAction' : 'Action';
  const values = listed((action?.values ?? []).map(({ value }) => value));
  const detail = `${name} is ${values}; the request asks for ${request.source.action}`;
  return missedElement('Action', statement.matchesAction(request), detail);
}

function missedResource(statement: CompiledStatement, request: PreparedRequest): MissedElement[] {
  const { resource } = statement.source;
  const name = resource?.negated ? 'NotResource' : 'Resource';
  const values = listed((resource?.values ?? []).map(({ value }) => value));
  const detail = `${name} is ${values}; the request is for ${listed([request.source.resource])}`;
  return missedElement('Resource', statement.matchesResource(request), detail);
}

function missedPrincipal(statement: CompiledStatement, request: PreparedRequest): MissedElement[] {
  const { principal } = statement.source;
  const name = principal?.negated ? 'NotPrincipal' : 'Principal';
  const values = listed((principal?.entries ?? []).map(({ type, value }) => `${type} ${value}`));
  const { caller } = request;
  const who = caller.arn ?? caller.service ?? caller.provider ?? 'anonymous';
  const detail = `${name} is ${values}; the request comes from ${listed([who])}`;
  return missedElement('Principal', statement.matchesPrincipal(request).truth, detail);
}

function missedConditions(statement: CompiledStatement, request: PreparedRequest): MissedElement[] {
  return statement.conditions.flatMap((condition) => {
    const { key, source } = condition;
    const wanted = listed(source.values.map(({ value }) => value));
    const actual = request.context.values(key);
    const brought = actual === undefined ? 'no value' : listed(actual);
    const detail = `${source.operator.text} ${source.key.value} wants ${wanted}; the request has ${brought}`;
    return missedElement('Condition', condition.holds(request.context), detail);
  });
}

/** What of a statement does not match a request for certain. */
export function missOf(statement: CompiledStatement, request: PreparedRequest): NearMiss {
  const broken: MissedElement[] = statement.isVoid
    ? [{ element: 'Effect', detail: 'The policy is broken: what it allows does not count', isUnsettled: true }]
    : [];
  const missed = [
    ...broken,
    ...missedAction(statement, request),
    ...missedResource(statement, request),
    ...missedPrincipal(statement, request),
    ...missedConditions(statement, request),
  ];
  return { statement: statement.ref, missed };
}

/** An Allow for another action is far off, one whose only fault is a condition is near. */
const WEIGHTS: Readonly<Record<StatementElement, number>> = {
  Effect: 1,
  Condition: 1,
  Principal: 3,
  Resource: 3,
  Action: 5,
};

function distance({ missed }: NearMiss): number {
  return missed.reduce((sum, { element, isUnsettled }) => sum + (isUnsettled ? 0.5 : WEIGHTS[element]), 0);
}

/**
 * The Allow statements of some policies that came nearest to applying, nearest first. Those that miss both the action
 * and something else are not near.
 */
export function nearestMisses(policies: readonly CompiledPolicy[], request: PreparedRequest, limit = 3): NearMiss[] {
  return policies
    .flatMap(({ allows }) => allows.map((statement) => missOf(statement, request)))
    .filter((miss) => miss.missed.length > 0 && distance(miss) <= WEIGHTS.Action)
    .sort((left, right) => distance(left) - distance(right))
    .slice(0, limit);
}
