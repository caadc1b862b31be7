import { type PatternToken, tokenizeWildcard } from '../match/wildcard.js';

/**
 * One step of a glob. A literal takes its own code point. `star` takes any text, `any` one code point; with
 * `withinPart` neither takes a colon, as in the first five parts of an ARN.
 */
export type GlobStep =
  | { readonly kind: 'literal'; readonly codePoint: number }
  | { readonly kind: 'any' | 'star'; readonly withinPart: boolean };

/** A language of texts: the steps from left to right. */
export type Glob = readonly GlobStep[];

const COLON = 58;

/** The steps of tokens; wildcards do not cross a colon before the `crossAfter`-th one (0: they always may). */
export function globOfTokens(tokens: readonly PatternToken[], crossAfter = 0): Glob {
  const steps: GlobStep[] = [];
  let colons = 0;
  for (const token of tokens) {
    if (token.kind !== 'text') {
      steps.push({ kind: token.kind, withinPart: colons < crossAfter });
      continue;
    }
    for (const character of token.text) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (codePoint === COLON) colons++;
      steps.push({ kind: 'literal', codePoint });
    }
  }
  return steps;
}

/** A pattern whose wildcards span everything, as in actions and in `StringLike`. */
export function globOf(pattern: string): Glob {
  return globOfTokens(tokenizeWildcard(pattern));
}
