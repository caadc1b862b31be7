import { asciiLowerCase } from '../match/ascii.js';
import { NO, type Truth, YES, both, not } from '../match/truth.js';
import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import { SET_ANSWERS } from './answer-bits.js';
import type { AccessQuestion } from './document-answer.js';
import { limitAnswer, rcpAnswer, type LimitAnswer } from './limit-answer.js';
import { NONE } from './numbers-by-hash.js';
import { layerAnswer } from './policy-sets.js';
import type { PrincipalTable } from './principal-table.js';
import type { Answers } from './remembered-answers.js';
import { ResourceAnswers, SILENT, ownerOf } from './resource-answer.js';
import { verdictOf, type SetAnswer } from './verdict.js';

/** A question about a resource, with its policy when it has one. */
export interface WhoCanQuestion extends AccessQuestion {
  readonly resourcePolicy?: CompiledPolicy;
  /** Owner of the resource, when its ARN does not say. */
  readonly resourceAccountId?: string;
  /** From the root to the resource's account; absent for a management account's resources. */
  readonly rcps?: readonly (readonly CompiledPolicy[])[];
}

/** Numbers of the SCPs of an account, level by level. */
export type AccountLimits = ReadonlyMap<string, readonly (readonly number[])[]>;

/** By the bits of a set: 1 where it allows nothing by itself, so that nobody who has it can unless the resource lets in. */
const HOPELESS = Uint8Array.from(SET_ANSWERS, ({ identity }) => (identity === NO ? 1 : 0));

const UNLIMITED: LimitAnswer = { allows: YES, denies: NO };

/** Judges principals by their numbers, with complete answers, as long as the index stays as it is. */
export function judge(
  question: WhoCanQuestion,
  answers: Answers,
  { principals, limits }: { readonly principals: PrincipalTable; readonly limits: AccountLimits },
): (at: number) => Truth {
  const owner = question.resourceAccountId ?? ownerOf(question.resource);
  const ownerNumber = owner === undefined ? NONE : principals.accounts.find(owner);
  const policy = question.resourcePolicy;
  const resource = policy && new ResourceAnswers(policy, question, principals);
  const limitOf = limitsByAccount(question, answers, { principals, limits });
  const mustTrust = needsTrust(question);
  const verdictBy = (bits: number, at: number, account: number): Truth => {
    const isCrossAccount = owner !== undefined && ownerNumber !== account;
    const ofResource = resource?.answerTo(at, account) ?? SILENT;
    return verdictOf(SET_ANSWERS[bits] as SetAnswer, ofResource, { isCrossAccount, mustTrust });
  };
  return (at) => {
    const set = principals.setOf(at);
    if (set === NONE) return NO;
    const bits = answers.sets[set] ?? 0;
    if (resource === undefined && HOPELESS[bits] === 1) return NO;
    const account = principals.accountOf(at);
    const verdict = verdictBy(bits, at, account);
    if (verdict === NO) return NO;
    const { allows, denies } = principals.isServiceLinked(at) ? UNLIMITED : limitOf(account);
    return both(verdict, both(allows, not(denies)));
  };
}

/** What the guardrails of the principal's account and of the resource's say, which bind no service-linked role. */
function limitsByAccount(
  question: WhoCanQuestion,
  { documents }: Answers,
  { principals, limits }: { readonly principals: PrincipalTable; readonly limits: AccountLimits },
): (account: number) => LimitAnswer {
  const rcps = rcpAnswer(question);
  const byAccount: LimitAnswer[] = [];
  return (account) => {
    const levels = () => limits.get(principals.accounts.text(account)) ?? [];
    return (byAccount[account] ??= limitAnswer(
      levels().map((level) => layerAnswer([level.length, ...level], 0, documents)),
      rcps,
    ));
  };
}

/** Keys and roles trust nobody of their own account unless their policy says so. */
function needsTrust({ action, resource }: AccessQuestion): boolean {
  const lower = asciiLowerCase(action);
  return lower.startsWith('sts:assumerole') || (lower.startsWith('kms:') && resource.includes(':key/'));
}
