import { compareTexts } from '../normalise/statement-part.js';
import type { RiskReason } from './risk-reason.js';

/** Of each id the heaviest reason; the heaviest first, equal ones by name. */
export function strongest(reasons: Iterable<RiskReason>): RiskReason[] {
  const byId = new Map<string, RiskReason>();
  for (const reason of reasons) {
    const known = byId.get(reason.id);
    if (known === undefined || reason.weight > known.weight) byId.set(reason.id, reason);
  }
  return [...byId.values()].sort((one, other) => other.weight - one.weight || compareTexts(one.id, other.id));
}
