import { type LeafTest, PatternProblem, leafTest } from './pattern-leaf.rules.js';

/** Says of an event, or of a part of one, whether it matches. */
type Test = (value: unknown) => boolean;

type JsonMap = Readonly<Record<string, unknown>>;

/**
 * An event pattern made ready (EventBridge User Guide, "Event patterns"). Throws `PatternProblem` with the reason when
 * AWS would refuse it.
 */
export function compileEventPattern(text: string): Test {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw new PatternProblem('Invalid JSON');
  }
  if (!isMap(pattern)) throw new PatternProblem('Filter is not an object');
  if (Object.keys(pattern).length === 0) throw new PatternProblem('Empty objects are not allowed');
  return objectTest(pattern);
}

export { PatternProblem } from './pattern-leaf.rules.js';

function objectTest(pattern: JsonMap): Test {
  const tests = Object.entries(pattern).map(([name, inner]) => memberTest(name, inner));
  const all: Test = (value) => tests.every((test) => test(value));
  // The members of one pattern must match in one and the same element of a list.
  return (value) => (Array.isArray(value) && value.length > 0 ? value.some((each) => all(each)) : all(value));
}

function memberTest(name: string, pattern: unknown): Test {
  if (name === '$or' && isAlternatives(pattern)) {
    const tests = pattern.map((each) => objectTest(each));
    return (value) => tests.some((test) => test(value));
  }
  if (Array.isArray(pattern)) {
    const test = listTest(pattern);
    return (value) => test(memberOf(value, name));
  }
  if (!isMap(pattern)) throw new PatternProblem(`"${name}" must be an object or an array`);
  if (Object.keys(pattern).length === 0) throw new PatternProblem('Empty objects are not allowed');
  const test = objectTest(pattern);
  return (value) => test(memberOf(value, name));
}

function isAlternatives(pattern: unknown): pattern is readonly JsonMap[] {
  return Array.isArray(pattern) && pattern.length > 1 && pattern.every(isMap);
}

function listTest(items: readonly unknown[]): Test {
  if (items.length === 0) throw new PatternProblem('Empty arrays are not allowed');
  const tests = items.map((item): LeafTest => leafTest(item));
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => test(leaves));
  };
}

/** The plain values at a place: of a list all of them, of an object none. */
function leavesOf(value: unknown): readonly unknown[] {
  if (value === undefined || isMap(value)) return [];
  return Array.isArray(value) ? value.flatMap(leavesOf) : [value];
}

function memberOf(value: unknown, name: string): unknown {
  return isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
