import type { StatementRef } from '../evaluate/compile-policy.js';
import { type Decision, evaluate } from '../evaluate/evaluate.js';
import type { LayerDecision, LayerName } from '../evaluate/layer.js';
import type { PolicySet } from '../evaluate/policy-set.js';
import { type PreparedRequest, prepareRequest } from '../evaluate/request.js';
import { needsNoIdentityPolicy, resourceMustTrust } from '../evaluate/special-cases.js';
import { ACCOUNT_GRANT, type Grant, NO_GRANT, ROLE_GRANT } from '../match/principal.js';
import { policiesOfLayer, withoutDenies } from './policies-of-layer.js';
import { type NearMiss, nearestMisses } from './near-miss.js';

/** Something that must be different for the request to be allowed. */
export interface NeededChange {
  readonly kind: 'remove-deny' | 'add-allow';
  readonly layer: LayerName;
  /** The organization level, for `scp` and `rcp`. */
  readonly levelId?: string;
  /** For `remove-deny`: the statements that deny. */
  readonly statements: readonly StatementRef[];
  /** For `add-allow`: the Allow statements that came nearest. */
  readonly nearestMisses: readonly NearMiss[];
  /** In the resource's own account, naming the caller in the resource policy would do as well. */
  readonly orResourcePolicy?: true;
}

const isSilent = ({ verdict }: LayerDecision): boolean => verdict === 'implicit-deny';

const LIMITS: ReadonlySet<LayerName> = new Set(['boundary', 'session']);
const OWN: ReadonlySet<LayerName> = new Set(['identity', 'boundary', 'session']);
const GATES: ReadonlySet<LayerName> = new Set(['scp', 'rcp', 'vpc-endpoint']);

/** Whether the resource policy's Allow is needed besides the caller's own. */
function needsResource(request: PreparedRequest): boolean {
  return request.isCrossAccount || needsNoIdentityPolicy(request.caller) || resourceMustTrust(request);
}

/** Identity policy, boundary and session policy, as far as their silence matters beside the resource policy's grant. */
function silentOwn(decision: Decision, grant: Grant): LayerDecision[] {
  const own = decision.layers.filter((layer) => OWN.has(layer.layer) && isSilent(layer));
  if (decision.isCrossAccount || grant < ROLE_GRANT) return own;
  return grant === ROLE_GRANT ? own.filter(({ layer }) => LIMITS.has(layer)) : [];
}

/** The layers whose silence keeps a request from being allowed. */
function silentLayers(decision: Decision, request: PreparedRequest): LayerDecision[] {
  const gates = decision.layers.filter((layer) => GATES.has(layer.layer) && isSilent(layer));
  const resource = decision.layers.filter(({ layer }) => layer === 'resource' || layer === 'trust');
  const wanting = needsResource(request) ? resource.filter(({ grant }) => grant < ACCOUNT_GRANT) : [];
  return [...gates, ...wanting, ...silentOwn(decision, resource[0]?.grant ?? NO_GRANT)];
}

function addAllow(layer: LayerDecision, decision: Decision, request: PreparedRequest): NeededChange {
  const policies = policiesOfLayer(layer, decision.policies);
  const isReplaceable = OWN.has(layer.layer) && !request.isCrossAccount && !needsResource(request);
  return {
    kind: 'add-allow',
    layer: layer.layer,
    ...(layer.levelId !== undefined && { levelId: layer.levelId }),
    statements: [],
    nearestMisses: nearestMisses(policies, request),
    ...(isReplaceable && { orResourcePolicy: true as const }),
  };
}

function removeDeny({ layer, levelId, statements }: LayerDecision): NeededChange {
  return { kind: 'remove-deny', layer, ...(levelId !== undefined && { levelId }), statements, nearestMisses: [] };
}

function additions(decision: Decision, policies: PolicySet): NeededChange[] {
  if (decision.allowed) return [];
  const request = prepareRequest(decision.request, policies.permissionsBoundary !== undefined);
  return silentLayers(decision, request).map((layer) => addAllow(layer, decision, request));
}

/**
 * All that must change for a denied request to be allowed: every Deny that applies, and every layer that is silent once
 * those are gone. Empty for an allowed request and for what no policy can change (`decidedBy` is `account`).
 */
export function neededChanges(decision: Decision): NeededChange[] {
  if (decision.allowed || decision.decidedBy === 'account') return [];
  if (decision.verdict === 'implicit-deny') return additions(decision, decision.policies);
  const removals = decision.layers.filter(({ verdict }) => verdict === 'explicit-deny').map(removeDeny);
  const otherwise = evaluate(decision.request, withoutDenies(decision.policies));
  // What is left over once no policy denies may be a rule that no policy can change.
  if (!otherwise.allowed && otherwise.decidedBy === 'account') return [];
  return [...removals, ...additions(otherwise, decision.policies)];
}
