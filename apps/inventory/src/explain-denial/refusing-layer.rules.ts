import type { ReplyOf, explainDenial } from '@gatehouse/contracts';
import type { LayerName } from '@gatehouse/iam-policy';

/** A layer of policies, in the contract's words. */
export type RefusingLayer = ReplyOf<typeof explainDenial>['layer'];

const LAYERS: Readonly<Record<LayerName, RefusingLayer>> = {
  identity: 'identity',
  boundary: 'permissions-boundary',
  session: 'session-policy',
  resource: 'resource-policy',
  trust: 'trust-policy',
  scp: 'service-control-policy',
  rcp: 'resource-control-policy',
  'vpc-endpoint': 'unknown',
  account: 'unknown',
};

/** The policy engine's layer in the contract's words. */
export function layerOf(name: LayerName): RefusingLayer {
  return LAYERS[name];
}

/** Most telling first: a "resource control policy" is no "resource-based policy". */
const PHRASES: readonly (readonly [RegExp, RefusingLayer])[] = [
  [/service control policy/i, 'service-control-policy'],
  [/resource control policy/i, 'resource-control-policy'],
  [/permissions boundary/i, 'permissions-boundary'],
  [/session policy/i, 'session-policy'],
  [/(?:role )?trust policy/i, 'trust-policy'],
  [/resource-based policy/i, 'resource-policy'],
  [/identity-based policy/i, 'identity'],
];

/** The layer that AWS's own sentence names. Source: IAM User Guide, "Troubleshoot access denied error messages". */
export function layerInSentence(message: string): RefusingLayer {
  const reason = /(?:with an explicit deny in|because no) (.*)$/s.exec(message)?.[1] ?? '';
  return PHRASES.find(([phrase]) => phrase.test(reason))?.[1] ?? 'unknown';
}
