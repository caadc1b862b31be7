import type { Denial } from '@gatehouse/contracts';
import { suggestStatements, type NeededChange } from '@gatehouse/iam-policy';

type Call = Pick<Denial, 'principalArn' | 'action' | 'resourceArn'>;

/** Layers that somebody who asks for a permission of their own cannot have changed. */
const BEYOND_REQUESTS: ReadonlySet<NeededChange['layer']> = new Set([
  'scp',
  'rcp',
  'vpc-endpoint',
  'account',
  'session',
]);

/**
 * JSON of the least statement that would allow the call, and the policies it belongs into; null when no statement would:
 * something denies it outright, or a guardrail does not allow it.
 */
export function leastStatement(
  call: Call,
  changes: readonly NeededChange[],
): { readonly text: string; readonly layers: readonly NeededChange['layer'][] } | null {
  if (changes.length === 0) return null;
  if (changes.some(({ kind, layer }) => kind === 'remove-deny' || BEYOND_REQUESTS.has(layer))) return null;
  const layers = changes.map(({ layer }) => layer);
  const [document] = suggestStatements([{ action: call.action, resource: call.resourceArn }]).documents;
  const statement = (document as { readonly Statement?: readonly object[] } | undefined)?.Statement?.[0];
  if (statement === undefined) return null;
  return { text: JSON.stringify(inPolicyOf(call, layers, statement), null, 2), layers };
}

/** What only the resource has to say names who may; a trust policy is about its own role. */
function inPolicyOf(call: Call, layers: readonly NeededChange['layer'][], statement: object): object {
  if (layers.every((layer) => layer === 'trust')) {
    const { Resource: _resource, ...rest } = statement as { Resource?: unknown };
    return { ...rest, Principal: { AWS: call.principalArn } };
  }
  const isOfResource = layers.every((layer) => layer === 'resource');
  return isOfResource ? { ...statement, Principal: { AWS: call.principalArn } } : statement;
}
