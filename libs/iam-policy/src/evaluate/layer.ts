import { ACCOUNT_GRANT, DIRECT_GRANT, type Grant, NO_GRANT } from '../match/principal.js';
import { NO, UNSURE, YES, both } from '../match/truth.js';
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

interface Tally {
  statements: StatementRef[];
  unsettled: StatementRef[];
  grant: Grant;
}

function tallyDenies(policy: CompiledPolicy, input: MatchInput, tally: Tally): void {
  for (const statement of policy.denies) {
    const truth = denyTruth(statement, input);
    if (truth === NO) continue;
    tally.statements.push(statement.ref);
    if (truth === UNSURE) tally.unsettled.push(statement.ref);
  }
}

function denyTruth(statement: CompiledStatement, input: MatchInput) {
  let truth = statement.matchesAction(input);
  if (truth === NO) return NO;
  truth = both(truth, statement.matchesResource(input));
  if (truth === NO) return NO;
  truth = both(truth, statement.matchesPrincipal(input).truth);
  return truth === NO ? NO : both(truth, statement.matchesConditions(input));
}

/** What an Allow grants; NO_GRANT when it does not apply. */
function allowGrant(statement: CompiledStatement, input: MatchInput, tally: Tally): Grant {
  let truth = statement.matchesAction(input);
  if (truth === NO) return NO_GRANT;
  truth = both(truth, statement.matchesResource(input));
  if (truth === NO) return NO_GRANT;
  const principal = statement.matchesPrincipal(input);
  truth = both(truth, principal.truth);
  if (truth === NO) return NO_GRANT;
  truth = both(truth, statement.matchesConditions(input));
  if (truth === NO) return NO_GRANT;
  if (truth === YES && !statement.isVoid && principal.grant !== NO_GRANT) return principal.grant;
  tally.unsettled.push(statement.ref);
  return NO_GRANT;
}

function tallyAllows(policy: CompiledPolicy, input: MatchInput, tally: Tally): void {
  for (const statement of policy.allows) {
    const grant = allowGrant(statement, input, tally);
    if (grant === NO_GRANT) continue;
    tally.statements.push(statement.ref);
    if (grant > tally.grant) tally.grant = grant;
  }
}

/** Policies of one layer add up: any Deny denies, otherwise any Allow allows. */
export function evaluateLayer(layer: LayerName, policies: readonly CompiledPolicy[], input: MatchInput): LayerDecision {
  const tally: Tally = { statements: [], unsettled: [], grant: NO_GRANT };
  for (const policy of policies) tallyDenies(policy, input, tally);
  if (tally.statements.length > 0) return { layer, verdict: 'explicit-deny', ...tally };
  for (const policy of policies) tallyAllows(policy, input, tally);
  return { layer, verdict: tally.grant > NO_GRANT ? 'allowed' : 'implicit-deny', ...tally };
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
  const tally: Tally = { statements: [], unsettled: [], grant: NO_GRANT };
  for (const policy of policies) tallyDenies(policy, input, tally);
  const verdict = tally.statements.length > 0 ? 'explicit-deny' : 'allowed';
  return { layer, verdict, ...tally, grant: DIRECT_GRANT };
}

/**
 * In a VPC endpoint policy, an Allow for an account reaches only its root user.
 * Source: VPC documentation, "Control access to VPC endpoints using endpoint policies" (gateway endpoints).
 */
export function evaluateEndpoint(policy: CompiledPolicy, input: MatchInput): LayerDecision {
  const outcome = evaluateLayer('vpc-endpoint', [policy], input);
  if (outcome.verdict !== 'allowed' || outcome.grant > ACCOUNT_GRANT) return outcome;
  return { ...outcome, verdict: 'implicit-deny', statements: NONE, unsettled: outcome.statements, grant: NO_GRANT };
}
