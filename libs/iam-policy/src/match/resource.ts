import type { PolicyVersion } from '../parse/ast.js';
import { ArnPattern, ArnTarget } from './arn-pattern.js';
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

/**
 * A value of a Resource or NotResource element. Variables may stand anywhere in it, also at its start and inside the
 * account part. A variable without value makes it match nothing.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Variables and tags".
 */
export class ResourcePattern {
  readonly source: string;
  private readonly template: Template;
  private readonly isEverything: boolean;
  /** Compiled when it is first asked: most statements of most policies never are. */
  private fixed: ArnPattern | undefined;

  constructor(source: string, version: PolicyVersion) {
    this.source = source;
    this.isEverything = source === '*';
    this.template = parseTemplate(source, version, true);
  }

  matches(target: ArnTarget, context: RequestContext): Truth {
    if (this.isEverything) return YES;
    if (this.template.isMalformed) return UNSURE;
    if (!this.template.hasVariables) {
      this.fixed ??= new ArnPattern(staticTokens(this.template), true);
      return this.fixed.matches(target);
    }
    return matchResolution(resolveTemplate(this.template, context), (tokens) =>
      new ArnPattern(tokens, true).matches(target),
    );
  }
}

/** Compiles one value of a Resource element. */
export function compileResourcePattern(source: string, version: PolicyVersion = '2012-10-17'): ResourcePattern {
  return new ResourcePattern(source, version);
}

/** Cuts a resource once, for many matches. */
export function resourceTarget(resource: string): ArnTarget {
  return new ArnTarget(resource);
}
