/** A row to insert together with an effect. Columns that are left out get their defaults. */
export interface EffectRow {
  /** A table of the service's own schema. */
  readonly table: string;
  /** By column name (snake_case). Dates, numbers, strings, booleans, arrays and JSON objects as the column's type takes them. */
  readonly values: Readonly<Record<string, unknown>>;
}

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Checks the names, which become part of a statement. The error says which one is wrong. */
export function describeRow(row: EffectRow): EffectRow {
  const columns = Object.keys(row.values).filter((column) => row.values[column] !== undefined);
  for (const name of [row.table, ...columns]) {
    if (!NAME.test(name)) throw new TypeError(`"${name}" is not the name of a table or column: snake_case, up to 63.`);
  }
  if (columns.length === 0) throw new TypeError(`The row for ${row.table} has no values.`);
  return { table: row.table, values: Object.fromEntries(columns.sort().map((column) => [column, row.values[column]])) };
}

/** Rows of one table with the same columns, and the JSON that holds them. */
export interface RowGroup {
  readonly rows: string;
  /** The insert of all of them; `parameter` is where the statement has their JSON, e.g. `$1`. */
  readonly insertSql: (parameter: string, guard?: string) => string;
}

/** One multi-row insert for every set of rows with the same table and columns. */
export function rowGroupsOf(rows: readonly EffectRow[]): RowGroup[] {
  const groups = new Map<string, EffectRow[]>();
  for (const row of rows) {
    const shape = `${row.table}(${Object.keys(row.values).join()})`;
    groups.set(shape, [...(groups.get(shape) ?? []), row]);
  }
  return [...groups.values()].map(groupOf);
}

function groupOf(rows: readonly EffectRow[]): RowGroup {
  const { table, values } = rows[0] as EffectRow;
  const columns = Object.keys(values).join(', ');
  return {
    rows: JSON.stringify(rows.map((row) => row.values)),
    insertSql: (parameter, guard = '') =>
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, ${parameter}::jsonb) ${guard}`,
  };
}
