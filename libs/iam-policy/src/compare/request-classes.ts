import { asciiLowerCase } from '../match/ascii.js';
import { parseTemplate } from '../match/template.js';
import { type PatternToken, tokenizeWildcard } from '../match/wildcard.js';
import type { CompiledStatement } from '../evaluate/compile-policy.js';
import type { PolicyVersion } from '../parse/ast.js';
import { globOf, globOfTokens, type Glob, type GlobStep } from '../pattern/glob.js';
import type { Work } from '../pattern/work.js';
import { textClassesOf } from '../pattern/text-classes.js';

const COLON: GlobStep = { kind: 'literal', codePoint: 58 };
const ANYTHING: GlobStep = { kind: 'star', refuses: 'nothing' };
/** A part of an ARN before the resource part: AWS writes them without upper case. */
const PART: GlobStep = { kind: 'star', refuses: 'colon-and-upper-case' };

/** `service:Action`. */
const EVERY_ACTION: Glob = [PART, COLON, ANYTHING];
/** Six parts. */
const EVERY_ARN: Glob = [...globOf('arn'), COLON, PART, COLON, PART, COLON, PART, COLON, PART, COLON, ANYTHING];
/** What a request names when its action names no resource. */
const NO_RESOURCE: Glob = [{ kind: 'literal', codePoint: 42 }];

/**
 * One action of each class that the statements can tell apart; undefined when there are too many to tell.
 * Actions are compared in lower case.
 */
export function actionClassesOf(statements: readonly CompiledStatement[]): string[] | undefined {
  const patterns = new Set(
    statements.flatMap(({ source }) => source.action?.values.map(({ value }) => asciiLowerCase(value)) ?? []),
  );
  const classes = textClassesOf([EVERY_ACTION, ...[...patterns].map(globOf)]);
  return classes?.filter(({ matching }) => matching[0] === 0).map(({ witness }) => witness);
}

/**
 * One resource of each class that the statements can tell apart; undefined when there are too many to tell.
 * For each pattern the classes split by every reading that the matcher distinguishes: as a whole, part by part, and part
 * by part in lower case; variables are split as if they were `*`.
 */
export function resourceClassesOf(statements: readonly CompiledStatement[]): string[] | undefined {
  const patterns = new Map<string, Glob[]>();
  for (const { source, version } of statements) {
    for (const { value } of source.resource?.values ?? []) {
      const key = `${version} ${value}`;
      if (!patterns.has(key)) patterns.set(key, readingsOf(value, version));
    }
  }
  return resourceClasses([...patterns.values()].flat());
}

/** One resource of each class that some patterns can tell apart; undefined when there are too many to tell. */
export function resourceClassesBy(
  patterns: readonly string[],
  version: PolicyVersion,
  work?: Work,
): string[] | undefined {
  const globs = patterns.flatMap((pattern) => readingsOf(pattern, version));
  return resourceClasses(globs, work);
}

function resourceClasses(globs: readonly Glob[], work?: Work): string[] | undefined {
  const distinct = new Map(globs.map((glob) => [globKey(glob), glob]));
  const classes = textClassesOf([EVERY_ARN, NO_RESOURCE, ...distinct.values()], work);
  return classes?.filter(({ matching }) => (matching[0] ?? 2) < 2).map(({ witness }) => witness);
}

const REFUSALS = { nothing: 0, colon: 1, 'colon-and-upper-case': 2 } as const;

/** Equal for equal globs. Wildcards are marked with what no code point is. */
function globKey(glob: Glob): string {
  let key = '';
  for (const step of glob) {
    key += step.kind === 'literal' ? `${String(step.codePoint)},` : `${step.kind}${String(REFUSALS[step.refuses])},`;
  }
  return key;
}

/** Where every wildcard stands in the last part, all readings are the same but for case. */
function readingsOf(pattern: string, version: PolicyVersion): Glob[] {
  if (pattern === '*') return [];
  const tokens = relaxedTokens(pattern, version);
  const byParts = globOfTokens(tokens, 5);
  const [first] = tokens;
  const isPlain = first?.kind === 'text' && first.text.split(':').length > 5;
  const whole = isPlain ? [] : [globOfTokens(tokens)];
  const beginning = isPlain ? first.text.split(':', 5).join(':') : pattern;
  return [...whole, byParts, ...(/[A-Z]/.test(beginning) || !isPlain ? [lowerCasePrefix(byParts)] : [])];
}

/** Variables, and what cannot be read as one, may stand for any text. */
export function relaxedTokens(pattern: string, version: PolicyVersion): PatternToken[] {
  const template = parseTemplate(pattern, version, true);
  if (template.isMalformed) return tokenizeWildcard('*');
  return template.tokens.map((token) => (token.kind === 'variable' ? { kind: 'star' } : token));
}

function lowerCasePrefix(glob: Glob): Glob {
  let colons = 0;
  return glob.map((step) => {
    if (step.kind !== 'literal') return step;
    if (step.codePoint === 58) colons++;
    const isUpperCase = step.codePoint >= 65 && step.codePoint <= 90;
    return isUpperCase && colons < 5 ? { kind: 'literal', codePoint: step.codePoint + 32 } : step;
  });
}
