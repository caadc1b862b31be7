import { asciiLowerCase } from '../match/ascii.js';
import type { PolicyDocument, PolicyVersion } from '../parse/ast.js';
import { Work } from '../pattern/work.js';
import { partCovers } from './part-cover.js';
import { actionCovers, resourceCovers, withoutCovered } from './pattern-cover.js';
import {
  compareTexts,
  keyWithout,
  sortedSet,
  statementJson,
  statementPart,
  type StatementPart,
  type ValueSet,
} from './statement-part.js';

/** A document as a value, ready for `JSON.stringify`. */
export interface PlainPolicy {
  readonly Version: PolicyVersion;
  readonly Id?: string;
  readonly Statement: readonly Record<string, unknown>[];
}

/**
 * The fewest statements that we find to mean the same: values that another covers are dropped, statements that differ
 * only in their actions or only in their resources become one, statements that another covers go away. The case of
 * actions and resources stays as written; NotAction, NotResource and NotPrincipal are merged with nothing. Statements and
 * values are sorted, so that documents that say the same in another order give the same text. A statement keeps its Sid
 * while it is not merged.
 *
 * A broken document, or one with statements that cannot be read, comes back as it was: undefined.
 */
export function minimisePolicy(document: PolicyDocument): PlainPolicy | undefined {
  const { version, statements, id } = document;
  if (document.broken || statements.some(({ unreadable }) => unreadable.length > 0)) return undefined;
  const parts = minimiseParts(
    statements.map((statement) => statementPart(statement, version)),
    version,
  );
  return { Version: version, ...(id && { Id: id.value }), Statement: parts.map(statementJson) };
}

/** Letters compared at most, some seconds: beyond, values and statements stay that could have gone. */
const MAX_WORK = 5_000_000;

/** What is the same for all statements of a document. */
interface Minimising {
  readonly version: PolicyVersion;
  readonly work: Work;
}

/** Two passes at least: a merge can make room for another. */
function minimiseParts(parts: readonly StatementPart[], version: PolicyVersion): StatementPart[] {
  const task: Minimising = { version, work: new Work(MAX_WORK) };
  let current = parts.map((part) => withoutCoveredValues(part, task));
  for (let before = Infinity; current.length < before;) {
    before = current.length;
    for (const element of ['resource', 'action'] as const) current = mergeBy(current, element, task);
    current = withoutCoveredParts(current, task);
  }
  const ordered = current.map((part) => ({ part, order: orderOf(part) }));
  return ordered.sort((one, other) => compareTexts(one.order, other.order)).map(({ part }) => part);
}

function orderOf(part: StatementPart): string {
  return JSON.stringify(statementJson({ ...part, sid: undefined }));
}

function withoutCoveredValues(part: StatementPart, task: Minimising): StatementPart {
  return {
    ...part,
    action: part.action && { ...part.action, values: smallestActions(part.action.values, task) },
    resource: part.resource && { ...part.resource, values: smallestResources(part.resource.values, task) },
  };
}

function smallestActions(values: readonly string[], { work }: Minimising): string[] {
  const byText = new Map([...values].reverse().map((value) => [asciiLowerCase(value), value]));
  return withoutCovered(sortedSet(byText.values()), (wide, narrow) => actionCovers(wide, narrow, work), work);
}

function smallestResources(values: readonly string[], { version, work }: Minimising): string[] {
  return withoutCovered(values, (wide, narrow) => resourceCovers(wide, narrow, version, work), work);
}

/** Statements that differ in nothing but the values of one element, and do not negate it, become one. */
function mergeBy(parts: readonly StatementPart[], element: 'action' | 'resource', task: Minimising): StatementPart[] {
  const groups = new Map<string, StatementPart[]>();
  for (const [index, part] of parts.entries()) {
    const isMergeable = part[element]?.negated === false;
    const key = isMergeable ? keyWithout(part, element) : `${String(index)} stays alone`;
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return [...groups.values()].map((group) => mergeGroup(group, element, task));
}

function mergeGroup(group: readonly StatementPart[], element: 'action' | 'resource', task: Minimising): StatementPart {
  const [first] = group as [StatementPart];
  if (group.length === 1) return first;
  const values = sortedSet(group.flatMap((part) => part[element]?.values ?? []));
  const merged: ValueSet = {
    negated: false,
    values: element === 'action' ? smallestActions(values, task) : smallestResources(values, task),
  };
  return { ...first, sid: undefined, [element]: merged };
}

/** Statements are compared with those of the same effect, principal, and kind of elements only. */
function withoutCoveredParts(parts: readonly StatementPart[], { version, work }: Minimising): StatementPart[] {
  const isDropped = new Set<StatementPart>();
  const groups = new Map<string, StatementPart[]>();
  for (const part of parts) {
    const key = keyWithout({ ...part, conditions: new Map() }, 'both');
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  for (const part of parts) {
    if (work.isUsedUp) break;
    const group = groups.get(keyWithout({ ...part, conditions: new Map() }, 'both')) ?? [];
    const isCovered = group.some(
      (other) => work.take(1) && other !== part && !isDropped.has(other) && partCovers(other, part, version, work),
    );
    if (isCovered) isDropped.add(part);
  }
  return parts.filter((part) => !isDropped.has(part));
}
