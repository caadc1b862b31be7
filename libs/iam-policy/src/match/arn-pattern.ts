import { asciiLowerCase } from './ascii.js';
import { splitArn } from './arn.js';
import { NO, type Truth, UNSURE, YES } from './truth.js';
import { type PatternToken, WildcardPattern } from './wildcard.js';

/**
 * Services whose resource part begins with a name and not with a type (`bucket/key`, `api-id/stage/…`). Everywhere else
 * the text before the first `/` or `:` is the resource type, where AWS does not settle what a wildcard does.
 */
const SERVICES_WITHOUT_TYPE = new Set(['s3', 'execute-api', 'apigateway', 'sns', 'sqs', 'codecommit']);

const UPPER = /[A-Z]/;

/** A resource (or a context value) to be compared with patterns, cut once. */
export class ArnTarget {
  readonly text: string;
  readonly parts: readonly string[];
  private upperCase: boolean | undefined;
  private lowered: readonly string[] | undefined;

  constructor(text: string) {
    this.text = text;
    this.parts = splitArn(text);
  }

  /** Whether a part before the resource part has upper case. */
  get hasUpperCase(): boolean {
    this.upperCase ??= UPPER.test(this.text) && this.parts.some((part, index) => index < 5 && UPPER.test(part));
    return this.upperCase;
  }

  /** The parts with all but the resource part in lower case. */
  get foldedParts(): readonly string[] {
    this.lowered ??= this.parts.map((part, index) => (index < 5 ? asciiLowerCase(part) : part));
    return this.lowered;
  }
}

/** Cuts tokens at the first five literal colons. */
function splitTokens(tokens: readonly PatternToken[]): PatternToken[][] {
  let last: PatternToken[] = [];
  const components: PatternToken[][] = [last];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      last.push(token);
      continue;
    }
    for (const [index, text] of splitArn(token.text, 6 - components.length).entries()) {
      if (index > 0) components.push((last = []));
      if (text !== '') last.push({ kind: 'text', text });
    }
  }
  return components;
}

/** A part in lower case; the resource part stays as it is. */
function foldedPart(pattern: WildcardPattern, index: number): WildcardPattern {
  if (index === 5) return pattern;
  const lower = (token: PatternToken): PatternToken =>
    token.kind === 'text' ? { kind: 'text', text: asciiLowerCase(token.text) } : token;
  return new WildcardPattern(pattern.tokens.map(lower));
}

/** Whether the resource type, where the service has one, is not written out: `inst*` before a slash, and for IAM `u*`. */
function hasWildcardInType(service: string | undefined, resource: readonly PatternToken[]): boolean {
  const [first] = resource;
  if (service === undefined || SERVICES_WITHOUT_TYPE.has(service)) return false;
  if (first === undefined || hasSeparator(first) || isStarAlone(resource)) return false;
  return resource.some(hasSeparator) || (service === 'iam' && resource.length > 1);
}

const isStarAlone = (tokens: readonly PatternToken[]): boolean => tokens.length === 1 && tokens[0]?.kind === 'star';

const hasSeparator = (token: PatternToken): boolean => token.kind === 'text' && /[/:]/.test(token.text);

/**
 * A pattern over ARNs. Each of the six colon-separated parts is matched on its own, so that a wildcard stays inside its
 * part; the last part may hold colons itself. `UNSURE` where AWS's pages leave the outcome open: `*` at the end of a part
 * that would have to reach beyond a colon, a short ARN (`arn:aws:sqs:*`), upper case outside the resource part, and (in
 * a Resource element) a wildcard in the resource type.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Condition operators" (ARN operators).
 */
export class ArnPattern {
  private readonly whole: WildcardPattern;
  private readonly components: readonly WildcardPattern[] | undefined;
  private folded: readonly WildcardPattern[] | undefined;
  private readonly hasUpperCase: boolean;
  private readonly reachesBeyondColon: boolean;
  private readonly isTypeOpen: boolean;

  constructor(tokens: readonly PatternToken[], isResourceElement: boolean) {
    this.whole = new WildcardPattern(tokens);
    const components = splitTokens(tokens);
    const isComplete = components.length === 6;
    const patterns = components.map((component) => new WildcardPattern(component));
    this.components = isComplete ? patterns : undefined;
    this.hasUpperCase = components
      .slice(0, 5)
      .some((part) => part.some((t) => t.kind === 'text' && UPPER.test(t.text)));
    this.reachesBeyondColon = isResourceElement && components.slice(0, 5).some((part) => part.at(-1)?.kind === 'star');
    this.isTypeOpen =
      isResourceElement && isComplete && hasWildcardInType(patterns[2]?.literal, components[5] as PatternToken[]);
  }

  matches(target: ArnTarget): Truth {
    if (this.whole.literal === target.text) return YES;
    if (this.components === undefined) return this.whole.matches(target.text) ? UNSURE : NO;
    const byParts = target.parts.length === 6 ? this.matchesParts(target, this.components) : NO;
    if (byParts !== NO) return byParts;
    return this.reachesBeyondColon && this.whole.matches(target.text) ? UNSURE : NO;
  }

  private matchesParts(target: ArnTarget, components: readonly WildcardPattern[]): Truth {
    if (matchesAll(components, target.parts)) return this.isTypeOpen ? UNSURE : YES;
    if (!this.hasUpperCase && !target.hasUpperCase) return NO;
    this.folded ??= components.map(foldedPart);
    return matchesAll(this.folded, target.foldedParts) ? UNSURE : NO;
  }
}

/** From the last part to the first: the last one differs most often. */
function matchesAll(patterns: readonly WildcardPattern[], parts: readonly string[]): boolean {
  for (let index = 5; index >= 0; index--) {
    if (!(patterns[index] as WildcardPattern).matches(parts[index] as string)) return false;
  }
  return true;
}
