import { type PatternToken, tokenizeWildcard } from '../match/wildcard.js';

/** What a wildcard does not take: nothing is refused, no colon (inside an ARN's parts), or neither colon nor A-Z. */
export type Refusal = 'nothing' | 'colon' | 'colon-and-upper-case';

/** One step of a glob. A literal takes its own code point, `star` any text, `any` one code point. */
export type GlobStep =
  | { readonly kind: 'literal'; readonly codePoint: number }
  | { readonly kind: 'any' | 'star'; readonly refuses: Refusal };

/** A language of texts: the steps from left to right. */
export type Glob = readonly GlobStep[];

const COLON = 58;

/** The steps of tokens; wildcards before the `crossAfter`-th literal colon take no colon (0: all of them do). */
export function globOfTokens(tokens: readonly PatternToken[], crossAfter = 0): Glob {
  const steps: GlobStep[] = [];
  let colons = 0;
  for (const token of tokens) {
    if (token.kind !== 'text') {
      steps.push({ kind: token.kind, refuses: colons < crossAfter ? 'colon' : 'nothing' });
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
