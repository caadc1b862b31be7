import { asciiLowerCase } from '../match/ascii.js';
import type { Catalogue, KnownAction } from './catalogue.js';

/** The actions that patterns stand for today, each once, sorted. Patterns that match nothing known give nothing. */
export function expandActions(patterns: readonly string[], catalogue: Catalogue): string[] {
  return [
    ...new Set(patterns.flatMap((pattern) => catalogue.matching(pattern).map(({ fullName }) => fullName))),
  ].sort();
}

/** A word of a name in camel case: `GetBucketACL` has `Get`, `Bucket`, `ACL`. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+/g;

/**
 * Patterns that, among the actions of the catalogue, match exactly what the given actions are: `s3:*` for a whole
 * service, `s3:GetBucket*` where every action that begins so is among them. Wildcards stand after whole words only, so
 * that a person can tell what they mean. Actions that the catalogue does not know stay as they are.
 *
 * A wildcard also takes in what AWS will add later under that name: shrink for people, not to prove that nothing is new.
 *
 * @param minimum the least number of actions that a wildcard has to replace.
 */
export function shrinkActions(actions: readonly string[], catalogue: Catalogue, minimum = 2): string[] {
  const byService = new Map<string, Set<KnownAction>>();
  const unknown: string[] = [];
  for (const name of actions) {
    const action = catalogue.action(name);
    if (!action) unknown.push(name);
    else byService.set(action.service, (byService.get(action.service) ?? new Set()).add(action));
  }
  const shrunk = [...byService].flatMap(([service, wanted]) =>
    shrink(wholeService(service, catalogue), wanted, minimum),
  );
  return [...new Set([...shrunk, ...unknown])].sort();
}

/** Actions whose names share their first words. */
interface Branch {
  readonly prefix: string;
  readonly actions: readonly KnownAction[];
  readonly depth: number;
  /** How many actions of the service begin with a text: also those of other branches, as `ListenX` does with `List`. */
  readonly countBeginning: (prefix: string) => number;
}

function shrink(branch: Branch, wanted: ReadonlySet<KnownAction>, minimum: number): string[] {
  const { prefix, actions } = branch;
  const included = actions.filter((action) => wanted.has(action));
  const [only] = included;
  if (only === undefined || actions.length === 1) return included.map(({ fullName }) => fullName);
  const isWorthIt = included.length === actions.length && included.length >= minimum;
  if (isWorthIt && branch.countBeginning(prefix) === included.length) return [`${prefix}*`];
  return branchesOf(branch).flatMap((each) => shrink(each, wanted, minimum));
}

function wholeService(service: string, catalogue: Catalogue): Branch {
  const actions = catalogue.actionsOf(service);
  const names = actions.map(({ fullName }) => asciiLowerCase(fullName));
  const countBeginning = (prefix: string) => names.filter((name) => name.startsWith(asciiLowerCase(prefix))).length;
  return { prefix: `${service}:`, actions, depth: 0, countBeginning };
}

/** By the next word. What has no further word is a branch of its own, which no wildcard can stand for. */
function branchesOf({ prefix, actions, depth, countBeginning }: Branch): Branch[] {
  const branches = new Map<string, KnownAction[]>();
  for (const action of actions) {
    const words = action.name.match(WORD) ?? [action.name];
    const next = words[depth];
    const key = next === undefined ? prefix : `${prefix}${next}`;
    branches.set(key, [...(branches.get(key) ?? []), action]);
  }
  return [...branches].map(([key, members]) => ({ prefix: key, actions: members, depth: depth + 1, countBeginning }));
}
