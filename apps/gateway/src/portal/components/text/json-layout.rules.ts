/**
 * Lays JSON text out over lines without rewriting it: numbers, repeated keys and escapes stay exactly as they are
 * stored, which a parser would quietly change. Text that is not JSON comes back as it was.
 */
export function layOutJson(text: string): string {
  if (!isJson(text)) return text;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
  let depth = 0;
  let before = '';
  let out = '';
  for (const token of tokens) {
    if (isClosing(token)) depth -= 1;
    out += gapBetween(before, token, depth) + token;
    if (isOpening(token)) depth += 1;
    before = token;
  }
  return out;
}

function gapBetween(before: string, token: string, depth: number): string {
  if (before === ':') return ' ';
  if (isOpening(before) && isClosing(token)) return '';
  const breaks = isOpening(before) || before === ',' || isClosing(token);
  return breaks ? `\n${'  '.repeat(depth)}` : '';
}

const isOpening = (token: string) => token === '{' || token === '[';
const isClosing = (token: string) => token === '}' || token === ']';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
