import { type ActionPattern, compileActionPattern } from '../match/action.js';
import type { ArnTarget } from '../match/arn-pattern.js';
import type { Caller } from '../match/caller.js';
import { type CompiledCondition, compileCondition } from '../match/condition.js';
import { type CompiledPrincipal, type PrincipalMatch, compilePrincipal } from '../match/principal.js';
import type { RequestContext } from '../match/request-context.js';
import { type ResourcePattern, compileResourcePattern } from '../match/resource.js';
import { NO, type Truth, UNSURE, YES, both, either, not } from '../match/truth.js';
import { parsePolicy } from '../parse/parse-policy.js';
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

type Reread = (index: number) => Statement;

/** Where a statement comes from; with `reread`, its parse tree is made again whenever it is asked for. */
interface Origin {
  readonly policyId: string;
  readonly reread?: Reread | undefined;
}

/** A statement ready to be asked. Elements that cannot be read answer UNSURE. */
export class CompiledStatement {
  readonly ref: StatementRef;
  readonly isAllow: boolean;
  /** The document is broken: an Allow grants nothing. */
  readonly isVoid: boolean;
  /** Of its document: decides what `${` means. */
  readonly version: PolicyVersion;
  /** Some pattern of the Resource element may depend on the context. */
  readonly usesVariables: boolean;
  /** Some element cannot be read. */
  readonly isUnreadable: boolean;
  readonly conditions: readonly CompiledCondition[];
  private readonly actions: readonly ActionPattern[] | undefined;
  private readonly actionIsNegated: boolean;
  readonly resources: readonly ResourcePattern[] | undefined;
  readonly resourceIsNegated: boolean;
  private readonly principal: CompiledPrincipal | undefined;
  private readonly principalIsOpen: boolean;
  private readonly actionIsOpen: boolean;
  private readonly resourceIsOpen: boolean;
  private readonly conditionIsOpen: boolean;
  /** No closure of this constructor: that would hold the parse tree. */
  private readonly origin: Statement | Reread;

  constructor(document: PolicyDocument, source: Statement, { policyId, reread }: Origin) {
    this.ref = refOf(document, source, policyId);
    this.origin = reread ?? source;
    this.version = document.version;
    this.usesVariables = source.resource?.values.some(({ value }) => value.includes('${')) === true;
    this.isUnreadable = source.unreadable.length > 0;
    this.isAllow = source.effect === 'Allow';
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

  /** What the policy says, as it was read. */
  get source(): Statement {
    return typeof this.origin === 'function' ? this.origin(this.ref.index) : this.origin;
  }

  /** Services of whose actions the statement may speak, in lower case; undefined when it may be any. */
  get services(): readonly string[] | undefined {
    if (this.actions === undefined || this.actionIsOpen || this.actionIsNegated) return undefined;
    const services: string[] = [];
    for (const { service } of this.actions) {
      if (service === undefined) return undefined;
      services.push(service);
    }
    return services;
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

function refOf({ kind }: PolicyDocument, { index, sid, effect, range }: Statement, policyId: string): StatementRef {
  return { policyId, kind, index, ...(sid ? { sid: sid.value } : {}), effect, range };
}

/** What decisions call a policy, and which rules of the language hold for it. */
interface PolicyName {
  readonly id: string;
  readonly kind: PolicyKind;
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
  return new CompiledStatement(document, statement, { policyId });
}

/**
 * Prepares a parsed policy for evaluation. `id` is what decisions call it (an ARN or a name). Without a document (it
 * could not be read) the result denies everything.
 */
export function compilePolicy(document: PolicyDocument | undefined, options: PolicyName): CompiledPolicy {
  return compiledOf(document, options);
}

/**
 * The same from a text, for policies that are held by the thousand: instead of the parse tree, several times the size of
 * all the rest, the text is kept, and read again when somebody asks what a statement says (an explanation does). Who
 * keeps the text already gives a function that gets it.
 */
export function compilePolicyText(text: string | (() => string), options: PolicyName): CompiledPolicy {
  const read = () => parsePolicy(typeof text === 'string' ? text : text(), { kind: options.kind }).document;
  return compiledOf(read(), options, (index) => read()?.statements[index] as Statement);
}

function compiledOf(document: PolicyDocument | undefined, { id, kind }: PolicyName, reread?: Reread): CompiledPolicy {
  if (!document) return { id, kind, allows: [], denies: [unreadableStatement(id, kind)], isBroken: true };
  const statements = document.statements.map(
    (statement) => new CompiledStatement(document, statement, { policyId: id, reread }),
  );
  return {
    id,
    kind,
    allows: statements.filter(({ isAllow }) => isAllow),
    denies: statements.filter(({ isAllow }) => !isAllow),
    isBroken: document.broken,
  };
}
