import {
  mayActor,
  type Actor,
  type EligibilityReason,
  type explainEligibility,
  type ReplyOf,
} from '@gatehouse/contracts';

/** Everything an explanation is made from. */
export interface Question {
  readonly roleArn: string;
  readonly actor: Actor;
  /** All names of the actor, as spelled here. */
  readonly identities: readonly string[];
  /** Why anybody at all is eligible for the role. */
  readonly reasons: readonly EligibilityReason[];
  readonly considered: readonly string[];
}

/** Reasons that a reply can hold. */
const REASONS_SHOWN = 500;
const CONSIDERED_SHOWN = 50;

/** Why the actor may assume the role or not, and who may: told to those who may, administrators and auditors. */
export function explain({
  roleArn,
  actor,
  identities,
  reasons,
  considered,
}: Question): ReplyOf<typeof explainEligibility> {
  const own = reasons.filter(({ identity }) => identities.includes(identity));
  const eligible = own.length > 0;
  const maySee = eligible || mayActor(actor, 'credentials.explain-for-others');
  return {
    roleArn,
    eligible,
    cliOnly: eligible && own.every(({ cliOnly }) => cliOnly),
    reasons: own.slice(0, REASONS_SHOWN),
    whoMay: maySee ? reasons.slice(0, REASONS_SHOWN) : [],
    whoMayIsHidden: !maySee,
    considered: considered.slice(0, CONSIDERED_SHOWN),
  };
}
