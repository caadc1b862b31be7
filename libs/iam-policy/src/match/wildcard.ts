/** A piece of a pattern: literal text, `?` (any one character) or `*` (any characters, also none). */
export type PatternToken =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'any' } | { readonly kind: 'star' };

/** What stands between two stars. `marks[i]` is 1 where `text[i]` stands for a `?`. */
interface Chunk {
  readonly text: string;
  readonly marks: Uint8Array | undefined;
}

const STAR: PatternToken = { kind: 'star' };
const ANY: PatternToken = { kind: 'any' };

/** Splits a pattern into tokens; neighbouring stars become one. Never fails: every text is a pattern. */
export function tokenizeWildcard(pattern: string): PatternToken[] {
  const tokens: PatternToken[] = [];
  let from = 0;
  for (let at = 0; at < pattern.length; at++) {
    const code = pattern.charCodeAt(at);
    if (code !== 42 && code !== 63) continue;
    if (at > from) tokens.push({ kind: 'text', text: pattern.slice(from, at) });
    if (code === 63) tokens.push(ANY);
    else if (tokens.at(-1) !== STAR) tokens.push(STAR);
    from = at + 1;
  }
  if (from < pattern.length) tokens.push({ kind: 'text', text: pattern.slice(from) });
  return tokens;
}

/** Whether `text[at]` and its neighbour are one character written as two units. */
function isPair(text: string, at: number): boolean {
  return (
    (text.charCodeAt(at) & 0xfc00) === 0xd800 && at + 1 < text.length && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
  );
}

/** End of the chunk's match that begins at `at`, or -1. */
function matchForward(chunk: Chunk, text: string, at: number): number {
  const { marks } = chunk;
  if (marks === undefined) return text.startsWith(chunk.text, at) ? at + chunk.text.length : -1;
  let cursor = at;
  for (let index = 0; index < marks.length; index++) {
    if (cursor >= text.length) return -1;
    if (marks[index] === 1) cursor += isPair(text, cursor) ? 2 : 1;
    else if (text.charCodeAt(cursor) === chunk.text.charCodeAt(index)) cursor++;
    else return -1;
  }
  return cursor;
}

/** Whether `text[at - 1]` and its neighbour before it are one character. */
function isPairBefore(text: string, at: number): boolean {
  return at >= 2 && isPair(text, at - 2);
}

/** Start of the chunk's match that ends at the end of the text, or -1. */
function matchBackward(chunk: Chunk, text: string): number {
  const { marks } = chunk;
  if (marks === undefined) return text.endsWith(chunk.text) ? text.length - chunk.text.length : -1;
  let cursor = text.length;
  for (let index = marks.length - 1; index >= 0; index--) {
    if (cursor <= 0) return -1;
    if (marks[index] === 1) cursor -= isPairBefore(text, cursor) ? 2 : 1;
    else if (text.charCodeAt(cursor - 1) === chunk.text.charCodeAt(index)) cursor--;
    else return -1;
  }
  return cursor;
}

/** Longest proper prefix that is also a suffix, per position (Knuth, Morris and Pratt 1977). */
function failureTable(text: string): Int32Array {
  const table = new Int32Array(text.length);
  for (let at = 1, length = 0; at < text.length; at++) {
    while (length > 0 && text.charCodeAt(at) !== text.charCodeAt(length)) length = table[length - 1] ?? 0;
    if (text.charCodeAt(at) === text.charCodeAt(length)) length++;
    table[at] = length;
  }
  return table;
}

/** `indexOf` may take length x length steps on hostile text; for long needles this one takes their sum. */
function linearIndexOf(text: string, needle: string, from: number): number {
  if (needle.length <= 64) return text.indexOf(needle, from);
  const table = failureTable(needle);
  for (let at = from, length = 0; at < text.length; at++) {
    while (length > 0 && text.charCodeAt(at) !== needle.charCodeAt(length)) length = table[length - 1] ?? 0;
    if (text.charCodeAt(at) === needle.charCodeAt(length)) length++;
    if (length === needle.length) return at - length + 1;
  }
  return -1;
}

/** End of the chunk's first match at or after `from`, or -1. */
function findChunk(chunk: Chunk, text: string, from: number): number {
  if (chunk.marks === undefined) {
    const found = linearIndexOf(text, chunk.text, from);
    return found < 0 ? -1 : found + chunk.text.length;
  }
  const last = text.length - chunk.text.length;
  for (let at = from; at <= last; at += isPair(text, at) ? 2 : 1) {
    const end = matchForward(chunk, text, at);
    if (end >= 0) return end;
  }
  return -1;
}

function chunksOf(tokens: readonly PatternToken[]): Chunk[] {
  const chunks: Chunk[] = [];
  let text = '';
  let marks: number[] = [];
  const flush = () => {
    chunks.push({ text, marks: marks.includes(1) ? Uint8Array.from(marks) : undefined });
    text = '';
    marks = [];
  };
  for (const token of tokens) {
    if (token.kind === 'star') flush();
    else {
      const piece = token.kind === 'any' ? '?' : token.text;
      text += piece;
      for (let at = 0; at < piece.length; at++) marks.push(token.kind === 'any' ? 1 : 0);
    }
  }
  flush();
  return chunks;
}

/** The text of a chunk without `?`. */
function plainText(chunk: Chunk | undefined): string | undefined {
  return chunk?.marks === undefined ? chunk?.text : undefined;
}

/**
 * A pattern ready to be matched, case-sensitive. `*` spans anything, `?` exactly one character (a code point).
 * Matching goes through the text once: the first and last chunk are anchored, each other one takes its leftmost place,
 * which is never worse than a later one. `*a*a*a*b` therefore costs as much as its text is long.
 */
export class WildcardPattern {
  /** The tokens, for those who compare patterns with each other. */
  readonly tokens: readonly PatternToken[];
  /** The text itself if the pattern has no wildcard. */
  readonly literal: string | undefined;
  private readonly chunks: readonly Chunk[];
  /** What comes before the only star, at the end: by far the most common form. */
  private readonly prefix: string | undefined;

  constructor(tokens: readonly PatternToken[]) {
    this.tokens = tokens;
    this.chunks = chunksOf(tokens);
    this.literal = this.chunks.length === 1 ? plainText(this.chunks[0]) : undefined;
    const endsInStar = this.chunks.length === 2 && this.chunks[1]?.text === '';
    this.prefix = endsInStar ? plainText(this.chunks[0]) : undefined;
  }

  /** Whether the whole text matches. */
  matches(text: string): boolean {
    if (this.prefix !== undefined) return text.startsWith(this.prefix);
    if (this.literal !== undefined) return text === this.literal;
    return this.matchesChunks(text);
  }

  private matchesChunks(text: string): boolean {
    const { chunks } = this;
    const lastIndex = chunks.length - 1;
    const first = chunks[0] as Chunk;
    let cursor = matchForward(first, text, 0);
    if (lastIndex === 0) return cursor === text.length;
    if (cursor < 0) return false;
    for (let index = 1; index < lastIndex; index++) {
      cursor = findChunk(chunks[index] as Chunk, text, cursor);
      if (cursor < 0) return false;
    }
    return matchBackward(chunks[lastIndex] as Chunk, text) >= cursor;
  }
}

/** Compiles a pattern as AWS writes them (`*` and `?`), case-sensitive and without policy variables. */
export function compileWildcard(pattern: string): WildcardPattern {
  return new WildcardPattern(tokenizeWildcard(pattern));
}

/** One-off match; compile the pattern instead when it is used more than once. */
export function wildcardMatches(pattern: string, text: string): boolean {
  return compileWildcard(pattern).matches(text);
}
