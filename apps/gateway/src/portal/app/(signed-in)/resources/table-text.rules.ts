import type { ResourceRow } from '../../../gateway-api/resources-api';

const COLUMNS = [
  'arn',
  'name',
  'resourceType',
  'accountId',
  'accountName',
  'region',
  'owner',
  'denialCount',
  'lastUsedAt',
  'isPublic',
  'revision',
  'changedAt',
  'tags',
] as const;

export type TextFormat = 'csv' | 'json';

/** The file's first characters, the text of each page, and its last characters; together they are the whole file. */
export interface TableText {
  readonly begin: string;
  readonly page: (rows: readonly ResourceRow[], isFirst: boolean) => string;
  readonly end: string;
  readonly mediaType: string;
}

/** CSV as RFC 4180 has it, marked as UTF-8 for spreadsheets. */
const CSV: TableText = {
  begin: `\uFEFF${COLUMNS.join(',')}\r\n`,
  page: (rows) => rows.map((row) => `${COLUMNS.map((column) => csvCell(cellOf(row, column))).join(',')}\r\n`).join(''),
  end: '',
  mediaType: 'text/csv;charset=utf-8',
};

const JSON_ARRAY: TableText = {
  begin: '[\n',
  page: (rows, isFirst) => rows.map((row, i) => `${isFirst && i === 0 ? '' : ',\n'}${JSON.stringify(row)}`).join(''),
  end: '\n]\n',
  mediaType: 'application/json',
};

export function tableText(format: TextFormat): TableText {
  return format === 'csv' ? CSV : JSON_ARRAY;
}

function cellOf(row: ResourceRow, column: (typeof COLUMNS)[number]): string {
  if (column === 'tags') return Object.keys(row.tags).length === 0 ? '' : JSON.stringify(row.tags);
  const value = row[column];
  return value === null ? '' : String(value);
}

/** What spreadsheets take for the beginning of a formula, full-width signs included. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * One cell: quoted where it must be; what a spreadsheet would run as a formula begins with an apostrophe, which makes
 * it text there (OWASP, "CSV Injection").
 */
export function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]|^\s|\s$|^'/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
