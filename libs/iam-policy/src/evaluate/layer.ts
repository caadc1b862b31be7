import { serviceOfAction } from '../match/action.js';
import { ACCOUNT_GRANT, DIRECT_GRANT, type Grant, NO_GRANT } from '../match/principal.js';
import { NO, type Truth, UNSURE, YES, both } from '../match/truth.js';
import type { CompiledPolicy, CompiledStatement, MatchInput, StatementRef } from './compile-policy.js';

/** Every kind of policy that has a say. `account` stands for rules that no policy can change. */
export type LayerName =
  'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp' | 'vpc-endpoint' | 'account';

export type Verdict = 'allowed' | 'explicit-deny' | 'implicit-deny';

/** What one layer (or one level of the organization) says. */
export interface LayerDecision {
  readonly layer: LayerName;
  /** The organization level, for `scp` and `rcp`. */
  readonly levelId?: string;
  readonly verdict: Verdict;
  /** The statements that make the verdict: Deny statements that apply, otherwise Allow statements that do. */
  readonly statements: readonly StatementRef[];
  /** Statements whose match AWS's pages leave open (or that cannot be read): an Allow did not count, a Deny did. */
  readonly unsettled: readonly StatementRef[];
  /** What its Allow is worth; only resource policies grant less than everything (see `Grant`). */
  readonly grant: Grant;
}

const NONE: readonly StatementRef[] = [];

/** Counts what the statements of one layer say. Lists are made only when there is something to list. */
class Tally {
  grant: Grant = NO_GRANT;
  private applied: StatementRef[] | undefined;
  private open: StatementRef[] | undefined;

  get statements(): readonly StatementRef[] {
    return this.applied ?? NONE;
  }

  get unsettled(): readonly StatementRef[] {
    return this.open ?? NONE;
  }

  denyAll(policies: readonly CompiledPolicy[], input: MatchInput): boolean {
    for (const policy of policies) {
      for (const statement of policy.denies) this.deny(statement, input);
    }
    return this.applied !== undefined;
  }

  allowAll(policies: readonly CompiledPolicy[], input: MatchInput): boolean {
    for (const policy of policies) {
      for (const statement of policy.allows) this.allow(statement, input);
    }
    return this.grant > NO_GRANT;
  }

  private deny(statement: CompiledStatement, input: MatchInput): void {
    const truth = truthOf(statement, input);
    if (truth === NO) return;
    this.applied = added(this.applied, statement.ref);
    if (truth === UNSURE) this.open = added(this.open, statement.ref);
  }

  private allow(statement: CompiledStatement, input: MatchInput): void {
    const truth = truthOf(statement, input);
    if (truth === NO) return;
    const grant = truth === YES && !statement.isVoid ? statement.matchesPrincipal(input).grant : NO_GRANT;
    if (grant === NO_GRANT) this.open = added(this.open, statement.ref);
    else this.applied = added(this.applied, statement.ref);
    if (grant > this.grant) this.grant = grant;
  }
}

/** Most lists hold one statement: such a list is made to measure. */
function added(list: StatementRef[] | undefined, ref: StatementRef): StatementRef[] {
  if (list === undefined) return [ref];
  list.push(ref);
  return list;
}

/** Whether a statement applies: all its elements do. The cheap ones first. */
function truthOf(statement: CompiledStatement, input: MatchInput): Truth {
  let truth = statement.matchesAction(input);
  if (truth === NO) return NO;
  truth = both(truth, statement.matchesResource(input));
  if (truth === NO) return NO;
  truth = both(truth, statement.matchesPrincipal(input).truth);
  return truth === NO ? NO : both(truth, statement.matchesConditions(input));
}

/** Policies of one layer add up: any Deny denies, otherwise any Allow allows. */
export function evaluateLayer(layer: LayerName, policies: readonly CompiledPolicy[], input: MatchInput): LayerDecision {
  const tally = new Tally();
  let verdict: Verdict = 'explicit-deny';
  if (!tally.denyAll(policies, input)) verdict = tally.allowAll(policies, input) ? 'allowed' : 'implicit-deny';
  const { statements, unsettled, grant } = tally;
  return { layer, verdict, statements, unsettled, grant };
}

/**
 * Deny statements alone count. RCPFullAWSAccess cannot be detached, and customers' RCPs hold no Allow.
 * Source: Organizations User Guide, "RCP evaluation" and "RCP syntax".
 */
export function evaluateDenyOnly(
  layer: LayerName,
  policies: readonly CompiledPolicy[],
  input: MatchInput,
): LayerDecision {
  const tally = new Tally();
  const verdict = tally.denyAll(policies, input) ? 'explicit-deny' : 'allowed';
  return { layer, verdict, statements: tally.statements, unsettled: tally.unsettled, grant: DIRECT_GRANT };
}

/** Services that have gateway endpoints. Whether it is one cannot be seen from the policy. */
const GATEWAY_SERVICES: ReadonlySet<string> = new Set(['s3', 'dynamodb']);

/**
 * In the policy of a gateway endpoint, an Allow for an account reaches only its root user.
 * Source: VPC documentation, "Control access to VPC endpoints using endpoint policies".
 */
export function evaluateEndpoint(policy: CompiledPolicy, input: MatchInput): LayerDecision {
  const outcome = evaluateLayer('vpc-endpoint', [policy], input);
  if (outcome.verdict !== 'allowed' || outcome.grant > ACCOUNT_GRANT) return outcome;
  if (!GATEWAY_SERVICES.has(serviceOfAction(input.action))) return outcome;
  return { ...outcome, verdict: 'implicit-deny', statements: NONE, unsettled: outcome.statements, grant: NO_GRANT };
}
