import { ACCOUNT_GRANT, DIRECT_GRANT, NO_GRANT, ROLE_GRANT } from '../match/principal.js';
import type { CompiledPolicy, StatementRef } from './compile-policy.js';
import {
  type LayerDecision,
  type LayerName,
  type LayerOutcome,
  type Verdict,
  evaluateDenyOnly,
  evaluateEndpoint,
  evaluateLayer,
} from './layer.js';
import type { PolicySet } from './policy-set.js';
import { type AccessRequest, type PreparedRequest, prepareRequest } from './request.js';
import {
  bindsRcps,
  bindsScps,
  isFreeForAll,
  isRefusedToRoot,
  needsNoIdentityPolicy,
  resourceMustTrust,
  usesTrustPolicy,
} from './special-cases.js';

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
  /** The statements that made the verdict. */
  readonly determining: readonly StatementRef[];
  readonly isCrossAccount: boolean;
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

/** The outcomes of all layers that apply to a request. */
interface Outcomes {
  readonly scps: readonly LayerOutcome[];
  readonly rcps: readonly LayerOutcome[];
  readonly endpoint: LayerOutcome | undefined;
  readonly resource: LayerOutcome | undefined;
  readonly identity: LayerOutcome | undefined;
  readonly boundary: LayerOutcome | undefined;
  readonly session: LayerOutcome | undefined;
}

const NO_POLICIES: readonly CompiledPolicy[] = [];
const NO_OUTCOMES: readonly LayerOutcome[] = [];

/** The root user's own account gives it everything; it has no identity policies. */
const ROOT_ACCESS: LayerOutcome = {
  layer: 'account',
  verdict: 'allowed',
  statements: [],
  unsettled: [],
  grant: DIRECT_GRANT,
};

function identityOutcome(request: PreparedRequest, set: PolicySet): LayerOutcome | undefined {
  if (request.caller.type === 'root') return ROOT_ACCESS;
  if (needsNoIdentityPolicy(request.caller)) return undefined;
  const own = set.identityPolicies ?? NO_POLICIES;
  const policies = set.groupPolicies === undefined ? own : [...own, ...set.groupPolicies];
  return evaluateLayer('identity', policies, request);
}

/**
 * A federated user without session policy may do nothing of its own.
 * Source: IAM User Guide, "Permissions for GetFederationToken".
 */
function sessionOutcome(request: PreparedRequest, set: PolicySet): LayerOutcome | undefined {
  const policies = set.sessionPolicies ?? NO_POLICIES;
  if (needsNoIdentityPolicy(request.caller)) return undefined;
  if (policies.length === 0 && request.caller.type !== 'federated-user') return undefined;
  return evaluateLayer('session', policies, request);
}

function resourceOutcome(request: PreparedRequest, set: PolicySet): LayerOutcome | undefined {
  const isTrust = usesTrustPolicy(request);
  const policy = isTrust ? (set.trustPolicy ?? set.resourcePolicy) : set.resourcePolicy;
  const layer = isTrust ? 'trust' : 'resource';
  if (policy) return evaluateLayer(layer, [policy], request);
  const isNeeded = request.isCrossAccount || needsNoIdentityPolicy(request.caller) || resourceMustTrust(request);
  return isNeeded ? evaluateLayer(layer, NO_POLICIES, request) : undefined;
}

function collect(request: PreparedRequest, set: PolicySet): Outcomes {
  const scps = bindsScps(request, set) ? (set.scps ?? []) : [];
  const rcps = bindsRcps(request, set) ? (set.rcps ?? []) : [];
  const isIam = !needsNoIdentityPolicy(request.caller) && request.caller.type !== 'root';
  return {
    scps:
      scps.length === 0
        ? NO_OUTCOMES
        : scps.map(({ id, policies }) => ({ ...evaluateLayer('scp', policies, request), levelId: id })),
    rcps:
      rcps.length === 0
        ? NO_OUTCOMES
        : rcps.map(({ id, policies }) => ({ ...evaluateDenyOnly('rcp', policies, request), levelId: id })),
    endpoint: set.vpcEndpointPolicy && evaluateEndpoint(set.vpcEndpointPolicy, request),
    resource: resourceOutcome(request, set),
    identity: identityOutcome(request, set),
    boundary:
      isIam && set.permissionsBoundary ? evaluateLayer('boundary', [set.permissionsBoundary], request) : undefined,
    session: sessionOutcome(request, set),
  };
}

const isAllowedBy = (outcome: LayerOutcome | undefined): boolean =>
  outcome === undefined || outcome.verdict === 'allowed';

/** In the order in which AWS's page names the policy types. */
function inOrder(outcomes: Outcomes): LayerOutcome[] {
  const { rcps, scps, endpoint, resource, identity, boundary, session } = outcomes;
  return [...scps, ...rcps, endpoint, resource, identity, boundary, session].filter((outcome) => outcome !== undefined);
}

