import type { CompiledStatement, StatementRef } from '../evaluate/compile-policy.js';
import type { AccessRequest } from '../evaluate/request.js';
import { actionMatches } from '../match/action.js';
import type { ListElement } from '../parse/ast.js';
import { printCondition } from './print-condition.js';
import { layersOf, mayMatchResource, samplesOf, statementGrid, type ComparedPolicies } from './access-formula.js';
import type { CompareOptions } from './grants-nothing-new.js';
import { newAccess, type NewAccess } from './new-access.js';
import { partitionBy, type Partition } from './partition.js';

/** One line of a diff, as a person reads it: these actions on these resources, under these conditions. */
export interface AccessChange {
  readonly change: 'becomes-possible' | 'no-longer-possible';
  /** `Action` or `NotAction` of the statement, as written; for a part of it, the classes concerned. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Each as a phrase: `aws:RequestedRegion is "eu-west-1" or "us-east-1"`. */
  readonly conditions: readonly string[];
  /** The Allow statement that gives it, or gave it. */
  readonly statement: StatementRef;
  /** `all` when nothing of it was possible on the other side. */
  readonly extent: 'all' | 'part';
  /** A request that shows the change; absent when only conditions or variables decide whether it is one. */
  readonly witness?: AccessRequest;
}

export interface AccessDiff {
  readonly changes: readonly AccessChange[];
  /** Where conditions, variables or size leave open whether a change is one; empty when the diff is exact. */
  readonly doubts: readonly string[];
}

/** Doubts beyond this many say nothing more. */
const MAX_DOUBTS = 20;

/** What one principal can do with `after` and not with `before`, and the other way round, by statement. */
export function accessDiff(
  before: ComparedPolicies,
  after: ComparedPolicies,
  options: CompareOptions = {},
): AccessDiff {
  const partition = partitionBy([before, after], options.maxCells);
  if (typeof partition === 'string') return { changes: [], doubts: [partition] };
  const gained = [...newAccess({ before, after, partition, ...options })];
  const lost = [...newAccess({ before: after, after: before, partition, ...options })];
  return {
    changes: [
      ...changesOf('becomes-possible', after, partition, gained),
      ...changesOf('no-longer-possible', before, partition, lost),
    ],
    doubts: doubtsOf([...gained, ...lost]),
  };
}

function doubtsOf(cells: readonly NewAccess[]): string[] {
  const sentences = cells.flatMap(({ witness }) => (typeof witness === 'string' ? [witness] : []));
  return [...new Set(sentences)].slice(0, MAX_DOUBTS);
}

function changesOf(
  change: AccessChange['change'],
  policies: ComparedPolicies,
  partition: Partition,
  cells: readonly NewAccess[],
): AccessChange[] {
  const identity = layersOf(policies)[0] ?? [];
  const statements = identity.flatMap(({ allows, isBroken }) => (isBroken ? [] : allows));
  return statements.flatMap((statement) => {
    const reach = reachOf(statement, partition);
    const touched = cells.filter(({ action, resource }) => reach.actions[action] && reach.resources[resource]);
    return touched.length === 0 ? [] : [changeOf(change, statement, partition, { touched, reach })];
  });
}

interface Reach {
  readonly actions: readonly boolean[];
  readonly resources: readonly boolean[];
}

function reachOf(statement: CompiledStatement, partition: Partition): Reach {
  const grid = statementGrid(statement, samplesOf(partition));
  return {
    actions: grid.byAction.map((formula) => formula !== false),
    resources: grid.byResource.map((formula) => formula !== false),
  };
}

function changeOf(
  change: AccessChange['change'],
  statement: CompiledStatement,
  partition: Partition,
  { touched, reach }: { readonly touched: readonly NewAccess[]; readonly reach: Reach },
): AccessChange {
  const { source, ref } = statement;
  const count = (flags: readonly boolean[]) => flags.filter(Boolean).length;
  const isWhole =
    touched.length === count(reach.actions) * count(reach.resources) && touched.every(({ isWholly }) => isWholly);
  const witness = touched.find((cell) => typeof cell.witness === 'object')?.witness;
  const actions = new Set(touched.map(({ action }) => partition.actions[action] ?? ''));
  const resources = new Set(touched.map(({ resource }) => partition.resources[resource] ?? ''));
  return {
    change,
    actions: elementText(source.action, (value) => [...actions].some((action) => actionMatches(value, action))),
    resources: elementText(source.resource, (value) =>
      [...resources].some((resource) => mayMatchResource(value, statement.version, resource)),
    ),
    conditions: source.conditions.map(printCondition),
    statement: ref,
    extent: isWhole ? 'all' : 'part',
    ...(typeof witness === 'object' && { witness }),
  };
}

/** The values of an element that a change touches, as written. */
function elementText(element: ListElement | undefined, isTouched: (value: string) => boolean): string[] {
  const written = element?.values.map(({ value }) => value) ?? [];
  if (element?.negated) return [`everything but ${written.join(', ')}`];
  return written.filter(isTouched);
}
