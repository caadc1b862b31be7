import { RESOURCE_TYPES, type ObservedResource } from '../resource/observed-resource.js';

const PRINCIPALS: ReadonlySet<string> = new Set([RESOURCE_TYPES.role, RESOURCE_TYPES.user]);

/** Counts what a refresh met and what it changed. */
export class RefreshTally {
  principals = 0;
  changed = 0;

  count(page: readonly ObservedResource[]): void {
    this.principals += page.filter(({ resourceType }) => PRINCIPALS.has(resourceType)).length;
  }
}
