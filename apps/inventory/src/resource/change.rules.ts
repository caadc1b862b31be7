import type { DataOf, resourceChanged } from '@gatehouse/contracts';
import { canonical } from './canonical.rules.js';
import { documentKindOf, type DocumentKind } from './document-kind.rules.js';
import { lastingSettings } from './lasting-settings.rules.js';
import type { ResourceContent } from './resource-parts.js';

/** A part of a resource that an event can name as changed. */
export type ChangedPart = DataOf<typeof resourceChanged>['changed'][number];

const PART_OF_DOCUMENT: Readonly<Record<DocumentKind, ChangedPart>> = {
  trust: 'trust-policy',
  resource: 'resource-policy',
  document: 'policy-document',
};

/** Which parts differ between what was stored and what was seen of a type, in the order of the contract. */
export function changedParts(resourceType: string, before: ResourceContent, after: ResourceContent): ChangedPart[] {
  const differs: Partial<Record<ChangedPart, readonly [unknown, unknown]>> = {
    settings: [factsOf(resourceType, before), factsOf(resourceType, after)],
    tags: [before.tags, after.tags],
    [PART_OF_DOCUMENT[documentKindOf(resourceType)]]: [before.parts.document, after.parts.document],
    'inline-policies': [before.parts.inline, after.parts.inline],
    'attached-policies': [before.parts.attached, after.parts.attached],
    'permissions-boundary': [before.parts.boundary, after.parts.boundary],
    groups: [before.parts.groups ?? [], after.parts.groups ?? []],
  };
  return (Object.entries(differs) as [ChangedPart, readonly [unknown, unknown]][])
    .filter(([, [one, other]]) => textOf(one) !== textOf(other))
    .map(([part]) => part);
}

function factsOf(resourceType: string, { settings, region, isPublic }: ResourceContent): unknown {
  return [lastingSettings(resourceType, settings), region, isPublic];
}

function textOf(value: unknown): string {
  return JSON.stringify(canonical(value));
}
