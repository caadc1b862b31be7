import { RESOURCE_TYPES, type ObservedResource } from '../resource/observed-resource.js';
import type { CollectorOutcome } from './refresh-outcome.rules.js';

const PRINCIPALS: ReadonlySet<string> = new Set([RESOURCE_TYPES.role, RESOURCE_TYPES.user]);

/** Counts what a refresh met and what it changed. */
export class RefreshTally {
  principals = 0;
  changed = 0;

  constructor(
    /** The collector that brings principals. */
    private readonly identitiesId: string | undefined,
  ) {}

  count(page: readonly ObservedResource[]): void {
    this.principals += page.filter(({ resourceType }) => PRINCIPALS.has(resourceType)).length;
  }

  /** Null when not every principal was met. */
  principalsIn(outcomes: readonly CollectorOutcome[]): number | null {
    const identities = outcomes.find(({ collectorId }) => collectorId === this.identitiesId);
    return identities?.failure === null ? this.principals : null;
  }
}
