import { ACCOUNT_GRANT, DIRECT_GRANT, NO_GRANT, ROLE_GRANT } from '../match/principal.js';
import type { StatementRef } from './compile-policy.js';
import type { LayerDecision, LayerName, Verdict } from './layer.js';
import { type Outcomes, collectOutcomes, inOrder } from './outcomes.js';
import type { PolicySet } from './policy-set.js';
import { type AccessRequest, type PreparedRequest, prepareRequest } from './request.js';
import { isFreeForAll, isRefusedToRoot, needsNoIdentityPolicy, resourceMustTrust } from './special-cases.js';

/** Why a request is allowed or denied, beyond single statements. */
export type DecisionReason =
  /** A Deny applies in `decidedBy`. */
  | 'explicit-deny'
  /** `decidedBy` does not allow it. */
  | 'not-allowed'
  /** All layers allow it. */
  | 'allowed'
  /** A resource policy names the caller in its own account: other layers' silence does not matter. */
  | 'granted-by-resource'
  /** sts:GetCallerIdentity. */
  | 'needs-no-permission'
  /** The root user cannot do this at all. */
  | 'refused-to-root';

export interface Decision {
  readonly allowed: boolean;
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  /** The layer that made the verdict; for a denial the one to look at first. */
  readonly decidedBy: LayerName;
  /** Every layer that applied, organization levels one by one. */
  readonly layers: readonly LayerDecision[];
  /** The statements that made the verdict: every Deny that applies, or the Allow statements that give the permission. */
  readonly determining: readonly StatementRef[];
  readonly isCrossAccount: boolean;
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

interface Conclusion {
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  readonly by: LayerDecision;
}

const deniedBy = (by: LayerDecision): Conclusion => ({ verdict: 'implicit-deny', reason: 'not-allowed', by });

const isSilent = (outcome: LayerDecision | undefined): outcome is LayerDecision =>
  outcome !== undefined && outcome.verdict !== 'allowed';

/** Organization and endpoint: whoever grants, these must allow. */
function firstClosedGate({ scps, rcps, endpoint }: Outcomes): LayerDecision | undefined {
  return scps.find(isSilent) ?? rcps.find(isSilent) ?? (isSilent(endpoint) ? endpoint : undefined);
}

/** Boundary and session policy: they bind whatever an identity policy or a grant to a role gives. */
function firstClosedLimit({ boundary, session }: Outcomes): LayerDecision | undefined {
  if (isSilent(boundary)) return boundary;
  return isSilent(session) ? session : undefined;
}

function firstSilent(outcomes: Outcomes): LayerDecision | undefined {
  return isSilent(outcomes.identity) ? outcomes.identity : firstClosedLimit(outcomes);
}

/**
 * Across accounts both sides must allow: the caller's with all its layers, and the resource policy.
 * Source: IAM User Guide, "Cross-account policy evaluation logic".
 */
function concludeAcrossAccounts(outcomes: Outcomes, resource: LayerDecision): Conclusion {
  if (resource.grant < ACCOUNT_GRANT) return deniedBy(resource);
  const silent = firstSilent(outcomes);
  return silent ? deniedBy(silent) : { verdict: 'allowed', reason: 'allowed', by: resource };
}

/** What a grant of the resource policy alone gives in its own account; undefined when it gives nothing. */
function concludeByGrant(outcomes: Outcomes): Conclusion | undefined {
  const { resource } = outcomes;
  if (!resource || resource.grant < ROLE_GRANT) return undefined;
  const limit = resource.grant === DIRECT_GRANT ? undefined : firstClosedLimit(outcomes);
  return limit ? deniedBy(limit) : { verdict: 'allowed', reason: 'granted-by-resource', by: resource };
}

/**
 * In one account either side may allow, and the resource policy weighs by whom it names.
 * Source: IAM User Guide, "Policy evaluation for requests within a single account".
 */
function concludeInAccount(request: PreparedRequest, outcomes: Outcomes): Conclusion {
  const { identity, resource } = outcomes;
  if (resource && resource.grant < ACCOUNT_GRANT && resourceMustTrust(request)) return deniedBy(resource);
  const silent = firstSilent(outcomes);
  if (silent) return concludeByGrant(outcomes) ?? deniedBy(silent);
  return { verdict: 'allowed', reason: 'allowed', by: identity ?? (resource as LayerDecision) };
}

function conclude(request: PreparedRequest, outcomes: Outcomes, layers: readonly LayerDecision[]): Conclusion {
  const denial = layers.find(({ verdict }) => verdict === 'explicit-deny');
  if (denial) return { verdict: 'explicit-deny', reason: 'explicit-deny', by: denial };
  const gate = firstClosedGate(outcomes);
  if (gate) return deniedBy(gate);
  const { resource } = outcomes;
  const needsBoth = request.isCrossAccount || needsNoIdentityPolicy(request.caller);
  return needsBoth && resource ? concludeAcrossAccounts(outcomes, resource) : concludeInAccount(request, outcomes);
}

function ruling(reason: DecisionReason, verdict: Verdict): Conclusion {
  return { verdict, reason, by: { layer: 'account', verdict, statements: [], unsettled: [], grant: NO_GRANT } };
}

interface Deliberation {
  readonly conclusion: Conclusion;
  readonly layers: readonly LayerDecision[];
}

function decide(request: PreparedRequest, set: PolicySet): Deliberation {
  if (isFreeForAll(request)) return { conclusion: ruling('needs-no-permission', 'allowed'), layers: [] };
  const outcomes = collectOutcomes(request, set);
  const layers = inOrder(outcomes);
  const conclusion = conclude(request, outcomes, layers);
  if (conclusion.verdict === 'explicit-deny' || !isRefusedToRoot(request)) return { conclusion, layers };
  return { conclusion: ruling('refused-to-root', 'implicit-deny'), layers };
}

const GRANTERS: ReadonlySet<LayerName> = new Set(['identity', 'resource', 'trust']);

/** For an explicit deny every Deny that applies; for an allowed request the Allow statements that give the permission. */
function determiningOf({ verdict, reason, by }: Conclusion, layers: readonly LayerDecision[]): readonly StatementRef[] {
  if (verdict === 'implicit-deny') return [];
  if (reason === 'granted-by-resource' || reason === 'needs-no-permission') return by.statements;
  const statements: StatementRef[] = [];
  for (const layer of layers) {
    if (layer.verdict !== verdict || !speaksFor(verdict, layer)) continue;
    for (const statement of layer.statements) statements.push(statement);
  }
  return statements;
}

/** Every Deny makes a denial; limits (boundary, SCP …) allow, but do not give. */
function speaksFor(verdict: Verdict, { layer }: LayerDecision): boolean {
  return verdict !== 'allowed' || GRANTERS.has(layer);
}

/**
 * Decides a request against all policies that apply, as AWS does. Pure; the same arguments give the same decision.
 * Source: IAM User Guide, "Policy evaluation logic" and the pages below it.
 */
export function evaluate(request: AccessRequest, policies: PolicySet): Decision {
  const prepared = prepareRequest(request, policies.permissionsBoundary !== undefined);
  const { conclusion, layers } = decide(prepared, policies);
  const { verdict, reason, by } = conclusion;
  return {
    allowed: verdict === 'allowed',
    verdict,
    reason,
    decidedBy: by.layer,
    layers,
    determining: determiningOf(conclusion, layers),
    isCrossAccount: prepared.isCrossAccount,
    request,
    policies,
  };
}

/** The verdict alone. */
export function evaluateVerdict(request: AccessRequest, policies: PolicySet): Verdict {
  return decide(prepareRequest(request, policies.permissionsBoundary !== undefined), policies).conclusion.verdict;
}
