import { asciiLowerCase } from './ascii.js';
import { Remembered } from './remembered.js';
import { type WildcardPattern, compileWildcard } from './wildcard.js';

/**
 * An action pattern (`s3:Get*`), ready to be matched. Service prefix and action name are case-insensitive, in A-Z only.
 * Source: IAM User Guide, "IAM JSON policy elements: Action".
 */
export class ActionPattern {
  /** Over the lower-cased text. */
  readonly wildcard: WildcardPattern;
  /** The lower-cased service prefix if it has no wildcard. */
  readonly service: string | undefined;

  constructor(readonly source: string) {
    const lower = asciiLowerCase(source);
    const service = serviceOfAction(lower);
    this.wildcard = compileWildcard(lower);
    this.service = lower.includes(':') && !/[*?]/.test(service) ? service : undefined;
  }

  /** `lowerCasedAction` must have gone through `asciiLowerCase`. */
  matchesLowerCased(lowerCasedAction: string): boolean {
    return this.wildcard.matches(lowerCasedAction);
  }
}

/** All policies of an estate name the same few thousand actions. */
const patterns = new Remembered<ActionPattern>(8_192);

/** The lower-cased part before the colon; the whole text when there is none. */
export function serviceOfAction(lowerCasedAction: string): string {
  const colon = lowerCasedAction.indexOf(':');
  return colon < 0 ? lowerCasedAction : lowerCasedAction.slice(0, colon);
}

/** Compiles one value of an Action element; equal ones share what they are compiled to. */
export function compileActionPattern(pattern: string): ActionPattern {
  return patterns.get(pattern) ?? patterns.keep(pattern, new ActionPattern(pattern));
}

/** One-off match of an action against a pattern of an `Action` or `NotAction` element. */
export function actionMatches(pattern: string, action: string): boolean {
  return compileActionPattern(pattern).matchesLowerCased(asciiLowerCase(action));
}
