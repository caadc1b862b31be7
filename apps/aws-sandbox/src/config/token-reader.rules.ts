import type { QueryValue } from './query.js';
import { type Token, syntaxError } from './query-tokens.rules.js';

/** Keywords that Config's subset of SQL does not have ("Limitations" of advanced queries). */
const UNSUPPORTED = /^(?:ALL|AS|DISTINCT|FROM|HAVING|JOIN|UNION|NULL)$/iu;
const RESERVED = /^(?:SELECT|WHERE|GROUP|ORDER|BY|AND|OR|NOT|IN|LIKE|BETWEEN|ASC|DESC)$/iu;

/** Walks through the pieces of a query. */
export class TokenReader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {
    const unsupported = tokens.find(({ kind, text }) => kind === 'word' && UNSUPPORTED.test(text));
    if (unsupported !== undefined) throw syntaxError(`${unsupported.text.toUpperCase()} is not supported`);
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Takes the keywords if they come next. */
  takeWords(...words: readonly string[]): boolean {
    const next = this.tokens.slice(this.at, this.at + words.length);
    const are = words.every((word, index) => isWord(next[index], word));
    if (are) this.at += words.length;
    return are;
  }

  takeSign(sign: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.at += 1;
    return true;
  }

  expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.unexpected(`"${sign}"`);
  }

  expectWords(...words: readonly string[]): void {
    if (!this.takeWords(...words)) throw this.unexpected(words.join(' '));
  }

  /** The sign that comes next, if it is one of these. */
  takeOneOf<T extends string>(signs: readonly T[]): T | undefined {
    return signs.find((sign) => this.takeSign(sign));
  }

  /** Whether a name is followed by a parenthesis, as a function is. */
  isCall(): boolean {
    const [name, open] = [this.tokens[this.at], this.tokens[this.at + 1]];
    return name?.kind === 'word' && open?.kind === 'sign' && open.text === '(';
  }

  name(): string {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word' || RESERVED.test(token.text)) throw this.unexpected('a property');
    this.at += 1;
    return token.text;
  }

  value(): QueryValue {
    const token = this.tokens[this.at];
    const value = token === undefined ? undefined : valueOf(token);
    if (value === undefined) throw this.unexpected('a value');
    this.at += 1;
    return value;
  }

  unexpected(wanted: string) {
    const token = this.tokens[this.at];
    const found = token === undefined ? 'the end' : `"${token.text}"`;
    return syntaxError(`expected ${wanted} and found ${found}`);
  }
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function valueOf({ kind, text }: Token): QueryValue | undefined {
  if (kind === 'string') return text;
  if (kind === 'number') return Number(text);
  const lower = text.toLowerCase();
  return kind === 'word' && (lower === 'true' || lower === 'false') ? lower === 'true' : undefined;
}
