import type { Condition } from './query.js';
import { syntaxError } from './query-tokens.rules.js';
import type { TokenReader } from './token-reader.rules.js';

const COMPARISONS = ['=', '<', '<=', '>', '>='] as const;
const UNEQUAL = ['!=', '<>'] as const;
/** Nested deeper than people write, and shallower than a stack is. */
const DEEPEST = 50;
const SHORTEST_PREFIX = 3;

/** Reads what stands after WHERE. NOT binds closest, then AND, then OR. */
export function parseCondition(reader: TokenReader, depth = 0): Condition {
  if (depth > DEEPEST) throw syntaxError('too many parentheses within each other');
  let left = readAnd(reader, depth);
  while (reader.takeWords('OR')) left = { kind: 'or', left, right: readAnd(reader, depth) };
  return left;
}

function readAnd(reader: TokenReader, depth: number): Condition {
  let left = readNot(reader, depth);
  while (reader.takeWords('AND')) left = { kind: 'and', left, right: readNot(reader, depth) };
  return left;
}

function readNot(reader: TokenReader, depth: number): Condition {
  let negations = 0;
  while (reader.takeWords('NOT')) negations += 1;
  const condition = readSimple(reader, depth);
  return negations % 2 === 0 ? condition : { kind: 'not', condition };
}

function readSimple(reader: TokenReader, depth: number): Condition {
  if (reader.takeSign('(')) {
    const inside = parseCondition(reader, depth + 1);
    reader.expectSign(')');
    return inside;
  }
  const path = reader.name().split('.');
  if (!reader.takeWords('NOT')) return readPredicate(reader, path);
  return { kind: 'not', condition: readWordPredicate(reader, path) };
}

function readPredicate(reader: TokenReader, path: readonly string[]): Condition {
  const unequal = reader.takeOneOf(UNEQUAL);
  if (unequal !== undefined) {
    return { kind: 'not', condition: { kind: 'compare', path, is: '=', value: reader.value() } };
  }
  const is = reader.takeOneOf(COMPARISONS);
  return is === undefined ? readWordPredicate(reader, path) : { kind: 'compare', path, is, value: reader.value() };
}

function readWordPredicate(reader: TokenReader, path: readonly string[]): Condition {
  if (reader.takeWords('IN')) return readIn(reader, path);
  if (reader.takeWords('LIKE')) return likeOf(path, reader.value());
  if (!reader.takeWords('BETWEEN')) throw reader.unexpected('a comparison');
  const low = reader.value();
  reader.expectWords('AND');
  return { kind: 'between', path, low, high: reader.value() };
}

function readIn(reader: TokenReader, path: readonly string[]): Condition {
  reader.expectSign('(');
  const values = [reader.value()];
  while (reader.takeSign(',')) values.push(reader.value());
  reader.expectSign(')');
  return { kind: 'in', path, values };
}

/** A wildcard stands at the end only, after three characters or more; an underscore is itself. */
function likeOf(path: readonly string[], pattern: unknown): Condition {
  if (typeof pattern !== 'string') throw syntaxError('LIKE needs a text');
  const at = pattern.indexOf('%');
  if (at < 0) return { kind: 'compare', path, is: '=', value: pattern };
  if (at < pattern.length - 1) throw syntaxError('wildcards are supported as suffixes only');
  if (at < SHORTEST_PREFIX) throw syntaxError('a wildcard needs at least three characters before it');
  return { kind: 'starts-with', path, prefix: pattern.slice(0, -1) };
}
