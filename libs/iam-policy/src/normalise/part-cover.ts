import type { PolicyVersion } from '../parse/ast.js';
import { Work } from '../pattern/work.js';
import { actionCovers, resourceCovers } from './pattern-cover.js';
import type { StatementPart, ValueSet } from './statement-part.js';

const MAX_WORK = 1_000_000;

/**
 * Whether one statement applies wherever another does. Effect and principal are not looked at: fewer conditions, more
 * actions, more resources cover. May say no where it is too hard to tell.
 */
export function partCovers(
  wide: StatementPart,
  narrow: StatementPart,
  version: PolicyVersion,
  work = new Work(MAX_WORK),
): boolean {
  if (!work.take(1 + wide.conditions.size)) return false;
  for (const name of wide.conditions.keys()) if (!narrow.conditions.has(name)) return false;
  return (
    elementCovers(wide.action, narrow.action, (w, n) => work.take(1) && actionCovers(w, n, work)) &&
    elementCovers(wide.resource, narrow.resource, (w, n) => work.take(1) && resourceCovers(w, n, version, work))
  );
}

function elementCovers(
  wide: ValueSet | undefined,
  narrow: ValueSet | undefined,
  valueCovers: (wide: string, narrow: string) => boolean,
): boolean {
  if (!wide || !narrow) return wide === narrow;
  if (wide.negated !== narrow.negated) return isEverything(wide);
  // What NotAction and NotResource leave out is what they do not cover: the sides change places.
  const [outer, inner] = wide.negated ? [narrow.values, wide.values] : [wide.values, narrow.values];
  return inner.every((value) => outer.some((other) => valueCovers(other, value)));
}

const isEverything = ({ negated, values }: ValueSet): boolean => !negated && values.includes('*');
