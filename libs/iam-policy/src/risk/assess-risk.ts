import { statementsOf } from '../compare/access-formula.js';
import { Grants } from './grants.js';
import { exposureReasons } from './exposure-reasons.js';
import { escalationReasons } from './escalation-reasons.js';
import { levelReasons } from './level-reasons.js';
import type { AssessedPolicies, RiskAssessment, RiskLevel, RiskOptions, RiskReason } from './risk-reason.js';
import { strongest } from './strongest.js';

/**
 * How risky a change of policies is: what becomes possible, weighed. Deterministic. Only what is new counts, so taking
 * access away never raises the score and adding access never lowers it: every reason is found or not by questions that
 * only grow with access (see `Grants`), and the score only grows with reasons and their weights, as the chance that one
 * of several independent things happens: 1 − Π (1 − weight).
 */
export function assessRisk(
  before: AssessedPolicies,
  after: AssessedPolicies,
  options: RiskOptions = {},
): RiskAssessment {
  const tooLarge = tooLargeIn(after);
  if (tooLarge) return { score: 100, level: 'critical', reasons: [tooLarge] };
  const change = { before: new Grants(tooLargeIn(before) ? {} : before), after: new Grants(after) };
  const reasons = strongest([
    ...escalationReasons(change),
    ...levelReasons(change, options),
    ...exposureReasons(before, after, options),
  ]);
  const chance = reasons.reduce((left, { weight }) => left * (1 - weight / 100), 1);
  const score = Math.round(100 * (1 - chance));
  return { score, level: levelOf(score), reasons };
}

/** Values beyond which nobody looks; AWS's limits are far below. */
const MAX_VALUES = 2_000;

/** Policies that nobody could assess count as the worst there is. */
function tooLargeIn(policies: AssessedPolicies): RiskReason | undefined {
  const statements = statementsOf(policies);
  const [first] = statements;
  const size = statements.reduce(
    (sum, { source }) => sum + 1 + (source.action?.values.length ?? 0) + (source.resource?.values.length ?? 0),
    0,
  );
  if (size <= MAX_VALUES || !first) return undefined;
  const sentence = `The policies hold more than ${String(MAX_VALUES)} actions and resources: too many to be assessed.`;
  return { id: 'not-assessed', weight: 100, sentence, statement: first.ref };
}

function levelOf(score: number): RiskLevel {
  if (score === 0) return 'none';
  if (score < 20) return 'low';
  if (score < 50) return 'medium';
  return score < 80 ? 'high' : 'critical';
}
