import { asciiLowerCase } from '../match/ascii.js';
import { NO, type Truth, UNSURE, YES, both, either } from '../match/truth.js';
import type { CompiledPolicy, CompiledStatement } from '../evaluate/compile-policy.js';
import { prepareRequest, type PreparedRequest } from '../evaluate/request.js';
import type { ContextInput } from '../match/request-context.js';
import { mayMatchResource } from '../compare/access-formula.js';

/** One action on one resource, asked of everybody. */
export interface AccessQuestion {
  /** `service:Action`, in any case. */
  readonly action: string;
  /** An ARN; `*` for actions that name no resource. */
  readonly resource: string;
  /** What is known of the request; any other key makes the answers that depend on it conditional. */
  readonly context?: ContextInput;
}

/** A question taken apart once. */
export interface PreparedQuestion {
  readonly request: PreparedRequest;
  /** Lower-cased keys that are known. */
  readonly known: ReadonlySet<string>;
}

/** What one policy says: `UNSURE` where it depends on what is not known. */
export interface DocumentAnswer {
  readonly allows: Truth;
  readonly denies: Truth;
}

export function prepareQuestion(
  { action, resource, context = {} }: AccessQuestion,
  principal: string,
): PreparedQuestion {
  const keys = context instanceof Map ? [...context.keys()] : Object.keys(context);
  return {
    request: prepareRequest({ principal, action, resource, context }, false),
    known: new Set(keys.map((key) => asciiLowerCase(String(key)))),
  };
}

/** What a policy says to the question, whoever asks. A broken one can only take away. */
export function answerOf(policy: CompiledPolicy, question: PreparedQuestion): DocumentAnswer {
  let [allows, denies]: [Truth, Truth] = [NO, NO];
  for (const statement of policy.denies) {
    denies = either(denies, statementTruth(statement, question));
    if (denies === YES) return { allows: NO, denies };
  }
  if (policy.isBroken) return { allows, denies };
  for (const statement of policy.allows) {
    allows = either(allows, statementTruth(statement, question));
    if (allows === YES) break;
  }
  return { allows, denies };
}

/** Whether a statement applies, its principal left aside. */
export function statementTruth(statement: CompiledStatement, question: PreparedQuestion): Truth {
  const { request } = question;
  const action = statement.matchesAction(request);
  if (action === NO) return NO;
  const resource = resourceTruth(statement, request);
  if (resource === NO) return NO;
  return both(both(action, resource), conditionTruth(statement, question));
}

function resourceTruth(statement: CompiledStatement, request: PreparedRequest): Truth {
  if (!statement.usesVariables) return statement.matchesResource(request);
  const { resources, resourceIsNegated, version } = statement;
  const text = request.resource.text;
  const mayMatch = resources?.some(({ source }) => mayMatchResource(source, version, text)) === true;
  if (!mayMatch) return resourceIsNegated ? YES : NO;
  return UNSURE;
}

function conditionTruth(statement: CompiledStatement, { request, known }: PreparedQuestion): Truth {
  if (statement.isUnreadable) return UNSURE;
  let truth: Truth = YES;
  for (const condition of statement.conditions) {
    truth = both(truth, known.has(condition.key) ? condition.holds(request.context) : UNSURE);
    if (truth === NO) return NO;
  }
  return truth;
}
