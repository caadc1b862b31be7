import type { PolicyVersion } from '../parse/ast.js';
import { asciiLowerCase } from './ascii.js';
import type { RequestContext } from './request-context.js';
import { type PatternToken, tokenizeWildcard } from './wildcard.js';

/** A policy variable: `${aws:username}` or, with a default, `${aws:username, 'anonymous'}`. */
export interface VariableToken {
  readonly kind: 'variable';
  /** Lower-cased context key. */
  readonly key: string;
  readonly fallback: string | undefined;
}

export type TemplateToken = PatternToken | VariableToken;

/** A text of a policy with its wildcards and variables taken apart. */
export interface Template {
  readonly tokens: readonly TemplateToken[];
  readonly hasVariables: boolean;
  /** A `${` that is not a variable: AWS refuses it, we take the text as "might match anything". */
  readonly isMalformed: boolean;
}

const VARIABLE = /^\s*([^\s'"{},][^'"{},]*?)\s*(?:,\s*'([^']*)'\s*)?$/;

function literal(text: string, hasWildcards: boolean): PatternToken[] {
  if (text === '') return [];
  return hasWildcards ? tokenizeWildcard(text) : [{ kind: 'text', text }];
}

/** What stands between `${` and `}`: an escape, a variable, or neither. */
function insideBraces(content: string): TemplateToken | undefined {
  if (content === '*' || content === '?' || content === '$') return { kind: 'text', text: content };
  const match = VARIABLE.exec(content);
  if (!match?.[1]) return undefined;
  return { kind: 'variable', key: asciiLowerCase(match[1]), fallback: match[2] };
}

/**
 * Takes a text apart. Variables exist only from version 2012-10-17 on; before, `${x}` is literal text. `${*}`, `${?}`
 * and `${$}` are escapes. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function parseTemplate(text: string, version: PolicyVersion, hasWildcards: boolean): Template {
  if (version === '2008-10-17' || !text.includes('${')) {
    return { tokens: literal(text, hasWildcards), hasVariables: false, isMalformed: false };
  }
  const tokens: TemplateToken[] = [];
  let isMalformed = false;
  let from = 0;
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', from)) {
    tokens.push(...literal(text.slice(from, open), hasWildcards));
    const close = text.indexOf('}', open);
    const token = close < 0 ? undefined : insideBraces(text.slice(open + 2, close));
    isMalformed ||= token === undefined;
    from = close < 0 ? text.length : close + 1;
    tokens.push(token ?? { kind: 'text', text: text.slice(open, from) });
  }
  tokens.push(...literal(text.slice(from), hasWildcards));
  return { tokens, hasVariables: tokens.some((token) => token.kind === 'variable'), isMalformed };
}

/** The tokens of a template without variables. */
export function staticTokens(template: Template): readonly PatternToken[] {
  return template.tokens as readonly PatternToken[];
}

/** A template with its variables replaced. */
export interface Resolution {
  /** Values taken as literal text. */
  readonly strict: readonly PatternToken[];
  /** The same with wildcards inside the values at work (AWS's pages do not settle which); absent if no value has one. */
  readonly loose?: readonly PatternToken[];
}

/**
 * Replaces the variables. `undefined` means that a variable has no value: such a text matches nothing. `'many'` means
 * that one is multivalued, which AWS's pages do not settle.
 */
export function resolveTemplate(template: Template, context: RequestContext): Resolution | 'many' | undefined {
  const strict: PatternToken[] = [];
  const loose: PatternToken[] = [];
  let isMany = false;
  for (const token of template.tokens) {
    const values = token.kind === 'variable' ? valuesOf(token, context) : [token];
    const [value] = values;
    if (value === undefined) return undefined;
    isMany ||= values.length > 1;
    strict.push(...asTokens(value, false));
    loose.push(...asTokens(value, true));
  }
  if (isMany) return 'many';
  return countWildcards(loose) > countWildcards(strict) ? { strict, loose } : { strict };
}

/** The request's values, or the default; none when there is neither. */
function valuesOf({ key, fallback }: VariableToken, context: RequestContext): readonly string[] {
  const values = context.values(key) ?? [];
  return values.length === 0 && fallback !== undefined ? [fallback] : values;
}

/** A variable's value as tokens; other tokens as they are. */
function asTokens(value: string | PatternToken, hasWildcards: boolean): readonly PatternToken[] {
  return typeof value === 'string' ? literal(value, hasWildcards) : [value];
}

function countWildcards(tokens: readonly PatternToken[]): number {
  return tokens.filter(({ kind }) => kind !== 'text').length;
}
