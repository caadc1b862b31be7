import type { Branch, Condition, Position, SortOrder } from './condition.js';
import { containing } from './containing.rules.js';
import { walkRange, type Plan, type Wanted } from './plan.rules.js';

/** SQL with its `$1`-style parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

interface Order {
  readonly by: string;
  readonly after: string;
  readonly key: string;
}

/** The columns that a list is sorted by, the rows after a position in it, and the value that a position holds. */
const ORDERS: Readonly<Record<SortOrder, Order>> = {
  arn: { by: 's.arn', after: 's.arn > $1', key: 's.arn' },
  name: {
    by: 's.name_key, s.row_id',
    after: '(s.name_key, s.row_id) > ($1, $2::bigint)',
    key: 's.name_key',
  },
  changed: {
    by: 's.changed_at DESC, s.row_id DESC',
    after: '(s.changed_at, s.row_id) < ($1::timestamptz, $2::bigint)',
    key: `to_char(s.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  },
};

/** The end of everything that begins in the same way. */
const LAST_CHARACTER = '\u{10ffff}';

/** Collects the parameters of a statement as its text is written. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Finds one page of a branch: `arn`, `key`, `rowId`, and of `gather` also `total`, the number of rows after the position. */
export function pageStatement(wanted: Wanted, plan: Plan): Statement {
  const parameters = new Parameters();
  const after = afterSql(wanted, parameters);
  const order = ORDERS[wanted.sort];
  const columns = `s.arn, ${order.key} AS key, s.row_id::text AS "rowId"`;
  const end = `ORDER BY ${order.by} LIMIT ${parameters.add(wanted.count)}`;
  const sql = pageSql(wanted, plan, { parameters, after, columns, end });
  return { sql, parameters: parameters.values };
}

interface Pieces {
  readonly parameters: Parameters;
  readonly after: string;
  readonly columns: string;
  readonly end: string;
}

function pageSql({ branch, sort, count }: Wanted, plan: Plan, { parameters, after, columns, end }: Pieces): string {
  const all = (conditions: Branch) => whereAll(conditions.map((it) => tried(it, parameters)));
  switch (plan.kind) {
    case 'gather':
      return `WITH s AS MATERIALIZED (SELECT s.arn, s.row_id, s.name_key, s.changed_at FROM resource_search s
        WHERE ${after} AND ${gatherSql(branch, plan.drivers, parameters)})
        SELECT ${columns}, count(*) OVER () AS total FROM s ${end}`;
    case 'walk': {
      const range = walkRange(branch, sort);
      return `SELECT ${columns} FROM (SELECT * FROM resource_search s
        WHERE ${after} AND ${all(range === undefined ? [] : [range])} ORDER BY ${ORDERS[sort].by}
        LIMIT ${parameters.add(plan.bound)}) s WHERE ${all(branch.filter((it) => it !== range))} ${end}`;
    }
    case 'merge': {
      const { lead } = plan;
      const [column, type] = lead.kind === 'accounts' ? ['account_id', 'text'] : ['place_id', 'smallint'];
      return `SELECT ${columns} FROM unnest(${parameters.add(lead.ids)}::${type}[]) AS lead (id) CROSS JOIN LATERAL (
        SELECT * FROM (SELECT * FROM resource_search s WHERE s.${column} = lead.id AND ${after} ORDER BY s.arn OFFSET 0) s
        WHERE ${all(branch.filter((it) => it !== lead))} LIMIT ${parameters.add(count)}) s ${end}`;
    }
  }
}

/** Counts what any of the branches finds, up to `limit` of them. */
export function countStatement(
  branches: readonly { readonly branch: Branch; readonly drivers: Branch }[],
  limit: number,
): Statement {
  const parameters = new Parameters();
  const most = parameters.add(limit);
  const found = branches.map(
    ({ branch, drivers }) =>
      `(SELECT s.arn FROM resource_search s WHERE ${gatherSql(branch, drivers, parameters)} LIMIT ${most})`,
  );
  const sql = `SELECT count(*)::integer AS count FROM (SELECT arn FROM (${found.join(' UNION ')}) s LIMIT ${most}) s`;
  return { sql, parameters: parameters.values };
}

function afterSql({ sort, after }: { sort: SortOrder; after: Position | null }, parameters: Parameters): string {
  if (after === null) return 'true';
  parameters.add(after.key);
  if (sort !== 'arn') parameters.add(after.rowId);
  return ORDERS[sort].after;
}

function gatherSql(branch: Branch, drivers: Branch, parameters: Parameters): string {
  return whereAll(branch.map((it) => (drivers.includes(it) ? lookedUp(it, parameters) : tried(it, parameters))));
}

const whereAll = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'true' : conditions.join(' AND ');

/** A condition in words that an index understands. */
function lookedUp(condition: Condition, parameters: Parameters): string {
  switch (condition.kind) {
    case 'body':
      return `s.body LIKE ${parameters.add(containing(condition.part))}`;
    case 'accounts':
      return `s.account_id = ANY(${parameters.add(condition.ids)}::text[])`;
    case 'places':
      return `s.place_id = ANY(${parameters.add(condition.ids)}::smallint[])`;
    case 'facet':
      return `s.facets @> ARRAY[${parameters.add(condition.facet)}::bigint]`;
    case 'unused':
      return `s.unused_since <= ${parameters.add(condition.since)}::date`;
    default:
      return tried(condition, parameters);
  }
}

/** The same in words that no index understands, so that Postgres does not take it for a way to begin. */
function tried(condition: Condition, parameters: Parameters): string {
  switch (condition.kind) {
    case 'accounts':
      return `(s.account_id || '') = ANY(${parameters.add(condition.ids)}::text[])`;
    case 'places':
      return `(s.place_id + 0) = ANY(${parameters.add(condition.ids)}::integer[])`;
    case 'facet':
      return `${parameters.add(condition.facet)}::bigint = ANY(s.facets)`;
    case 'unused':
      return `(s.unused_since + 0) <= ${parameters.add(condition.since)}::date`;
    case 'denied':
      return 's.arn IN (SELECT arn FROM denial_counts)';
    case 'any':
      return `(${condition.of.map((branch) => whereAll(branch.map((it) => tried(it, parameters)))).join(' OR ')})`;
    default:
      return triedText(condition, parameters);
  }
}

type TextCondition = Extract<Condition, { kind: 'body' | 'arn' | 'name' }>;

function triedText(condition: TextCondition, parameters: Parameters): string {
  switch (condition.kind) {
    case 'body':
      return `strpos(s.body, ${parameters.add(condition.part)}) > 0`;
    case 'arn':
      return `strpos(lower(s.arn), ${parameters.add(condition.part)}) > 0`;
    case 'name': {
      const end = `${condition.beginning}${LAST_CHARACTER}`;
      return `s.name_key >= ${parameters.add(condition.beginning)} AND s.name_key < ${parameters.add(end)}`;
    }
  }
}
