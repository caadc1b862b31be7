import type { Branch, Condition, Position, SortOrder } from './condition.js';

/** A row of the search table in memory. */
export interface SampleRow {
  readonly arn: string;
  readonly rowId: string;
  readonly placeId: number;
  readonly accountId: string;
  readonly nameKey: string;
  /** ISO 8601 with microseconds, so that texts compare as times do. */
  readonly changedAt: string;
  readonly unusedSince: string | null;
  readonly facets: readonly string[];
  readonly body: string;
}

/** Some of the rows, taken at random and sorted by ARN, and how many there are for each of them. */
export interface Sample {
  readonly rows: readonly SampleRow[];
  readonly scale: number;
}

/** What is estimated of a search. */
export interface Estimate {
  /** Rows after the position, in the whole table. */
  readonly remaining: number;
  /** Of these, the rows that match. */
  readonly matching: number;
  /** Rows of the sample that match: how far the estimate can be trusted. */
  readonly hits: number;
  /** Rows in the order of ARNs before the first that is known to match; null when none is. */
  readonly beforeFirst: number | null;
}

/** Tells of a row of the sample whether it is what a condition asks for; `denied`, which it does not know, never is. */
export function testOf(condition: Condition): (row: SampleRow) => boolean {
  switch (condition.kind) {
    case 'accounts':
      return among(new Set(condition.ids), (row) => row.accountId);
    case 'places':
      return among(new Set(condition.ids), (row) => row.placeId);
    case 'facet':
      return (row) => row.facets.includes(condition.facet);
    case 'unused':
      return ({ unusedSince }) => unusedSince !== null && unusedSince <= condition.since;
    case 'denied':
      return () => false;
    case 'any':
      return anyOf(condition.of.map((branch) => allOf(branch.map(testOf))));
    default:
      return testOfText(condition);
  }
}

type Test = (row: SampleRow) => boolean;
type TextCondition = Extract<Condition, { kind: 'body' | 'arn' | 'name' }>;

function testOfText(condition: TextCondition): Test {
  switch (condition.kind) {
    case 'body':
      return (row) => row.body.includes(condition.part);
    case 'arn':
      return (row) => row.arn.toLowerCase().includes(condition.part);
    case 'name':
      return (row) => row.nameKey.startsWith(condition.beginning);
  }
}

const among =
  <T>(wanted: ReadonlySet<T>, value: (row: SampleRow) => T): Test =>
  (row) =>
    wanted.has(value(row));
const anyOf =
  (tests: readonly Test[]): Test =>
  (row) =>
    tests.some((test) => test(row));
const allOf =
  (tests: readonly Test[]): Test =>
  (row) =>
    tests.every((test) => test(row));

/** How many rows match, and where, judged by the sample. */
export function estimate(sample: Sample, branch: Branch, after: Position | null, sort: SortOrder): Estimate {
  const isMatch = allOf(branch.map(testOf));
  let remaining = 0;
  let hits = 0;
  let beforeFirst: number | null = null;
  for (const row of sample.rows) {
    if (after !== null && !isAfter(row, after, sort)) continue;
    if (isMatch(row)) {
      beforeFirst ??= remaining * sample.scale;
      hits += 1;
    }
    remaining += 1;
  }
  return { remaining: remaining * sample.scale, matching: hits * sample.scale, hits, beforeFirst };
}

/** Rows of the whole table that match each condition by itself. */
export function frequencies({ rows, scale }: Sample, branch: Branch): ReadonlyMap<Condition, number> {
  return new Map(branch.map((condition) => [condition, rows.filter(testOf(condition)).length * scale]));
}

/**
 * Rows to read until each of some accounts or places has shown `wanted` matches, or all it has: they are read one after
 * the other, each in the order of ARNs.
 */
export function rowsAlong(
  sample: Sample,
  { lead, others }: { readonly lead: Extract<Condition, { ids: unknown }>; readonly others: Branch },
  after: Position | null,
  wanted: number,
): number {
  const isInLead = testOf(lead);
  const isMatch = allOf(others.map(testOf));
  const seen = new Map<string | number, { rows: number; hits: number }>();
  for (const row of sample.rows) {
    if (!isInLead(row) || (after !== null && row.arn <= after.key)) continue;
    const id = lead.kind === 'accounts' ? row.accountId : row.placeId;
    const count = seen.get(id) ?? { rows: 0, hits: 0 };
    seen.set(id, { rows: count.rows + 1, hits: count.hits + (isMatch(row) ? 1 : 0) });
  }
  return [...seen.values()].reduce(
    (sum, { rows, hits }) => sum + Math.min(rows * sample.scale, hits === 0 ? Infinity : (wanted * rows) / hits),
    lead.ids.length,
  );
}

function isAfter(row: SampleRow, after: Position, sort: SortOrder): boolean {
  switch (sort) {
    case 'arn':
      return row.arn > after.key;
    case 'name':
      return row.nameKey >= after.key;
    case 'changed':
      return row.changedAt <= after.key;
  }
}
