import { type ActionPattern, compileActionPattern } from '../match/action.js';
import type { ArnTarget } from '../match/arn-pattern.js';
import type { Caller } from '../match/caller.js';
import { type CompiledCondition, compileCondition } from '../match/condition.js';
import { type CompiledPrincipal, type PrincipalMatch, compilePrincipal } from '../match/principal.js';
import type { RequestContext } from '../match/request-context.js';
import { type ResourcePattern, compileResourcePattern } from '../match/resource.js';
import { NO, type Truth, UNSURE, YES, both, either, not } from '../match/truth.js';
import type {
  Effect,
  PolicyDocument,
  PolicyKind,
  PolicyVersion,
  SourceRange,
  Statement,
  StatementElement,
} from '../parse/ast.js';

/** A request taken apart, as statements see it. */
export interface MatchInput {
  readonly caller: Caller;
  /** Through `asciiLowerCase`. */
  readonly action: string;
  readonly resource: ArnTarget;
  readonly context: RequestContext;
}

/** Points at one statement of one policy. */
export interface StatementRef {
  readonly policyId: string;
  readonly kind: PolicyKind;
  /** Position in the document, from 0; -1 stands for a document that cannot be read. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  /** Where the statement stands in the policy's text. */
  readonly range: SourceRange;
}

/** The identity a policy without Principal is attached to: always the caller. */
const ATTACHED: PrincipalMatch = { truth: YES, grant: 3 };
const NOBODY_READABLE: PrincipalMatch = { truth: UNSURE, grant: 0 };
const NOWHERE: SourceRange = { offset: 0, length: 0, line: 1, column: 1 };

/** A statement ready to be asked. Elements that cannot be read answer UNSURE. */
export class CompiledStatement {
  readonly ref: StatementRef;
  readonly isAllow: boolean;
  /** The document is broken: an Allow grants nothing. */
  readonly isVoid: boolean;
  readonly source: Statement;
  /** Of its document: decides what `${` means. */
  readonly version: PolicyVersion;
  /** Some pattern of the Resource element may depend on the context. */
  readonly usesVariables: boolean;
  readonly conditions: readonly CompiledCondition[];
  private readonly actions: readonly ActionPattern[] | undefined;
  private readonly actionIsNegated: boolean;
  private readonly resources: readonly ResourcePattern[] | undefined;
  private readonly resourceIsNegated: boolean;
  private readonly principal: CompiledPrincipal | undefined;
  private readonly principalIsOpen: boolean;
  private readonly actionIsOpen: boolean;
  private readonly resourceIsOpen: boolean;
  private readonly conditionIsOpen: boolean;

  constructor(document: PolicyDocument, source: Statement, policyId: string) {
    const { index, effect, range, sid } = source;
    this.ref = { policyId, kind: document.kind, index, ...(sid ? { sid: sid.value } : {}), effect, range };
    this.source = source;
    this.version = document.version;
    this.usesVariables = source.resource?.values.some(({ value }) => value.includes('${')) === true;
    this.isAllow = effect === 'Allow';
    this.isVoid = document.broken;
    this.principalIsOpen = source.unreadable.includes('Principal');
    this.actionIsOpen = source.unreadable.includes('Action');
    this.resourceIsOpen = source.unreadable.includes('Resource');
    this.conditionIsOpen = source.unreadable.includes('Condition');
    this.actions = source.action?.values.map(({ value }) => compileActionPattern(value));
    this.actionIsNegated = source.action?.negated === true;
    this.resources = source.resource?.values.map(({ value }) => compileResourcePattern(value, document.version));
    this.resourceIsNegated = source.resource?.negated === true;
    this.principal = source.principal && compilePrincipal(source.principal);
    this.conditions = source.conditions.map((condition) => compileCondition(condition, document.version));
  }

  /** Action or NotAction. An empty list matches nothing; its opposite is left open. */
  matchesAction(input: MatchInput): Truth {
    const { actions } = this;
    if (actions === undefined || this.actionIsOpen) return UNSURE;
    if (actions.length === 0) return this.actionIsNegated ? UNSURE : NO;
    let truth: Truth = NO;
    for (const pattern of actions) {
      if (!pattern.wildcard.matches(input.action)) continue;
      truth = YES;
      break;
    }
    return this.actionIsNegated ? not(truth) : truth;
  }

  /** Resource or NotResource. Without either, the statement speaks of what it is attached to. */
  matchesResource(input: MatchInput): Truth {
    const { resources } = this;
    if (this.resourceIsOpen) return UNSURE;
    if (resources === undefined) return YES;
    if (resources.length === 0) return this.resourceIsNegated ? UNSURE : NO;
    let truth: Truth = NO;
    for (const pattern of resources) {
      truth = either(truth, pattern.matches(input.resource, input.context));
      if (truth === YES) break;
    }
    return this.resourceIsNegated ? not(truth) : truth;
  }

  /** Principal or NotPrincipal. Without either, the statement speaks of who it is attached to. */
  matchesPrincipal(input: MatchInput): PrincipalMatch {
    if (this.principalIsOpen) return NOBODY_READABLE;
    return this.principal ? this.principal.match(input.caller) : ATTACHED;
  }

  /** Every operator and key must hold. */
  matchesConditions(input: MatchInput): Truth {
    let truth: Truth = this.conditionIsOpen ? UNSURE : YES;
    for (const condition of this.conditions) {
      truth = both(truth, condition.holds(input.context));
      if (truth === NO) return NO;
    }
    return truth;
  }
}

/** A policy ready to be evaluated any number of times. Immutable; may be held and shared. */
export interface CompiledPolicy {
  readonly id: string;
  readonly kind: PolicyKind;
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
  /** AWS would refuse the document: it only takes away. */
  readonly isBroken: boolean;
}

/** What stands for a document of which nothing is known: a Deny of everything. */
function unreadableStatement(policyId: string, kind: PolicyKind): CompiledStatement {
  const document: PolicyDocument = {
    kind,
    version: '2012-10-17',
    statements: [],
    isList: false,
    broken: true,
    range: NOWHERE,
  };
  const unreadable: StatementElement[] = ['Effect', 'Principal', 'Action', 'Resource', 'Condition'];
  const statement: Statement = { index: -1, effect: 'Deny', conditions: [], unreadable, range: NOWHERE };
  return new CompiledStatement(document, statement, policyId);
}

/**
 * Prepares a parsed policy for evaluation. `id` is what decisions call it (an ARN or a name). Without a document (it
 * could not be read) the result denies everything.
 */
export function compilePolicy(
  document: PolicyDocument | undefined,
  options: { readonly id: string; readonly kind: PolicyKind },
): CompiledPolicy {
  const { id, kind } = options;
  if (!document) return { id, kind, allows: [], denies: [unreadableStatement(id, kind)], isBroken: true };
  const statements = document.statements.map((statement) => new CompiledStatement(document, statement, id));
  return {
    id,
    kind,
    allows: statements.filter(({ isAllow }) => isAllow),
    denies: statements.filter(({ isAllow }) => !isAllow),
    isBroken: document.broken,
  };
}
