import type { PolicyVersion } from '../parse/ast.js';
import { ArnPattern, ArnTarget } from './arn-pattern.js';
import { Remembered } from './remembered.js';
import type { RequestContext } from './request-context.js';
import { type Resolution, type Template, parseTemplate, resolveTemplate, staticTokens } from './template.js';
import { NO, type Truth, UNSURE, YES } from './truth.js';

/** The best reading of a text with variables; a match that needs a wildcard inside a value is unsettled. */
export function matchResolution(resolution: Resolution | 'many' | undefined, matches: MatchTokens): Truth {
  if (resolution === undefined) return NO;
  if (resolution === 'many') return UNSURE;
  const strict = matches(resolution.strict);
  if (strict === YES || resolution.loose === undefined) return strict;
  return matches(resolution.loose) === NO ? strict : UNSURE;
}

type MatchTokens = (tokens: Resolution['strict']) => Truth;

/** A text taken apart; as one ARN pattern when it has no variables. */
interface Prepared {
  readonly template: Template;
  readonly fixed: ArnPattern | undefined;
}

/** What patterns are compiled to when they are asked: most statements of most policies never are. */
const prepared: Readonly<Record<PolicyVersion, Remembered<Prepared>>> = {
  '2008-10-17': new Remembered(1_024),
  '2012-10-17': new Remembered(8_192),
};

/**
 * A value of a Resource or NotResource element. Variables may stand anywhere in it, also at its start and inside the
 * account part. A variable without value makes it match nothing.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Variables and tags".
 */
export class ResourcePattern {
  constructor(
    readonly source: string,
    private readonly version: PolicyVersion,
  ) {}

  matches(target: ArnTarget, context: RequestContext): Truth {
    if (this.source === '*') return YES;
    if (!mayBeginAlike(this.source, target.text)) return NO;
    const { template, fixed } = this.prepared();
    if (template.isMalformed) return UNSURE;
    if (fixed) return fixed.matches(target);
    return matchResolution(resolveTemplate(template, context), (tokens) =>
      new ArnPattern(tokens, true).matches(target),
    );
  }

  private prepared(): Prepared {
    const kept = prepared[this.version];
    return kept.get(this.source) ?? kept.keep(this.source, prepare(this.source, this.version));
  }
}

const [STAR, MARK, LOWER_CASE] = [42, 63, 32];

/**
 * False where a pattern cannot match, because the text does not begin as it does before its first wildcard, in whatever
 * case. Most patterns are told by that, and never taken apart. One with `${` is: it may be malformed, and then unsettled.
 */
function mayBeginAlike(pattern: string, text: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const code = pattern.charCodeAt(at);
    if (code === STAR || code === MARK) return true;
    if ((code | LOWER_CASE) !== (text.charCodeAt(at) | LOWER_CASE)) return pattern.includes('${');
  }
  return true;
}

function prepare(source: string, version: PolicyVersion): Prepared {
  const template = parseTemplate(source, version, true);
  const fixed = template.hasVariables ? undefined : new ArnPattern(staticTokens(template), true);
  return { template, fixed };
}

/** Compiles one value of a Resource element. */
export function compileResourcePattern(source: string, version: PolicyVersion = '2012-10-17'): ResourcePattern {
  return new ResourcePattern(source, version);
}

/** Cuts a resource once, for many matches. */
export function resourceTarget(resource: string): ArnTarget {
  return new ArnTarget(resource);
}
