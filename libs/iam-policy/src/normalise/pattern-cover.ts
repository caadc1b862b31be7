import { compileActionPattern } from '../match/action.js';
import { asciiLowerCase } from '../match/ascii.js';
import { ArnTarget } from '../match/arn-pattern.js';
import { RequestContext } from '../match/request-context.js';
import { compileWildcard } from '../match/wildcard.js';
import { compileResourcePattern } from '../match/resource.js';
import type { PolicyVersion } from '../parse/ast.js';
import { resourceClassesBy } from '../compare/request-classes.js';
import { globOf } from '../pattern/glob.js';
import { Work } from '../pattern/work.js';
import { isCovered } from '../pattern/text-classes.js';

const WILDCARD = /[*?]/;
/** Comparisons that need more are given up: nothing is lost but a shorter text. */
const MAX_WORK = 200_000;
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
export function actionCovers(wide: string, narrow: string, work = new Work(MAX_WORK)): boolean {
  const [w, n] = [asciiLowerCase(wide), asciiLowerCase(narrow)];
  if (w === n || /^\*+$/.test(w)) return true;
  if (!isWorthALook(w, n, work)) return false;
  return actionTold(w, n) ?? isCovered(globOf(n), [globOf(w)], work) === true;
}

/** What one look tells; undefined where it does not. */
function actionTold(wide: string, narrow: string): boolean | undefined {
  if (!WILDCARD.test(narrow)) return compileActionPattern(wide).matchesLowerCased(narrow);
  if (symbolicallyCovers(wide, narrow)) return true;
  return mayCover(wide, narrow) ? undefined : false;
}

function isWorthALook(wide: string, narrow: string, work: Work): boolean {
  return canCover(wide, narrow) && work.take((wide.length + narrow.length) >> 3);
}

/**
 * Whether the wide pattern matches, at least as surely, whatever the narrow one does. Patterns with variables cover only
 * themselves. May say no where it is too hard to tell.
 */
export function resourceCovers(
  wide: string,
  narrow: string,
  version: PolicyVersion,
  work = new Work(MAX_WORK),
): boolean {
  if (wide === narrow || wide === '*') return true;
  const hasVariables = wide.includes('${') || narrow.includes('${');
  if (hasVariables || !isWorthALook(wide, narrow, work)) return false;
  return simplyCovers(wide, narrow) ?? coversAll(wide, narrow, version, resourcesOf(wide, narrow, version, work));
}

/** Where both are simple one look tells; undefined otherwise, and where it does not. */
function simplyCovers(wide: string, narrow: string): boolean | undefined {
  if (!isSimple(wide) || (WILDCARD.test(narrow) && !isSimple(narrow))) return undefined;
  if (symbolicallyCovers(wide, narrow)) return true;
  return mayCover(wide, narrow) ? undefined : false;
}

/** One resource of each kind that the patterns tell apart. */
function resourcesOf(wide: string, narrow: string, version: PolicyVersion, work: Work): readonly string[] | undefined {
  const isOneResource = !WILDCARD.test(narrow) && !/[A-Z]/.test(narrow.split(':').slice(0, 5).join(':'));
  return isOneResource ? [narrow] : resourceClassesBy([wide, narrow], version, work);
}

/**
 * Whether the matcher reads the pattern in one way only: all wildcards are in the resource part, behind the resource's
 * type where there is one, and no part before it has upper case.
 */
function isSimple(pattern: string): boolean {
  const wildcard = pattern.search(WILDCARD);
  const beginning = wildcard < 0 ? pattern : pattern.slice(0, wildcard);
  const parts = beginning.split(':');
  if (parts.length < 6 || /[A-Z]/.test(parts.slice(0, 5).join(':'))) return false;
  return parts[2] === 's3' || parts.length > 6 || (parts[5] ?? '').includes('/');
}

const STAR = '\u0000';
const ANY = '\u0001';
const HAS_MARKS = /[\u0000\u0001]/;

/**
 * Reads the narrow pattern as a text in which `*` and `?` are letters that only wildcards take, and matches it. Whatever
 * the narrow one matches, the wide one then matches, too: letter by letter in the same way. Not found: cannot tell.
 */
function symbolicallyCovers(wide: string, narrow: string): boolean {
  if (HAS_MARKS.test(narrow) || HAS_MARKS.test(wide)) return false;
  // A `?` of the wide one takes one letter, which a star need not have.
  if (wide.includes('?') && narrow.includes('*')) return false;
  return compileWildcard(wide).matches(narrow.replaceAll('*', STAR).replaceAll('?', ANY));
}

/** Two texts of the narrow pattern that a wider one would have to match; if it does not, it is not wider. */
function mayCover(wide: string, narrow: string): boolean {
  const pattern = compileWildcard(wide);
  const filled = (star: string) => narrow.replaceAll('*', star).replaceAll('?', '\u4e00');
  return pattern.matches(filled('')) && pattern.matches(filled('\u4e01\u4e02\u4e01'));
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

/** The values that no other value covers; of two that cover each other the first stays. All of them when work runs out. */
export function withoutCovered(
  values: readonly string[],
  covers: (wide: string, narrow: string) => boolean,
  work: Work,
): string[] {
  const isDropped = new Array<boolean>(values.length).fill(false);
  const wide = values.flatMap((value, index) => (WILDCARD.test(value) ? [index] : []));
  for (const [index, value] of values.entries()) {
    if (!work.take(wide.length)) break;
    isDropped[index] = wide.some(
      (other) => other !== index && isDropped[other] !== true && covers(values[other] ?? '', value),
    );
  }
  return values.filter((_, index) => isDropped[index] !== true);
}
