import { asciiLowerCase } from './ascii.js';
import { type WildcardPattern, compileWildcard } from './wildcard.js';

/**
 * An action pattern (`s3:Get*`), ready to be matched. Service prefix and action name are case-insensitive, in A-Z only.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export interface ActionPattern {
  readonly source: string;
  /** Over the lower-cased text. */
  readonly wildcard: WildcardPattern;
  /** The lower-cased service prefix if it has no wildcard. */
  readonly service: string | undefined;
  /** `lowerCasedAction` must have gone through `asciiLowerCase`. */
  matchesLowerCased(lowerCasedAction: string): boolean;
}

/** The lower-cased part before the colon; the whole text when there is none. */
export function serviceOfAction(lowerCasedAction: string): string {
  const colon = lowerCasedAction.indexOf(':');
  return colon < 0 ? lowerCasedAction : lowerCasedAction.slice(0, colon);
}

export function compileActionPattern(pattern: string): ActionPattern {
  const lower = asciiLowerCase(pattern);
  const wildcard = compileWildcard(lower);
  const service = serviceOfAction(lower);
  return {
    source: pattern,
    wildcard,
    service: lower.includes(':') && !/[*?]/.test(service) ? service : undefined,
    matchesLowerCased: (action) => wildcard.matches(action),
  };
}

/** One-off match of an action against a pattern of an `Action` or `NotAction` element. */
export function actionMatches(pattern: string, action: string): boolean {
  return compileActionPattern(pattern).matchesLowerCased(asciiLowerCase(action));
}
