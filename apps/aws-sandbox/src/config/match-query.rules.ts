import type { Comparison, Condition, QueryValue } from './query.js';

/** What a query looks at: a resource as a record of records. */
export type Row = Readonly<Record<string, unknown>>;

/** Every value at the end of a path; lists on the way count as each of their members. */
export function valuesAt(row: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(row)) return row.flatMap((each) => valuesAt(each, path));
  const [first, ...rest] = path;
  if (first === undefined) return row === undefined || row === null ? [] : [row];
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, first)) return [];
  return valuesAt((row as Row)[first], rest);
}

/** Whether a resource is what the condition describes. */
export function matches(row: Row, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return matches(row, condition.left) && matches(row, condition.right);
    case 'or':
      return matches(row, condition.left) || matches(row, condition.right);
    case 'not':
      return !matches(row, condition.condition);
    default:
      return valuesAt(row, condition.path).some((value) => holds(value, condition));
  }
}

type Predicate = Exclude<Condition, { readonly kind: 'and' | 'or' | 'not' }>;

function holds(value: unknown, predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'compare':
      return COMPARE[predicate.is](compareValues(value, predicate.value));
    case 'in':
      return predicate.values.some((each) => compareValues(value, each) === 0);
    case 'between':
      return compareValues(value, predicate.low) >= 0 && compareValues(value, predicate.high) <= 0;
    case 'starts-with':
      return typeof value === 'string' && value.startsWith(predicate.prefix);
  }
}

const COMPARE: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Numbers as numbers where both are, everything else as text; NaN where there is nothing to compare. */
export function compareValues(left: unknown, right: QueryValue): number {
  if (typeof left === 'object' || left === undefined) return Number.NaN;
  const [first, second] = [figureOf(left), figureOf(right)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  const [one, other] = [String(left), String(right)];
  return Number(one > other) - Number(one < other);
}

function figureOf(value: unknown): number {
  return value === '' ? Number.NaN : Number(value);
}

interface Possible {
  readonly yes: boolean;
  readonly no: boolean;
}

/**
 * Whether a condition could hold for a resource of which only some top-level members are known, so that accounts and
 * types that a query rules out need not be looked at.
 */
export function mayMatch(known: Row, condition: Condition): boolean {
  return possible(known, condition).yes;
}

function possible(known: Row, condition: Condition): Possible {
  switch (condition.kind) {
    case 'and':
      return both(possible(known, condition.left), possible(known, condition.right));
    case 'or':
      return negated(both(negated(possible(known, condition.left)), negated(possible(known, condition.right))));
    case 'not':
      return negated(possible(known, condition.condition));
    default: {
      if (!Object.hasOwn(known, condition.path[0] ?? '')) return { yes: true, no: true };
      const is = matches(known, condition);
      return { yes: is, no: !is };
    }
  }
}

function both(left: Possible, right: Possible): Possible {
  return { yes: left.yes && right.yes, no: left.no || right.no };
}

function negated({ yes, no }: Possible): Possible {
  return { yes: no, no: yes };
}
