import type { AccessLevel, Catalogue } from '../catalogue/catalogue.js';
import { asciiLowerCase } from '../match/ascii.js';

/** Actions of one level, lower case, by service. */
export type ActionsByLevel = ReadonlyMap<AccessLevel, readonly string[]>;

const LEVELS = new WeakMap<Catalogue, ActionsByLevel>();

/** Every action of the catalogue by its levels; worked out once. */
export function actionsByLevel(catalogue: Catalogue): ActionsByLevel {
  const known = LEVELS.get(catalogue);
  if (known) return known;
  const byLevel = new Map<AccessLevel, string[]>();
  for (const prefix of catalogue.servicePrefixes) {
    for (const { fullName, accessLevels } of catalogue.actionsOf(prefix)) {
      for (const level of accessLevels) {
        const actions = byLevel.get(level) ?? [];
        actions.push(asciiLowerCase(fullName));
        byLevel.set(level, actions);
      }
    }
  }
  LEVELS.set(catalogue, byLevel);
  return byLevel;
}
