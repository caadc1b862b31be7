import type { SourceRange } from './ast.js';

export interface JsonMember {
  readonly key: string;
  readonly keyRange: SourceRange;
  readonly value: JsonNode;
}

/** JSON with positions. `members` keeps duplicate keys and the order of the text. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly range: SourceRange }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly range: SourceRange }
  | { readonly kind: 'string'; readonly value: string; readonly range: SourceRange }
  | { readonly kind: 'literal'; readonly text: string; readonly range: SourceRange };

export interface JsonFailure {
  readonly id: 'syntax-error' | 'nested-too-deep';
  readonly message: string;
  readonly range: SourceRange;
}

/** No policy nests deeper than seven levels; far below what would exhaust the stack. */
const MAX_DEPTH = 32;

const ESCAPES: Readonly<Record<string, string>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, string>, {
    '"': '"',
    '\\': '\\',
    '/': '/',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
  }),
);

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;

/** Thrown and caught inside this file only, to leave the recursion. */
class Stop {
  readonly failure: JsonFailure;
  constructor(failure: JsonFailure) {
    this.failure = failure;
  }
}

class JsonReader {
  private readonly text: string;
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private nextBreak: number;

  constructor(text: string) {
    this.text = text;
    this.nextBreak = this.breakAfter(0);
  }

  read(): JsonNode {
    const node = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.fail('The document goes on after its closing brace.');
    return node;
  }

  private value(depth: number): JsonNode {
    this.skipSpace();
    const open = this.here();
    if (depth > MAX_DEPTH) throw new Stop({ id: 'nested-too-deep', message: DEPTH_MESSAGE, range: open });
    switch (this.text.charCodeAt(this.at)) {
      case 123:
        return this.object(open, depth);
      case 91:
        return this.array(open, depth);
      case 34:
        return { kind: 'string', value: this.string(), range: this.since(open) };
      default:
        return this.literal(open);
    }
  }

  private object(open: SourceRange, depth: number): JsonNode {
    const members: JsonMember[] = [];
    this.at++;
    this.skipSpace();
    if (this.take(125)) return { kind: 'object', members, range: this.since(open) };
    for (;;) {
      this.skipSpace();
      const keyStart = this.here();
      if (this.text.charCodeAt(this.at) !== 34) this.fail('A name in double quotes is expected here.');
      const key = this.string();
      const keyRange = this.since(keyStart);
      this.skipSpace();
      if (!this.take(58)) this.fail('A colon is expected here.');
      members.push({ key, keyRange, value: this.value(depth + 1) });
      this.skipSpace();
      if (this.take(44)) continue;
      if (this.take(125)) return { kind: 'object', members, range: this.since(open) };
      this.fail('A comma or a closing brace is expected here.');
    }
  }

  private array(open: SourceRange, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    this.skipSpace();
    if (this.take(93)) return { kind: 'array', items, range: this.since(open) };
    for (;;) {
      items.push(this.value(depth + 1));
      this.skipSpace();
      if (this.take(44)) continue;
      if (this.take(93)) return { kind: 'array', items, range: this.since(open) };
      this.fail('A comma or a closing bracket is expected here.');
    }
  }

  private literal(open: SourceRange): JsonNode {
    LITERAL.lastIndex = this.at;
    const text = LITERAL.exec(this.text)?.[0];
    if (text === undefined) this.fail('A value is expected here: a text in double quotes, a list or an object.');
    this.at += text.length;
    return { kind: 'literal', text, range: this.since(open) };
  }

  private string(): string {
    this.at++;
    const pieces: string[] = [];
    for (;;) {
      PLAIN.lastIndex = this.at;
      const plain = PLAIN.exec(this.text)?.[0] ?? '';
      this.at += plain.length;
      if (plain !== '') pieces.push(plain);
      const code = this.text.charCodeAt(this.at);
      if (code === 34) {
        this.at++;
        return pieces.length === 1 ? (pieces[0] as string) : pieces.join('');
      }
      if (code !== 92) this.fail('This text is not closed on its line: a double quote is missing.');
      pieces.push(this.escape());
    }
  }

  private escape(): string {
    const letter = this.text.charAt(this.at + 1);
    const simple = ESCAPES[letter];
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const hex = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) this.fail('JSON does not know this escape.');
    this.at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private take(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  /** The place of the cursor. Called with growing offsets only, so that every line is counted once. */
  private here(): SourceRange {
    while (this.nextBreak < this.at) {
      this.line++;
      this.lineStart = this.nextBreak + 1;
      this.nextBreak = this.breakAfter(this.lineStart);
    }
    return { offset: this.at, length: 0, line: this.line, column: this.at - this.lineStart + 1 };
  }

  private breakAfter(offset: number): number {
    const found = this.text.indexOf('\n', offset);
    return found < 0 ? this.text.length : found;
  }

  private since(open: SourceRange): SourceRange {
    return { offset: open.offset, length: this.at - open.offset, line: open.line, column: open.column };
  }

  private fail(message: string): never {
    throw new Stop({ id: 'syntax-error', message, range: this.here() });
  }
}

const DEPTH_MESSAGE = `The document nests deeper than ${String(MAX_DEPTH)} levels. A policy needs seven.`;

/** Reads JSON (RFC 8259) with positions. Never throws; one pass over the text. */
export function readJson(text: string): JsonNode | { readonly failure: JsonFailure } {
  try {
    return new JsonReader(text).read();
  } catch (error) {
    if (error instanceof Stop) return { failure: error.failure };
    throw error;
  }
}
