import { type Truth, both, either, not } from '../match/truth.js';
import type { ResourceAnswer } from './resource-answer.js';

/** What the policies of a principal say together; `UNSURE` where it depends on what is not known. */
export interface SetAnswer {
  readonly identity: Truth;
  readonly boundary: Truth;
  /** Every level allows. */
  readonly scps: Truth;
  readonly denies: Truth;
}

/**
 * The evaluation logic over answers that may be unsure; the same rules as `evaluate` has for certain ones.
 * Source: IAM User Guide, "Policy evaluation for requests within a single account" and "Cross-account policy
 * evaluation logic".
 */
export function verdictOf(
  own: SetAnswer,
  resource: ResourceAnswer,
  { isCrossAccount, mustTrust }: { readonly isCrossAccount: boolean; readonly mustTrust: boolean },
): Truth {
  const bySelf = both(own.identity, own.boundary);
  const byResource = either(resource.direct, both(resource.role, own.boundary));
  const isGranted = isCrossAccount
    ? both(bySelf, resource.account)
    : either(mustTrust ? both(bySelf, resource.account) : bySelf, byResource);
  return both(both(isGranted, own.scps), not(either(own.denies, resource.denies)));
}
