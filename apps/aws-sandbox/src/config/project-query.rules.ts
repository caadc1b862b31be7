import { type Row, compareValues, valuesAt } from './match-query.rules.js';
import type { Query, QueryOrder, SelectField } from './query.js';

/** What `SELECT *` gives: the members of a configuration item that are neither list nor record. */
const SCALARS = [
  'accountId',
  'awsRegion',
  'arn',
  'availabilityZone',
  'configurationItemCaptureTime',
  'resourceCreationTime',
  'resourceId',
  'resourceName',
  'resourceType',
  'version',
] as const;

/** The selected members of a resource, in the structure they have there. */
export function projected(row: Row, select: readonly SelectField[]): Row {
  const result: Record<string, unknown> = {};
  for (const field of select) {
    if (field.kind === 'all') for (const name of SCALARS) merge(result, row, [name]);
    if (field.kind === 'property') merge(result, row, field.path);
  }
  return result;
}

/** Copies one path; lists on the way stay lists, of the members asked for. */
function merge(into: Record<string, unknown>, from: Row, path: readonly string[]): void {
  const [first = '', ...rest] = path;
  if (!Object.hasOwn(from, first) || from[first] === undefined) return;
  into[first] = rest.length === 0 ? from[first] : mergedMember(into[first], from[first], rest);
}

function mergedMember(known: unknown, value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const before: readonly unknown[] = Array.isArray(known) ? known : [];
    return value.map((each, index) => mergedMember(before[index], each, path));
  }
  if (typeof value !== 'object' || value === null) return known;
  const inside = { ...(known as Row | undefined) };
  merge(inside, value as Row, path);
  return inside;
}

/** Rows in the order asked for; those without a value come last. */
export function ordered(rows: readonly Row[], orderBy: readonly QueryOrder[]): readonly Row[] {
  if (orderBy.length === 0) return rows;
  return [...rows].sort((left, right) => {
    for (const { label, path, descending } of orderBy) {
      const order = compareAt(left, right, path ?? [label]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function compareAt(left: Row, right: Row, path: readonly string[]): number {
  const [one, other] = [valuesAt(left, path)[0], valuesAt(right, path)[0]];
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return compareValues(one, other as string);
}

interface Group {
  /** The values of the properties under GROUP BY. */
  readonly keys: Row;
  readonly figures: readonly Figure[];
}

/** Counts and sums up rows as they come. */
export class Aggregation {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly query: Query) {}

  add(row: Row): void {
    const { groupBy } = this.query;
    const values = groupBy.map((path) => valuesAt(row, path)[0]);
    // What lacks a property is in no group of it.
    if (values.includes(undefined)) return;
    const name = JSON.stringify(values);
    const group = this.groups.get(name) ?? this.newGroup(row);
    this.groups.set(name, group);
    for (const figure of group.figures) figure.add(row);
  }

  /** One row for each group; one altogether without groups. */
  rows(): readonly Row[] {
    if (this.query.groupBy.length === 0 && this.groups.size === 0) return [this.rowOf(this.newGroup({}))];
    return [...this.groups.values()].map((group) => this.rowOf(group));
  }

  private newGroup(row: Row): Group {
    const keys = projected(
      row,
      this.query.select.filter(({ kind }) => kind === 'property'),
    );
    return { keys, figures: this.query.select.filter(isFigure).map((field) => new Figure(field)) };
  }

  private rowOf({ keys, figures }: Group): Row {
    return { ...keys, ...Object.fromEntries(figures.map(({ label, value }) => [label, value])) };
  }
}

type FigureField = SelectField & { readonly kind: 'aggregate' };

function isFigure(field: SelectField): field is FigureField {
  return field.kind === 'aggregate';
}

/** One aggregate over one group. */
class Figure {
  private count = 0;
  private sum = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;

  constructor(private readonly field: FigureField) {}

  get label(): string {
    return this.field.label;
  }

  get value(): number | null {
    const { name } = this.field;
    if (name === 'COUNT') return this.count;
    if (this.count === 0) return null;
    return { SUM: this.sum, AVG: this.sum / this.count, MIN: this.least, MAX: this.most }[name];
  }

  add(row: Row): void {
    const { path, name } = this.field;
    if (path === undefined) {
      this.count += 1;
      return;
    }
    for (const value of valuesAt(row, path)) this.addValue(name === 'COUNT' ? 1 : Number(value));
  }

  private addValue(value: number): void {
    if (Number.isNaN(value)) return;
    this.count += 1;
    this.sum += value;
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
  }
}
