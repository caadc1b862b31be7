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
  /** Whether a part before the resource part has upper case. */
  readonly hasUpperCase: boolean;
  private lowered: readonly string[] | undefined;

  constructor(text: string) {
    this.text = text;
    this.parts = splitArn(text);
    this.hasUpperCase = UPPER.test(text) && this.parts.some((part, index) => index < 5 && UPPER.test(part));
  }

  /** The parts with all but the resource part in lower case. */
  get foldedParts(): readonly string[] {
    this.lowered ??= this.parts.map((part, index) => (index < 5 ? asciiLowerCase(part) : part));
    return this.lowered;
  }
}

/** Cuts tokens at the first five literal colons. */
function splitTokens(tokens: readonly PatternToken[]): PatternToken[][] {
  const components: PatternToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      components.at(-1)?.push(token);
      continue;
    }
    let rest = token.text;
    for (let colon = rest.indexOf(':'); colon >= 0 && components.length < 6; colon = rest.indexOf(':')) {
      if (colon > 0) components.at(-1)?.push({ kind: 'text', text: rest.slice(0, colon) });
      components.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') components.at(-1)?.push({ kind: 'text', text: rest });
  }
  return components;
}

function foldTokens(tokens: readonly PatternToken[]): PatternToken[] {
  return tokens.map((token) => (token.kind === 'text' ? { kind: 'text', text: asciiLowerCase(token.text) } : token));
}

/** Whether the resource type, where the service has one, is not written out: `inst*` before a slash, and for IAM `u*`. */
function hasWildcardInType(service: string | undefined, resource: readonly PatternToken[]): boolean {
  if (service === undefined || SERVICES_WITHOUT_TYPE.has(service)) return false;
  const [first] = resource;
  if (first === undefined || (first.kind === 'star' && resource.length === 1)) return false;
  if (first.kind === 'text' && /[/:]/.test(first.text)) return false;
  const hasSeparator = resource.some((token) => token.kind === 'text' && /[/:]/.test(token.text));
  return hasSeparator || (service === 'iam' && resource.length > 1);
}

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
  private readonly folded: readonly WildcardPattern[] | undefined;
  private readonly hasUpperCase: boolean;
  private readonly reachesBeyondColon: boolean;
  private readonly isTypeOpen: boolean;

  constructor(tokens: readonly PatternToken[], isResourceElement: boolean) {
    this.whole = new WildcardPattern(tokens);
    const components = splitTokens(tokens);
    const isComplete = components.length === 6;
    const patterns = components.map((component) => new WildcardPattern(component));
    this.components = isComplete ? patterns : undefined;
    this.folded = isComplete
      ? patterns.map((pattern, index) => (index < 5 ? new WildcardPattern(foldTokens(pattern.tokens)) : pattern))
      : undefined;
    this.hasUpperCase = components
      .slice(0, 5)
      .some((part) => part.some((t) => t.kind === 'text' && UPPER.test(t.text)));
    this.reachesBeyondColon = isResourceElement && components.slice(0, 5).some((part) => part.at(-1)?.kind === 'star');
    this.isTypeOpen =
      isResourceElement && isComplete && hasWildcardInType(patterns[2]?.literal, components[5] as PatternToken[]);
  }

  matches(target: ArnTarget): Truth {
    if (this.whole.literal !== undefined && this.whole.literal === target.text) return YES;
    const { components, folded } = this;
    if (components === undefined || folded === undefined) return this.whole.matches(target.text) ? UNSURE : NO;
    if (target.parts.length === 6) {
      if (matchesAll(components, target.parts)) return this.isTypeOpen ? UNSURE : YES;
      const hasUpperCase = this.hasUpperCase || target.hasUpperCase;
      if (hasUpperCase && matchesAll(folded, target.foldedParts)) return UNSURE;
    }
    return this.reachesBeyondColon && this.whole.matches(target.text) ? UNSURE : NO;
  }
}

/** From the last part to the first: the last one differs most often. */
function matchesAll(patterns: readonly WildcardPattern[], parts: readonly string[]): boolean {
  for (let index = 5; index >= 0; index--) {
    if (!(patterns[index] as WildcardPattern).matches(parts[index] as string)) return false;
  }
  return true;
}
