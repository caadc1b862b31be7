import { DIRECT_GRANT } from '../match/principal.js';
import type { CompiledPolicy } from './compile-policy.js';
import { type LayerDecision, evaluateDenyOnly, evaluateEndpoint, evaluateLayer } from './layer.js';
import type { OrganizationLevel, PolicySet } from './policy-set.js';
import type { PreparedRequest } from './request.js';
import { bindsRcps, bindsScps, needsNoIdentityPolicy, resourceMustTrust, usesTrustPolicy } from './special-cases.js';

/** What all layers that apply to a request say. A layer that does not apply is absent. */
export interface Outcomes {
  readonly scps: readonly LayerDecision[];
  readonly rcps: readonly LayerDecision[];
  readonly endpoint: LayerDecision | undefined;
  readonly resource: LayerDecision | undefined;
  readonly identity: LayerDecision | undefined;
  readonly boundary: LayerDecision | undefined;
  readonly session: LayerDecision | undefined;
}

const NO_POLICIES: readonly CompiledPolicy[] = [];
const NO_LEVELS: readonly LayerDecision[] = [];

/** The root user's own account gives it everything; it has no identity policies. */
const ROOT_ACCESS: LayerDecision = {
  layer: 'account',
  verdict: 'allowed',
  statements: [],
  unsettled: [],
  grant: DIRECT_GRANT,
};

function identityOutcome(request: PreparedRequest, set: PolicySet): LayerDecision | undefined {
  if (request.caller.type === 'root') return ROOT_ACCESS;
  if (needsNoIdentityPolicy(request.caller)) return undefined;
  const own = set.identityPolicies ?? NO_POLICIES;
  const policies = set.groupPolicies === undefined ? own : [...own, ...set.groupPolicies];
  return evaluateLayer('identity', policies, request);
}

/** Root users and those who are no IAM identity have no boundary. */
function boundaryOutcome(request: PreparedRequest, set: PolicySet): LayerDecision | undefined {
  const { permissionsBoundary } = set;
  if (!permissionsBoundary || request.caller.type === 'root' || needsNoIdentityPolicy(request.caller)) return undefined;
  return evaluateLayer('boundary', [permissionsBoundary], request);
}

/**
 * A federated user without session policy may do nothing of its own.
 * Source: IAM User Guide, "Permissions for GetFederationToken".
 */
function sessionOutcome(request: PreparedRequest, set: PolicySet): LayerDecision | undefined {
  const policies = set.sessionPolicies ?? NO_POLICIES;
  if (needsNoIdentityPolicy(request.caller)) return undefined;
  if (policies.length === 0 && request.caller.type !== 'federated-user') return undefined;
  return evaluateLayer('session', policies, request);
}

/** The resource policy, or an empty one where the lack of it means that nobody gets in. */
function resourceOutcome(request: PreparedRequest, set: PolicySet): LayerDecision | undefined {
  const isTrust = usesTrustPolicy(request);
  const policy = isTrust ? (set.trustPolicy ?? set.resourcePolicy) : set.resourcePolicy;
  const layer = isTrust ? 'trust' : 'resource';
  if (policy) return evaluateLayer(layer, [policy], request);
  const isNeeded = request.isCrossAccount || needsNoIdentityPolicy(request.caller) || resourceMustTrust(request);
  return isNeeded ? evaluateLayer(layer, NO_POLICIES, request) : undefined;
}

function levelOutcomes(
  levels: readonly OrganizationLevel[] | undefined,
  evaluate: (policies: readonly CompiledPolicy[]) => LayerDecision,
): readonly LayerDecision[] {
  if (levels === undefined || levels.length === 0) return NO_LEVELS;
  return levels.map(({ id, policies }) => {
    const { layer, verdict, statements, unsettled, grant } = evaluate(policies);
    return { layer, levelId: id, verdict, statements, unsettled, grant };
  });
}

/** Asks every layer. */
export function collectOutcomes(request: PreparedRequest, set: PolicySet): Outcomes {
  const scps = bindsScps(request, set) ? set.scps : undefined;
  const rcps = bindsRcps(request, set) ? set.rcps : undefined;
  return {
    scps: levelOutcomes(scps, (policies) => evaluateLayer('scp', policies, request)),
    rcps: levelOutcomes(rcps, (policies) => evaluateDenyOnly('rcp', policies, request)),
    endpoint: set.vpcEndpointPolicy && evaluateEndpoint(set.vpcEndpointPolicy, request),
    resource: resourceOutcome(request, set),
    identity: identityOutcome(request, set),
    boundary: boundaryOutcome(request, set),
    session: sessionOutcome(request, set),
  };
}

/** In the order in which AWS's page names the policy types. */
export function inOrder(outcomes: Outcomes): LayerDecision[] {
  const { rcps, scps, endpoint, resource, identity, boundary, session } = outcomes;
  const layers = [...scps, ...rcps];
  for (const layer of [endpoint, resource, identity, boundary, session]) {
    if (layer !== undefined) layers.push(layer);
  }
  return layers;
}
