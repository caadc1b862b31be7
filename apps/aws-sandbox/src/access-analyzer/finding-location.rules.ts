import type { Finding } from '@gatehouse/iam-policy';

interface Position {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
  readonly offset: number;
}

export interface FindingLocation {
  readonly path: ReadonlyArray<{ readonly index: number } | { readonly value: string }>;
  readonly span: { readonly start: Position; readonly end: Position };
}

const PART = /"(?:[^"\\]|\\.)*"|[^.[\]"]+|\[\d+\]/gu;

/** Where a finding stands, as Access Analyzer tells it: steps from the document's root, and a stretch of the text. */
export function locationOf({ path, range }: Pick<Finding, 'path' | 'range'>, text: string): FindingLocation {
  const start = { line: range.line, column: range.column - 1, offset: range.offset };
  return {
    path: (path.match(PART) ?? []).map(stepOf),
    span: { start, end: endOf(start, text.slice(range.offset, range.offset + range.length)) },
  };
}

function stepOf(part: string): { readonly index: number } | { readonly value: string } {
  if (part.startsWith('[')) return { index: Number(part.slice(1, -1)) };
  return { value: part.startsWith('"') ? (JSON.parse(part) as string) : part };
}

function endOf({ line, column, offset }: Position, stretch: string): Position {
  const lines = stretch.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  const first = lines.length === 1;
  return { line: line + lines.length - 1, column: first ? column + last : last, offset: offset + stretch.length };
}
