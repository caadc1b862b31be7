import { AwsError } from '../protocol/aws-error.js';

/** A piece of a query. Words keep their letters: names of properties are case-sensitive. */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

const PATTERN =
  /\s+|(?<string>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.:-]*)|(?<sign><>|!=|<=|>=|[=<>(),*])/uy;

/** Cuts a query into its pieces. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < expression.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(expression)?.groups;
    if (groups === undefined) throw syntaxError(`unexpected character at position ${String(at + 1)}`);
    const token = tokenOf(groups);
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token | undefined {
  const { string, number, word, sign } = groups;
  if (string !== undefined) return { kind: 'string', text: unquoted(string) };
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word };
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}

/** A quotation mark within a text is written twice. */
function unquoted(text: string): string {
  const mark = text.charAt(0);
  return text.slice(1, -1).replaceAll(mark + mark, mark);
}

export function syntaxError(problem: string): AwsError {
  return new AwsError('InvalidExpressionException', `Syntax error in the query: ${problem}.`);
}
