import type { DataOf, resourceChanged } from '@gatehouse/contracts';
import type { ResourceContent } from './resource-parts.js';

/** A part of a resource that an event can name as changed. */
export type ChangedPart = DataOf<typeof resourceChanged>['changed'][number];

/** Which parts differ between what was stored and what was seen, in the order of the contract. */
export function changedParts(before: ResourceContent, after: ResourceContent): ChangedPart[] {
  const differs: Partial<Record<ChangedPart, readonly [unknown, unknown]>> = {
    settings: [before.settings, after.settings],
    tags: [before.tags, after.tags],
    'trust-policy': [before.parts.document, after.parts.document],
    'inline-policies': [before.parts.inline, after.parts.inline],
    'attached-policies': [before.parts.attached, after.parts.attached],
    'permissions-boundary': [before.parts.boundary, after.parts.boundary],
  };
  return (Object.entries(differs) as [ChangedPart, readonly [unknown, unknown]][])
    .filter(([, [one, other]]) => canonical(one) !== canonical(other))
    .map(([part]) => part);
}

/** Postgres gives objects back with their keys in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
