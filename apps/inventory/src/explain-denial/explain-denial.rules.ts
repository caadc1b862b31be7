import type { Denial, ReplyOf, explainDenial } from '@gatehouse/contracts';
import {
  evaluate,
  explain,
  loadPolicySet,
  type Decision,
  type NeededChange,
  type PolicySet,
  type PolicySource,
} from '@gatehouse/iam-policy';
import { deniedRequest, type DeniedPrincipal, type DeniedResource } from './denied-request.rules.js';
import { leastStatement } from './least-statement.rules.js';
import { layerInSentence, layerOf, type RefusingLayer } from './refusing-layer.rules.js';

/** All that is stored of who was denied, what for, and the policies between them. */
export interface DenialPicture {
  /** Null when the principal is not there any more, or never was seen. */
  readonly principal: DeniedPrincipal | null;
  readonly resource: DeniedResource;
  readonly policies: PolicySet<PolicySource>;
  /** What may decide as well and is not known, in words: `the service control policies`. */
  readonly missing: readonly string[];
}

/** The contract's reply, without the denial. */
export type DenialExplanation = Omit<ReplyOf<typeof explainDenial>, 'denial'>;

/** Source: S3 User Guide, "Blocking public access to your Amazon S3 storage". */
const SHUT =
  'S3 keeps every other account out of this bucket: its policy lets everybody in, and RestrictPublicBuckets is on, for the bucket or for its whole account. A policy that names the accounts it is for, instead of everybody, would let them in.';
const EXPLANATION_LENGTH = 4_000;

/** Which layer refuses such a call with the policies of today, and the least that would allow it. */
export function explainWith(denial: Denial, picture: DenialPicture, now: Date): DenialExplanation {
  const { principal, resource, policies, missing } = picture;
  if (principal === null) {
    const text = `${denial.principalArn} is not there, so nobody can tell what it may do. ${told(denial)}`;
    return answer({ layer: layerInSentence(denial.errorMessage), text });
  }
  if (resource.isShut === true) return answer({ layer: 'resource-policy', text: `${SHUT} ${told(denial)}` });
  const decision = evaluate(deniedRequest(denial, principal, resource, now), loadPolicySet(policies).policies);
  return decision.allowed ? allowedNow(denial, missing) : refusedNow(denial, decision);
}

interface Answer {
  readonly layer: RefusingLayer;
  readonly text: string;
  readonly isAllowed?: boolean;
  readonly statement?: string | null;
}

function answer({ layer, text, isAllowed = false, statement = null }: Answer): DenialExplanation {
  const explanation = text.trim().slice(0, EXPLANATION_LENGTH);
  return { wouldBeAllowedNow: isAllowed, layer, explanation, suggestedStatement: statement };
}

/**
 * Everything that is known allows it. If AWS named a layer that is not known here, that is still the best answer; else
 * what was denied then is allowed now.
 */
function allowedNow(denial: Denial, missing: readonly string[]): DenialExplanation {
  const layer = layerInSentence(denial.errorMessage);
  const isBlind = layer === 'session-policy' || missing.some((what) => what === BLIND_SPOTS[layer]);
  if (isBlind) {
    const text = `Every policy that is known here allows ${whatOf(denial)}. ${told(denial)} What that says today is not known here.`;
    return answer({ layer, text });
  }
  const besides = missing.length === 0 ? '' : ` Not known here: ${missing.join(', ')}.`;
  return answer({
    layer: 'unknown',
    isAllowed: missing.length === 0,
    text: `With the policies of today ${whatOf(denial)} is allowed.${besides} ${told(denial)}`,
  });
}

/** What a picture may lack, by the layer that it would be. */
export const BLIND_SPOTS: Readonly<Partial<Record<RefusingLayer, string>>> = {
  'service-control-policy': 'the service control policies',
  'resource-control-policy': 'the resource control policies',
  'resource-policy': "the resource's own policy",
  'trust-policy': "the role's trust policy",
};

function refusedNow(denial: Denial, decision: Decision): DenialExplanation {
  const { summary, layers, changes } = explain(decision);
  const refusing = layers.filter(({ verdict }) => verdict !== 'allowed').map(({ sentence }) => sentence);
  const least = leastStatement(denial, changes);
  const text = [summary, ...refusing, wayOut(changes, least?.layers ?? null)].join(' ');
  return answer({ layer: layerOf(decision.decidedBy), text, statement: least?.text ?? null });
}

const PLACES: Readonly<Record<NeededChange['layer'], string>> = {
  identity: 'an identity policy of the principal',
  boundary: 'its permissions boundary',
  session: 'the session policy',
  resource: "the resource's own policy",
  trust: "the role's trust policy",
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  'vpc-endpoint': "the VPC endpoint's policy",
  account: 'the account',
};

function wayOut(changes: readonly NeededChange[], layers: readonly NeededChange['layer'][] | null): string {
  if (layers !== null)
    return `It needs an Allow in ${[...new Set(layers)].map((layer) => PLACES[layer]).join(' and ')}.`;
  const guardrail = changes.find(({ layer }) => layer === 'scp' || layer === 'rcp');
  if (guardrail !== undefined) return 'No request could help as long as the guardrail of the organization stands.';
  const denies = changes.find(({ kind }) => kind === 'remove-deny');
  return denies === undefined ? '' : `No Allow could help as long as the Deny in ${PLACES[denies.layer]} stands.`;
}

function whatOf({ action, resourceArn }: Denial): string {
  return `${action} on ${resourceArn}`;
}

function told({ errorMessage }: Denial): string {
  const layer = layerInSentence(errorMessage);
  return layer === 'unknown' ? '' : `When it was denied, AWS named the ${layer.replaceAll('-', ' ')}.`;
}
