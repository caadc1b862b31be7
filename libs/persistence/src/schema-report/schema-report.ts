/** Runs one statement; `Database.query` is one. */
export type Ask = (sql: string, parameters: unknown[]) => Promise<Record<string, unknown>[]>;

const COLUMNS = `
  SELECT c.table_name AS "table", c.column_name AS "column",
    format_type(a.atttypid, a.atttypmod) AS type, c.is_nullable = 'NO' AS required, c.column_default AS "default"
  FROM information_schema.columns c
  JOIN pg_attribute a ON a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND a.attname = c.column_name
  JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = $1 AND t.table_type = 'BASE TABLE'
  ORDER BY c.table_name, c.ordinal_position`;
const INDEXES = `SELECT tablename AS "table", indexdef AS definition FROM pg_indexes WHERE schemaname = $1 ORDER BY 1, indexname`;
const CONSTRAINTS = `
  SELECT rel.relname AS "table", pg_get_constraintdef(con.oid) AS definition
  FROM pg_constraint con JOIN pg_class rel ON rel.oid = con.conrelid
  WHERE con.connamespace = $1::regnamespace AND con.contype IN ('c', 'f', 'x')
  ORDER BY 1, 2`;
const COMMENTS = `
  SELECT relname AS "table", obj_description(oid, 'pg_class') AS text
  FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'`;

/**
 * Describes a service's schema in Markdown: tables, columns, indexes, constraints, as Postgres has them after all
 * migrations. Committed as docs/schema/<service>.md; a test compares the two.
 */
export async function schemaReport(service: string, schema: string, ask: Ask): Promise<string> {
  const [columns, indexes, constraints, comments] = await Promise.all(
    [COLUMNS, INDEXES, CONSTRAINTS, COMMENTS].map((sql) => ask(sql, [schema])),
  );
  const tables = [...new Set(columns?.map((row) => String(row['table'])))];
  const of = (rows: Record<string, unknown>[] | undefined, table: string) =>
    (rows ?? []).filter((row) => row['table'] === table);
  const sections = tables.map((table) => {
    const comment = of(comments, table)[0]?.['text'];
    const rules = [...of(indexes, table), ...of(constraints, table)].map(
      (row) => `- \`${String(row['definition']).replaceAll(`${schema}.`, '')}\``,
    );
    return [
      `## ${table}`,
      ...(comment ? [String(comment)] : []),
      ['| column | type | required | default |', '|---|---|---|---|', ...of(columns, table).map(columnLine)].join('\n'),
      ...(rules.length > 0 ? [rules.join('\n')] : []),
    ].join('\n\n');
  });
  return [`# Schema of ${service}`, 'Generated from the migrations; do not edit.', ...sections].join('\n\n') + '\n';
}

function columnLine(row: Record<string, unknown>): string {
  const byDefault = row['default'] === null ? '' : `\`${String(row['default'])}\``;
  return `| ${String(row['column'])} | ${String(row['type'])} | ${row['required'] ? 'yes' : 'no'} | ${byDefault} |`;
}
