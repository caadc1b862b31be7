import { bindsRcps } from '../evaluate/special-cases.js';
import { NO, type Truth, YES, both, either } from '../match/truth.js';
import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import { answerOf, prepareQuestion, type AccessQuestion, type DocumentAnswer } from './document-answer.js';

/** What guardrails leave: every level must allow, none may deny. */
export interface LimitAnswer {
  readonly allows: Truth;
  readonly denies: Truth;
}

interface LimitedQuestion extends AccessQuestion {
  readonly rcps?: readonly (readonly CompiledPolicy[])[];
  readonly resourceAccountId?: string;
}

/**
 * What the resource's RCPs say, whoever asks: their Principal is `*`, so nothing but conditions tells callers apart.
 * Source: Organizations User Guide, "RCP syntax", Principal element.
 */
export function rcpAnswer(question: LimitedQuestion): LimitAnswer {
  const { rcps = [] } = question;
  const prepared = prepareQuestion(question, 'arn:aws:iam::111122223333:role/anybody');
  if (!bindsRcps(prepared.request, {})) return limitAnswer([]);
  return limitAnswer(
    rcps.map((level) => {
      const answers = level.map((policy) => answerOf(policy, prepared));
      return answers.reduce(eitherOf, { allows: NO, denies: NO });
    }),
  );
}

/** Levels together with what other levels leave. */
export function limitAnswer(
  levels: readonly DocumentAnswer[],
  others: LimitAnswer = { allows: YES, denies: NO },
): LimitAnswer {
  return levels.reduce<LimitAnswer>(
    (all, { allows, denies }) => ({ allows: both(all.allows, allows), denies: either(all.denies, denies) }),
    others,
  );
}

function eitherOf(one: DocumentAnswer, other: DocumentAnswer): DocumentAnswer {
  return { allows: either(one.allows, other.allows), denies: either(one.denies, other.denies) };
}
