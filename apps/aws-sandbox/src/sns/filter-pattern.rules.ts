/** Whether values under a key pass; none means that the key is not there. */
export type Pattern = (values: readonly unknown[]) => boolean;

type Test = (value: unknown) => boolean;
type Fail = (problem: string) => Error;

/** Reads one element of a condition: a value, or a map with one operator. */
export function readPattern(pattern: unknown, fail: Fail): Pattern {
  if (Array.isArray(pattern)) throw fail('Match value must be String, number, true, false, or null');
  if (typeof pattern !== 'object' || pattern === null) return some((value) => value === pattern);
  const entries = Object.entries(pattern);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) throw fail('Only one key allowed in match expression');
  const [operator, operand] = entry as [string, unknown];
  if (operator === 'exists') return exists(operand, fail);
  return some(readTest(operator, operand, fail));
}

function some(test: Test): Pattern {
  return (values) => values.some(test);
}

function exists(operand: unknown, fail: Fail): Pattern {
  if (typeof operand !== 'boolean') throw fail('exists match pattern must be either true or false.');
  return (values) => values.length > 0 === operand;
}

type TestReader = (operand: unknown, fail: Fail) => Test;

const TESTS: Readonly<Record<string, TestReader>> = {
  prefix: onText('prefix', (operand) => (value) => value.startsWith(operand)),
  suffix: onText('suffix', (operand) => (value) => value.endsWith(operand)),
  'equals-ignore-case': onText(
    'equals-ignore-case',
    (operand) => (value) => value.toLowerCase() === operand.toLowerCase(),
  ),
  wildcard: onText('wildcard', wildcard),
  cidr: onText('cidr', inRange),
  numeric: readNumeric,
  'anything-but': readAnythingBut,
};

function readTest(operator: string, operand: unknown, fail: Fail): Test {
  const read = Object.hasOwn(TESTS, operator) ? TESTS[operator] : undefined;
  if (read === undefined) throw fail(`Unrecognized match type ${operator}`);
  return read(operand, fail);
}

function onText(name: string, make: (operand: string) => (value: string) => boolean): TestReader {
  return (operand, fail) => {
    if (typeof operand !== 'string') throw fail(`${name} match pattern must be a string`);
    const test = make(operand);
    return (value) => typeof value === 'string' && test(value);
  };
}

/** The parts between asterisks, one after the other. */
function wildcard(pattern: string): (value: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (value) => value === pattern;
  return (value) => {
    if (!value.startsWith(first) || !value.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= value.length - last.length;
  };
}

/** `["a", "b"]`, `"a"`, or an operator on texts; a key must be there for its value to be another. */
function readAnythingBut(operand: unknown, fail: Fail): Test {
  if (isMap(operand)) return readNot(operand, fail);
  const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (excluded.length === 0) throw fail('Invalid anything-but match: empty list');
  return (value) => !excluded.includes(value);
}

function readNot(operand: Readonly<Record<string, unknown>>, fail: Fail): Test {
  const [[operator, inner] = ['', undefined]] = Object.entries(operand);
  if (operator === 'anything-but' || operator === 'numeric')
    throw fail(`Unsupported anything-but pattern: ${operator}`);
  const test = readTest(operator, inner, fail);
  return (value) => !test(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["=", 1]`, `[">", 0]`, `[">", 0, "<=", 5]`. */
function readNumeric(operand: unknown, fail: Fail): Test {
  const [operator, bound, ...more]: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const first = comparison(operator, bound, fail);
  if (more.length === 0) return (value) => typeof value === 'number' && first(value);
  if (operator !== '>' && operator !== '>=') throw fail('Too many elements in numeric expression');
  const last = readTop(more, Number(bound), fail);
  return (value) => typeof value === 'number' && first(value) && last(value);
}

/** The upper end of a range. */
function readTop(terms: readonly unknown[], bottom: number, fail: Fail): (value: number) => boolean {
  const [operator, top] = terms;
  if (typeof operator !== 'string') throw fail(`Bad value in numeric range: ${String(operator)}`);
  if (operator !== '<' && operator !== '<=') throw fail(`Bad numeric range operator: ${operator}`);
  const last = comparison(operator, top, fail);
  if (terms.length > 2) throw fail('Too many terms in numeric range expression');
  if (bottom >= Number(top)) throw fail('Bottom must be less than top');
  return last;
}

function comparison(operator: unknown, bound: unknown, fail: Fail): (value: number) => boolean {
  if (typeof operator !== 'string')
    throw fail(`Invalid member in numeric match: ${operator === undefined ? ']' : String(operator)}`);
  const compare = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  if (compare === undefined) throw fail(`Unrecognized numeric range operator: ${operator}`);
  if (typeof bound !== 'number') throw fail(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  return (value) => compare(value, bound);
}

/** IPv4 ranges: `10.0.0.0/24`. */
function inRange(range: string): (value: string) => boolean {
  const [base = '', bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  const start = ipNumber(base);
  return (value) => {
    const address = ipNumber(value);
    return start !== undefined && address !== undefined && Math.floor(address / size) === Math.floor(start / size);
  };
}

function ipNumber(text: string): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text)) return undefined;
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
