import { asciiLowerCase } from '../match/ascii.js';
import type { PolicyDocument, PolicyVersion } from '../parse/ast.js';
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

/** Two passes at least: a merge can make room for another. */
export function minimiseParts(parts: readonly StatementPart[], version: PolicyVersion): StatementPart[] {
  let current = parts.map((part) => withoutCoveredValues(part, version));
  for (let before = Infinity; current.length < before;) {
    before = current.length;
    for (const element of ['resource', 'action'] as const) current = mergeBy(current, element, version);
    current = withoutCoveredParts(current, version);
  }
  return current.sort((one, other) => compareTexts(orderOf(one), orderOf(other)));
}

function orderOf(part: StatementPart): string {
  return JSON.stringify(statementJson({ ...part, sid: undefined }));
}

function withoutCoveredValues(part: StatementPart, version: PolicyVersion): StatementPart {
  return {
    ...part,
    action: part.action && { ...part.action, values: smallestActions(part.action.values) },
    resource: part.resource && { ...part.resource, values: smallestResources(part.resource.values, version) },
  };
}

function smallestActions(values: readonly string[]): string[] {
  const byText = new Map([...values].reverse().map((value) => [asciiLowerCase(value), value]));
  return withoutCovered(sortedSet(byText.values()), actionCovers);
}

function smallestResources(values: readonly string[], version: PolicyVersion): string[] {
  return withoutCovered(values, (wide, narrow) => resourceCovers(wide, narrow, version));
}

/** Statements that differ in nothing but the values of one element, and do not negate it, become one. */
function mergeBy(
  parts: readonly StatementPart[],
  element: 'action' | 'resource',
  version: PolicyVersion,
): StatementPart[] {
  const groups = new Map<string, StatementPart[]>();
  for (const [index, part] of parts.entries()) {
    const isMergeable = part[element]?.negated === false;
    const key = isMergeable ? keyWithout(part, element) : `${String(index)} stays alone`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].map((group) => mergeGroup(group, element, version));
}

function mergeGroup(
  group: readonly StatementPart[],
  element: 'action' | 'resource',
  version: PolicyVersion,
): StatementPart {
  const [first] = group as [StatementPart];
  if (group.length === 1) return first;
  const values = sortedSet(group.flatMap((part) => part[element]?.values ?? []));
  const merged: ValueSet = {
    negated: false,
    values: element === 'action' ? smallestActions(values) : smallestResources(values, version),
  };
  return { ...first, sid: undefined, [element]: merged };
}

function withoutCoveredParts(parts: readonly StatementPart[], version: PolicyVersion): StatementPart[] {
  const isDropped = new Set<number>();
  const keys = parts.map((part) => keyWithout({ ...part, conditions: new Map() }, 'both'));
  for (const [index, part] of parts.entries()) {
    const isCovered = parts.some(
      (other, at) => at !== index && !isDropped.has(at) && keys[at] === keys[index] && partCovers(other, part, version),
    );
    if (isCovered) isDropped.add(index);
  }
  return parts.filter((_, index) => !isDropped.has(index));
}