interface Conclusion {
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  readonly by: LayerOutcome;
}

const deniedBy = (by: LayerOutcome): Conclusion => ({ verdict: 'implicit-deny', reason: 'not-allowed', by });

/** Organization and endpoint: whoever grants, these must allow. */
function firstClosedGate({ scps, rcps, endpoint }: Outcomes): LayerOutcome | undefined {
  return (
    [...scps, ...rcps, endpoint].find((outcome) => outcome !== undefined && outcome.verdict !== 'allowed') ?? undefined
  );
}

/** Identity policy, boundary and session policy, all of them. */
function firstSilent({ identity, boundary, session }: Outcomes): LayerOutcome | undefined {
  return [identity, boundary, session].find((outcome) => !isAllowedBy(outcome));
}

/**
 * Across accounts both sides must allow: the caller's with all its layers, and the resource policy.
 * Source: IAM User Guide, "Cross-account policy evaluation logic".
 */
function concludeAcrossAccounts(outcomes: Outcomes, resource: LayerOutcome): Conclusion {
  const silent = firstSilent(outcomes);
  if (resource.grant < ACCOUNT_GRANT) return deniedBy(resource);
  if (silent) return deniedBy(silent);
  return { verdict: 'allowed', reason: 'allowed', by: resource };
}

/**
 * In one account either side may allow, and the resource policy weighs by whom it names.
 * Source: IAM User Guide, "Policy evaluation for requests within a single account".
 */
function concludeInAccount(request: PreparedRequest, outcomes: Outcomes): Conclusion {
  const { identity, boundary, session, resource } = outcomes;
  const grant = resource?.grant ?? NO_GRANT;
  if (resource && resourceMustTrust(request) && grant < ACCOUNT_GRANT) return deniedBy(resource);
  const silent = firstSilent(outcomes);
  if (!silent) return { verdict: 'allowed', reason: 'allowed', by: identity ?? (resource as LayerOutcome) };
  const isEnough = grant === DIRECT_GRANT || (grant === ROLE_GRANT && isAllowedBy(boundary) && isAllowedBy(session));
  if (resource && isEnough) return { verdict: 'allowed', reason: 'granted-by-resource', by: resource };
  return deniedBy(silent);
}

function conclude(request: PreparedRequest, outcomes: Outcomes): Conclusion {
  const denial = inOrder(outcomes).find(({ verdict }) => verdict === 'explicit-deny');
  if (denial) return { verdict: 'explicit-deny', reason: 'explicit-deny', by: denial };
  const gate = firstClosedGate(outcomes);
  if (gate) return deniedBy(gate);
  const { resource } = outcomes;
  const needsBoth = request.isCrossAccount || needsNoIdentityPolicy(request.caller);
  if (needsBoth && resource) return concludeAcrossAccounts(outcomes, resource);
  return concludeInAccount(request, outcomes);
}

function ruling(reason: DecisionReason, verdict: Verdict): Conclusion {
  return { verdict, reason, by: { layer: 'account', verdict, statements: [], unsettled: [], grant: NO_GRANT } };
}

function decide(request: PreparedRequest, set: PolicySet): { conclusion: Conclusion; outcomes: Outcomes | undefined } {
  if (isFreeForAll(request)) return { conclusion: ruling('needs-no-permission', 'allowed'), outcomes: undefined };
  const outcomes = collect(request, set);
  const conclusion = conclude(request, outcomes);
  if (conclusion.verdict === 'explicit-deny' || !isRefusedToRoot(request)) return { conclusion, outcomes };
  return { conclusion: ruling('refused-to-root', 'implicit-deny'), outcomes };
}

/**
 * Decides a request against all policies that apply, as AWS does. Pure; the same arguments give the same decision.
 * Source: IAM User Guide, "Policy evaluation logic" and the pages below it.
 */
export function evaluate(request: AccessRequest, policies: PolicySet): Decision {
  const prepared = prepareRequest(request, policies.permissionsBoundary !== undefined);
  const { conclusion, outcomes } = decide(prepared, policies);
  const { verdict, reason, by } = conclusion;
  return {
    allowed: verdict === 'allowed',
    verdict,
    reason,
    decidedBy: by.layer,
    layers: outcomes ? inOrder(outcomes) : [],
    determining: verdict === 'implicit-deny' ? [] : by.statements,
    isCrossAccount: prepared.isCrossAccount,
    request,
    policies,
  };
}

/** The verdict alone. */
export function evaluateVerdict(request: AccessRequest, policies: PolicySet): Verdict {
  return decide(prepareRequest(request, policies.permissionsBoundary !== undefined), policies).conclusion.verdict;
}
