import { asciiLowerCase } from '../match/ascii.js';
import type { RiskReason } from './risk-reason.js';
import { ESCALATION_PATHS, type EscalationPath } from './escalation-paths.js';
import { type Grant, newGrants } from './grants.js';
import { type Change, heaviest, weightOf, where } from './weighing.js';

/** Actions that no principal has who is not meant to administer the account: with all of them it does. */
const ADMINISTRATION = [
  'iam:attachrolepolicy',
  'iam:putuserpolicy',
  'ec2:runinstances',
  's3:deletebucket',
  'kms:schedulekeydeletion',
];

/** New administrators, and paths to more permissions that a change completes. */
export function escalationReasons(change: Change): RiskReason[] {
  return [...administrator(change), ...ESCALATION_PATHS.flatMap((path) => reasonOf(path, change))];
}

function administrator({ before, after }: Change): RiskReason[] {
  const everywhere = (grants: readonly Grant[]) =>
    grants.filter(({ breadth, pattern }) => breadth === 'all' && pattern === '*');
  if (!ADMINISTRATION.every((action) => everywhere(after.of(action)).length > 0)) return [];
  const fresh = heaviest(ADMINISTRATION.flatMap((action) => everywhere(newGrants(action, before, after))));
  if (!fresh) return [];
  const sentence = 'Gives administration of the account: everything on everything, or nearly so.';
  return [{ id: 'administrator', weight: weightOf(fresh, 95), sentence, statement: fresh.statement }];
}

/** A path is new when all it needs is there, and something of it was not there before. */
function reasonOf({ id, weight, sentence, needs }: EscalationPath, { before, after }: Change): RiskReason[] {
  const groups = needs.map((alternatives) => alternatives.map(asciiLowerCase));
  const isComplete = groups.every((actions) => actions.some((action) => after.of(action).length > 0));
  if (!isComplete) return [];
  const fresh = heaviest(groups.flatMap((actions) => actions.flatMap((action) => newGrants(action, before, after))));
  if (!fresh) return [];
  const text = `Whoever has it could ${sentence} (${where(fresh)}).`;
  return [{ id, weight: weightOf(fresh, weight), sentence: text, statement: fresh.statement }];
}
