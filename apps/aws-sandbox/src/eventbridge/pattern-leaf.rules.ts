import { YES, ipInRange, parseIpRange } from '@gatehouse/iam-policy';

/** Says of the values at a place whether one of them matches; there may be none. */
export type LeafTest = (values: readonly unknown[]) => boolean;

type ValueTest = (value: unknown) => boolean;

/** Why AWS would refuse a pattern. */
export class PatternProblem extends Error {}

const MAX_NUMBER = 5_000_000_000;

/** One item of a list in a pattern: a plain value, or an object with one comparison. */
export function leafTest(item: unknown): LeafTest {
  if (isScalar(item)) return anyOf((value) => value === item);
  const [name, argument] = onlyMember(item);
  if (name === 'exists') return existsTest(argument);
  return anyOf(comparison(name, argument));
}

function anyOf(test: ValueTest): LeafTest {
  return (values) => values.some(test);
}

function existsTest(argument: unknown): LeafTest {
  if (typeof argument !== 'boolean') throw new PatternProblem('exists match pattern must be either true or false.');
  return (values) => values.length > 0 === argument;
}

function onlyMember(item: unknown): readonly [string, unknown] {
  const entries = typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.entries(item) : [];
  const [first, second] = entries as readonly (readonly [string, unknown])[];
  if (first !== undefined && second === undefined) return first;
  throw new PatternProblem(
    Array.isArray(item)
      ? 'Match value must be String, number, true, false, or null'
      : 'Only one key allowed in match expression',
  );
}

const COMPARISONS: Readonly<Record<string, (argument: unknown) => ValueTest>> = {
  prefix: (argument) => affix('prefix', argument, (value, part) => value.startsWith(part)),
  suffix: (argument) => affix('suffix', argument, (value, part) => value.endsWith(part)),
  'equals-ignore-case': (argument) => {
    const wanted = text('equals-ignore-case', argument).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  wildcard: (argument) => {
    const parts = wildcardParts(text('wildcard', argument));
    return (value) => typeof value === 'string' && follows(value, parts);
  },
  numeric,
  cidr,
  'anything-but': anythingBut,
};

function comparison(name: string, argument: unknown): ValueTest {
  const make = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (make === undefined) throw new PatternProblem(`Unrecognized match type ${name}`);
  return make(argument);
}

/** `{ prefix: 'x' }` and `{ prefix: { 'equals-ignore-case': 'x' } }`. */
function affix(name: string, argument: unknown, test: (value: string, part: string) => boolean): ValueTest {
  if (typeof argument === 'object' && argument !== null) {
    const [inner, given] = onlyMember(argument);
    if (inner !== 'equals-ignore-case') throw new PatternProblem(`Unsupported ${name} pattern: ${inner}`);
    const part = text(name, given).toLowerCase();
    return (value) => typeof value === 'string' && test(value.toLowerCase(), part);
  }
  const part = text(name, argument);
  return (value) => typeof value === 'string' && test(value, part);
}

function text(name: string, argument: unknown): string {
  if (typeof argument === 'string') return argument;
  throw new PatternProblem(`${name} match pattern must be a string`);
}

/** A star stands for any characters; `\\*` and `\\\\` for themselves. The texts between the stars, in order. */
function wildcardParts(pattern: string): readonly string[] {
  const parts = [''];
  let afterStar = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    const isStar = character === '*';
    if (isStar && afterStar) throw new PatternProblem(`Consecutive wildcard characters at pos ${String(index - 1)}`);
    if (isStar) parts.push('');
    else parts[parts.length - 1] += character === '\\' ? escapedIn(pattern, ++index) : character;
    afterStar = isStar;
  }
  return parts;
}

function escapedIn(pattern: string, index: number): string {
  const character = pattern.charAt(index);
  if (character === '*' || character === '\\') return character;
  throw new PatternProblem(`Invalid escape character at pos ${String(index - 1)}`);
}

/** Whether the parts follow one another in a text, in time proportional to its length. */
function follows(value: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return value === first;
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  const middle = value.slice(first.length, value.length - last.length);
  return value.length >= first.length + last.length && holdsInOrder(middle, parts.slice(1, -1));
}

function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

const ORDER: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["=", 5]`, `[">", 0, "<=", 5]` */
function numeric(argument: unknown): ValueTest {
  if (!Array.isArray(argument) || argument.length === 0) {
    throw new PatternProblem('Value of numeric must be an array.');
  }
  const list: readonly unknown[] = argument;
  const tests = [bound(list[0], list[1]), ...(list.length > 2 ? [secondBound(list)] : [])];
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function secondBound(list: readonly unknown[]): (value: number) => boolean {
  const [first, low, second, high] = list;
  const isRange = (first === '>' || first === '>=') && (second === '<' || second === '<=');
  if (!isRange || list.length !== 4) throw new PatternProblem('Bad numeric range operator');
  if (Number(low) >= Number(high)) throw new PatternProblem('Bottom must be less than top');
  return bound(second, high);
}

function bound(operator: unknown, limit: unknown): (value: number) => boolean {
  const order = typeof operator === 'string' && Object.hasOwn(ORDER, operator) ? ORDER[operator] : undefined;
  if (order === undefined) throw new PatternProblem(`Unrecognized numeric range operator: ${String(operator)}`);
  if (typeof limit !== 'number') throw new PatternProblem(`Value of ${String(operator)} must be numeric`);
  if (Math.abs(limit) > MAX_NUMBER) throw new PatternProblem('Value must be between -5.0E9 and +5.0E9, inclusive');
  return (value) => order(value, limit);
}

function cidr(argument: unknown): ValueTest {
  const range = parseIpRange(text('cidr', argument));
  if (range === undefined) throw new PatternProblem("Malformed CIDR, one '/' required");
  return (value) => {
    const address = typeof value === 'string' ? parseIpRange(value) : undefined;
    return address !== undefined && ipInRange(range, address) === YES;
  };
}

function anythingBut(argument: unknown): ValueTest {
  const unwanted = unwantedTest(argument);
  return (value) => isScalar(value) && !unwanted(value);
}

/** What anything-but leaves out: a value, a list of them, or a comparison with one or more texts. */
function unwantedTest(argument: unknown): ValueTest {
  if (isPlain(argument)) return (value) => value === argument;
  if (Array.isArray(argument)) return unwantedList(argument);
  const [name, given] = onlyMember(argument);
  if (!['equals-ignore-case', 'prefix', 'suffix', 'wildcard'].includes(name)) {
    throw new PatternProblem(`Unsupported anything-but pattern: ${name}`);
  }
  const tests = (Array.isArray(given) ? (given as readonly unknown[]) : [given]).map((each) => comparison(name, each));
  if (tests.length === 0) throw new PatternProblem('Empty arrays are not allowed');
  return (value) => tests.some((test) => test(value));
}

function unwantedList(list: readonly unknown[]): ValueTest {
  if (list.length === 0) throw new PatternProblem('Empty arrays are not allowed');
  if (list.every(isPlain)) return (value) => list.includes(value as string);
  throw new PatternProblem(
    'Inside anything but list, either all values are number or string, mixed type is not supported',
  );
}

function isPlain(value: unknown): value is number | string {
  return typeof value === 'string' || typeof value === 'number';
}

function isScalar(value: unknown): value is boolean | number | string | null {
  return value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string';
}
