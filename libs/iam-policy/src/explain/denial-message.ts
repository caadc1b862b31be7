import type { Decision } from '../evaluate/evaluate.js';
import type { LayerName } from '../evaluate/layer.js';
import { principalOf } from '../match/caller.js';

/** With article for an explicit deny, without for an implicit one. */
const PHRASES: Readonly<Record<Exclude<LayerName, 'account'>, readonly [explicit: string, implicit: string]>> = {
  identity: ['an identity-based policy', 'no identity-based policy'],
  resource: ['a resource-based policy', 'no resource-based policy'],
  trust: ['the role trust policy', 'no role trust policy'],
  boundary: ['a permissions boundary', 'no permissions boundary'],
  session: ['a session policy', 'no session policy'],
  scp: ['a service control policy', 'no service control policy'],
  rcp: ['a resource control policy', 'no resource control policy'],
  'vpc-endpoint': ['a VPC endpoint policy', 'no VPC endpoint policy'],
};

function callerName(principal: Decision['request']['principal']): string {
  const known = typeof principal === 'string' ? principalOf(principal) : principal;
  if ('arn' in known) return known.arn;
  if (known.type === 'service') return known.service;
  return known.type === 'federated' ? known.provider : 'anonymous';
}

/**
 * The sentence AWS answers a denied call with: "User: … is not authorized to perform: … on resource: …" and the reason.
 * AWS names one policy type only; so do we, the one in `decidedBy`. Undefined when the decision allows.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage(decision: Decision): string | undefined {
  if (decision.allowed) return undefined;
  const { request, decidedBy, verdict } = decision;
  const start = `User: ${callerName(request.principal)} is not authorized to perform: ${request.action}`;
  const subject = `${start} on resource: ${request.resource}`;
  if (decidedBy === 'account') return `${start}: roles may not be assumed by root accounts.`;
  const [explicit, implicit] = PHRASES[decidedBy];
  if (verdict === 'explicit-deny') return `${subject} with an explicit deny in ${explicit}`;
  return `${subject} because ${implicit} allows the ${request.action} action`;
}
