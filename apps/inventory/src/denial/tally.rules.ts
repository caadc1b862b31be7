import { placeOfArn } from '../collectors/arn.rules.js';
import { holderOf } from './holder.rules.js';
import type { ObservedDenial } from './observed-denial.js';
import { dayOf } from './window.rules.js';

/** The same refusal, as often as it was told in one go. */
export interface DenialTally {
  readonly denialId: string;
  readonly latest: ObservedDenial;
  readonly accountId: string;
  readonly holderArn: string | null;
  readonly firstAt: Date;
  /** By day in UTC. */
  readonly days: ReadonlyMap<string, number>;
}

/** Puts together what is the same; `idOf` gives the same id to the same words. */
export function tally(denials: readonly ObservedDenial[], idOf: (words: string) => string): DenialTally[] {
  const tallies = new Map<string, DenialTally>();
  for (const denial of denials) {
    const { principalArn, action, resourceArn, errorCode, source } = denial;
    const denialId = idOf(JSON.stringify([principalArn, action, resourceArn, errorCode, source]));
    tallies.set(denialId, added(tallies.get(denialId), denialId, denial));
  }
  return [...tallies.values()].sort((one, other) => (one.denialId < other.denialId ? -1 : 1));
}

function added(before: DenialTally | undefined, denialId: string, denial: ObservedDenial): DenialTally {
  const day = dayOf(denial.at);
  const days = new Map(before?.days).set(day, (before?.days.get(day) ?? 0) + 1);
  const isLatest = before === undefined || denial.at >= before.latest.at;
  return {
    denialId,
    latest: isLatest ? denial : before.latest,
    accountId: placeOfArn(denial.principalArn).accountId,
    holderArn: holderOf(denial.resourceArn),
    firstAt: before === undefined || denial.at < before.firstAt ? denial.at : before.firstAt,
    days,
  };
}
