import type { ResourceSummary } from '@gatehouse/contracts';
import { z } from 'zod';

const Body = z.object({
  filters: z.record(z.string().max(100), z.unknown()).nullish(),
  limit: z.number().int().min(0).max(10_000).default(1_000),
});

/** A row of ConsoleMe's table of policies. */
export interface PolicyRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly arn: string;
  /** As AWS Config names the type. */
  readonly technology: string;
  readonly templated: string | null;
  readonly errors: number;
}

/** What of the table is wanted. */
export interface TableQuery {
  readonly limit: number;
  readonly isWanted: (row: PolicyRow) => boolean;
  /** Letters that every wanted ARN, account or name holds in a row, for the search to begin with; empty for none. */
  readonly search: string;
}

type Test = (row: PolicyRow) => boolean;
type Column = keyof PolicyRow;

const COLUMNS: readonly string[] = [
  'account_id',
  'account_name',
  'arn',
  'technology',
  'templated',
  'errors',
] satisfies Column[];
const SEARCHED: readonly string[] = ['account_id', 'account_name', 'arn'] satisfies Column[];
/** Patterns come from anybody and are tried thousands of times: what could take for ever is refused. */
const MOST_PATTERN = 200;
const MOST_REPEATS = 2;

/** Reads the body of `/api/v2/policies`; a text when it cannot be read, or asks for a pattern that is not allowed. */
export function readTableQuery(body: unknown): TableQuery | string {
  const parsed = Body.safeParse(body ?? {});
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ');
  const filters = Object.entries(parsed.data.filters ?? {}).filter(([column]) => COLUMNS.includes(column));
  const costly = filters.find(([, wanted]) => typeof wanted === 'string' && isCostly(wanted));
  if (costly) {
    return `filters.${costly[0]}: at most ${MOST_PATTERN} characters, ${MOST_REPEATS} repeats, and no groups.`;
  }
  const tests = filters.map(([column, wanted]) => testOf(column as Column, wanted));
  const texts = filters.flatMap(([column, wanted]) =>
    SEARCHED.includes(column) && typeof wanted === 'string' ? [literalIn(wanted)] : [],
  );
  return {
    limit: parsed.data.limit,
    isWanted: (row) => tests.every((test) => test(row)),
    search: texts
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 200),
  };
}

/** A resource as a row, before links are put in. */
export function rowOf(resource: ResourceSummary): PolicyRow {
  return {
    account_id: resource.accountId,
    account_name: resource.accountName,
    arn: resource.arn,
    technology: resource.resourceType,
    templated: null,
    errors: resource.denialCount,
  };
}

/** The row with links in Markdown, as ConsoleMe's own table shows it. */
export function withLinks(row: PolicyRow, path: string | null): PolicyRow {
  return { ...row, arn: path === null ? row.arn : `[${row.arn}](${path})`, templated: 'N/A' };
}

/** Text: a pattern, case ignored. Two numbers: between them. Anything else, and a pattern that is none, filters nothing. */
function testOf(column: Column, wanted: unknown): Test {
  const interval = z.tuple([z.number(), z.number()]).safeParse(wanted);
  if (interval.success) {
    const [above, below] = interval.data;
    return ({ [column]: value }) => typeof value !== 'number' || (value > above && value < below);
  }
  const pattern = typeof wanted === 'string' ? patternOf(wanted) : null;
  return ({ [column]: value }) => pattern === null || pattern.test(String(value ?? ''));
}

function patternOf(text: string): RegExp | null {
  try {
    return new RegExp(text, 'i');
  } catch {
    return null;
  }
}

function isCostly(pattern: string): boolean {
  const repeats = pattern.match(/[*+{?]/g)?.length ?? 0;
  return pattern.length > MOST_PATTERN || repeats > MOST_REPEATS || /[()]|\\\d|\\k/.test(pattern);
}

/** The longest run of plain characters that whatever matches must contain. */
function literalIn(pattern: string): string {
  if (patternOf(pattern) === null || /[|\\[\]]/.test(pattern)) return '';
  // A character before a repeat may be missing.
  const plain = pattern.replaceAll(/.(?:[*?]|\{\d*,?\d*\})/g, ' ').replaceAll(/[.^$+{}]/g, ' ');
  return plain.split(/\s+/).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
