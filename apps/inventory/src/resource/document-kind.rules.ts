import { RESOURCE_TYPES } from './observed-resource.js';

/** The part that a resource's one document plays. */
export type DocumentKind = 'trust' | 'document' | 'resource';

/** A role's document is its trust policy, a managed policy's what it says, that of all else the resource's own policy. */
export function documentKindOf(resourceType: string): DocumentKind {
  switch (resourceType) {
    case RESOURCE_TYPES.role:
      return 'trust';
    case RESOURCE_TYPES.managedPolicy:
      return 'document';
    default:
      return 'resource';
  }
}
