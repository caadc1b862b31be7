import type { CompiledStatement, StatementRef } from '../evaluate/compile-policy.js';
import type { Decision } from '../evaluate/evaluate.js';
import type { LayerDecision, LayerName } from '../evaluate/layer.js';
import { prepareRequest } from '../evaluate/request.js';
import { type NeededChange, neededChanges } from './changes.js';
import { type MissedElement, missOf } from './near-miss.js';
import { policiesOfLayer } from './policies-of-layer.js';

/** What one layer said, in a sentence. */
export interface LayerExplanation extends LayerDecision {
  readonly sentence: string;
}

/** A statement whose effect rests on a point that AWS's pages leave open, or on an element that cannot be read. */
export interface UnsettledStatement {
  readonly layer: LayerName;
  readonly statement: StatementRef;
  readonly sentence: string;
  /** The elements that leave it open. Empty for an Allow of a broken policy, which does not count whatever it says. */
  readonly elements: readonly MissedElement[];
}

/** Why a request is allowed or denied, for people. */
export interface Explanation {
  /** One sentence. */
  readonly summary: string;
  readonly layers: readonly LayerExplanation[];
  /** The statements that made the verdict. */
  readonly determining: readonly StatementRef[];
  /** For a denial: everything that must change, each with its nearest misses. */
  readonly changes: readonly NeededChange[];
  readonly unsettled: readonly UnsettledStatement[];
  /** Ids of policies that AWS would refuse: they only took away. */
  readonly brokenPolicies: readonly string[];
}

const NAMES: Readonly<Record<LayerName, string>> = {
  identity: 'the identity policies',
  resource: 'the resource policy',
  trust: 'the trust policy',
  boundary: 'the permissions boundary',
  session: 'the session policies',
  scp: 'the service control policies',
  rcp: 'the resource control policies',
  'vpc-endpoint': 'the VPC endpoint policy',
  account: 'the account',
};

const PLURAL: ReadonlySet<LayerName> = new Set(['identity', 'session', 'scp', 'rcp']);

/** A verb in the number of the layer's name: allow or allows. */
function verb(layer: LayerName, plural: string, singular: string): string {
  return PLURAL.has(layer) ? plural : singular;
}

/** `Sid` if there is one, else the number of the statement; with policy and line. */
export function statementName({ policyId, sid, index, range }: StatementRef): string {
  if (index < 0) return `${policyId} (cannot be read)`;
  const name = sid === undefined ? `statement ${String(index + 1)}` : `statement ${sid}`;
  return `${name} of ${policyId} (line ${String(range.line)})`;
}

const namesOf = (statements: readonly StatementRef[]): string => statements.slice(0, 3).map(statementName).join(', ');

const more = (statements: readonly StatementRef[]): string =>
  statements.length > 3 ? ` and ${String(statements.length - 3)} more` : '';

function subject({ layer, levelId }: LayerDecision): string {
  return levelId === undefined ? NAMES[layer] : `${NAMES[layer]} of ${levelId}`;
}

function layerSentence(decision: LayerDecision): string {
  const name = subject(decision);
  const start = name.charAt(0).toUpperCase() + name.slice(1);
  const by = decision.statements.length === 0 ? '' : `: ${namesOf(decision.statements)}`;
  const { layer, verdict } = decision;
  switch (verdict) {
    case 'allowed':
      return layer === 'rcp'
        ? `${start} do not stand in the way.`
        : `${start} ${verb(layer, 'allow', 'allows')} it${by}.`;
    case 'explicit-deny':
      return `${start} ${verb(layer, 'deny', 'denies')} it${by}.`;
    case 'implicit-deny':
      return `${start} ${verb(layer, 'do', 'does')} not allow it.`;
  }
}

function summaryOf({ reason, decidedBy, determining, request }: Decision): string {
  const what = `${request.action} on ${request.resource}`;
  switch (reason) {
    case 'allowed':
      return `${what} is allowed: every policy that must allow it does.`;
    case 'granted-by-resource':
      return `${what} is allowed: the resource's own policy names the caller in the same account (${namesOf(determining)}).`;
    case 'needs-no-permission':
      return `${what} is allowed: it needs no permission.`;
    case 'explicit-deny':
      return `${what} is denied by ${NAMES[decidedBy]}: ${namesOf(determining)}${more(determining)}.`;
    case 'not-allowed':
      return `${what} is denied: ${NAMES[decidedBy]} ${verb(decidedBy, 'do', 'does')} not allow it.`;
    case 'refused-to-root':
      return `${what} is denied: AWS refuses it to the root user.`;
  }
}

function unsettledOf(layer: LayerDecision, { request, policies }: Decision): UnsettledStatement[] {
  if (layer.unsettled.length === 0) return [];
  const prepared = prepareRequest(request, policies.permissionsBoundary !== undefined);
  const statements = policiesOfLayer(layer, policies).flatMap(({ allows, denies }) => [...allows, ...denies]);
  return statements
    .filter(({ ref }) => layer.unsettled.includes(ref))
    .map((statement) => {
      const elements = missOf(statement, prepared).missed.filter(({ isUnsettled }) => isUnsettled);
      return { layer: layer.layer, statement: statement.ref, sentence: unsettledSentence(statement), elements };
    });
}

function unsettledSentence({ ref, isVoid }: CompiledStatement): string {
  const name = statementName(ref);
  if (isVoid && ref.effect === 'Allow') return `What ${name} allows does not count: AWS would refuse the policy.`;
  if (isVoid) return `Not all of ${name} can be read, so its Deny counts.`;
  const outcome = ref.effect === 'Allow' ? 'so its Allow does not count' : 'so its Deny counts';
  return `Whether ${name} applies is not settled by AWS's documentation, ${outcome}.`;
}

function brokenIn({ policies }: Decision): string[] {
  const { identityPolicies = [], groupPolicies = [], sessionPolicies = [], scps = [], rcps = [] } = policies;
  const single = [
    policies.permissionsBoundary,
    policies.resourcePolicy,
    policies.trustPolicy,
    policies.vpcEndpointPolicy,
  ];
  const levels = [...scps, ...rcps].flatMap((level) => level.policies);
  const all = [...identityPolicies, ...groupPolicies, ...sessionPolicies, ...levels, ...single];
  return all.flatMap((policy) => (policy?.isBroken ? [policy.id] : []));
}

/** Explains a decision. Slower than deciding; ask for it only when somebody reads it. */
export function explain(decision: Decision): Explanation {
  return {
    summary: summaryOf(decision),
    layers: decision.layers.map((layer) => ({ ...layer, sentence: layerSentence(layer) })),
    determining: decision.determining,
    changes: neededChanges(decision),
    unsettled: decision.layers.flatMap((layer) => unsettledOf(layer, decision)),
    brokenPolicies: brokenIn(decision),
  };
}
