import { compileActionPattern } from '../match/action.js';
import { asciiLowerCase } from '../match/ascii.js';
import { ArnTarget } from '../match/arn-pattern.js';
import { RequestContext } from '../match/request-context.js';
import { compileResourcePattern } from '../match/resource.js';
import type { PolicyVersion } from '../parse/ast.js';
import { resourceClassesBy } from '../compare/request-classes.js';
import { globOf } from '../pattern/glob.js';
import { isCovered } from '../pattern/text-classes.js';

const WILDCARD = /[*?]/;
const NO_CONTEXT = new RequestContext({});

function prefixOf(pattern: string): string {
  return pattern.slice(0, pattern.search(WILDCARD));
}

/** Without this, the wider one cannot cover the narrower: its literal beginning must begin the other. */
function canCover(wide: string, narrow: string): boolean {
  if (!WILDCARD.test(wide) || narrow === '*') return false;
  const prefix = prefixOf(wide);
  return (WILDCARD.test(narrow) ? prefixOf(narrow) : narrow).startsWith(prefix);
}

/** Whether every action that the narrow pattern matches is matched by the wide one. May say no where it is too hard. */
export function actionCovers(wide: string, narrow: string): boolean {
  const [w, n] = [asciiLowerCase(wide), asciiLowerCase(narrow)];
  if (w === n || w === '*') return true;
  if (!canCover(w, n)) return false;
  if (!WILDCARD.test(n)) return compileActionPattern(w).matchesLowerCased(n);
  return isCovered(globOf(n), [globOf(w)]) === true;
}

/**
 * Whether the wide pattern matches, at least as surely, whatever the narrow one does. Patterns with variables cover only
 * themselves. May say no where it is too hard to tell.
 */
export function resourceCovers(wide: string, narrow: string, version: PolicyVersion): boolean {
  if (wide === narrow || wide === '*') return true;
  const hasVariables = wide.includes('${') || narrow.includes('${');
  if (hasVariables || !canCover(wide, narrow)) return false;
  const isOneResource = !WILDCARD.test(narrow) && !/[A-Z]/.test(narrow.split(':').slice(0, 5).join(':'));
  return coversAll(wide, narrow, version, isOneResource ? [narrow] : resourceClassesBy([wide, narrow], version));
}

function coversAll(
  wide: string,
  narrow: string,
  version: PolicyVersion,
  resources: readonly string[] | undefined,
): boolean {
  if (!resources) return false;
  const [w, n] = [compileResourcePattern(wide, version), compileResourcePattern(narrow, version)];
  return resources.every((resource) => {
    const target = new ArnTarget(resource);
    return w.matches(target, NO_CONTEXT) >= n.matches(target, NO_CONTEXT);
  });
}

/** The values that no other value covers; of two that cover each other the first stays. */
export function withoutCovered(values: readonly string[], covers: (wide: string, narrow: string) => boolean): string[] {
  const isDropped = new Array<boolean>(values.length).fill(false);
  const wide = values.flatMap((value, index) => (WILDCARD.test(value) ? [index] : []));
  for (const [index, value] of values.entries()) {
    isDropped[index] = wide.some(
      (other) => other !== index && isDropped[other] !== true && covers(values[other] ?? '', value),
    );
  }
  return values.filter((_, index) => isDropped[index] !== true);
}
