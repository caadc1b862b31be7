import type { Breadth, Grant, Grants } from './grants.js';

/** Both sides of a change. */
export interface Change {
  readonly before: Grants;
  readonly after: Grants;
}

const SHARE: Readonly<Record<Breadth, number>> = { one: 0.6, many: 0.8, all: 1 };

/** The weight of a grant: less for fewer resources, and for one that has conditions. Never below 1. */
export function weightOf(grant: Grant, weight: number): number {
  const share = SHARE[grant.breadth] * (grant.conditions.size === 0 ? 1 : 0.8);
  return Math.max(1, Math.round(weight * share));
}

/** The grant that weighs most; the first of equals. */
export function heaviest(grants: readonly Grant[]): Grant | undefined {
  return grants.reduce<Grant | undefined>(
    (best, grant) => (best === undefined || weightOf(grant, 100) > weightOf(best, 100) ? grant : best),
    undefined,
  );
}

/** `on everything`, or the pattern. */
export function where({ pattern, except }: Grant): string {
  const short = pattern.length > 100 ? `${pattern.slice(0, 100)}…` : pattern;
  if (except.length > 0) return 'on everything with exceptions';
  return pattern === '*' ? 'on everything' : `on ${short}`;
}
