import type { CompiledPolicy, CompiledStatement } from '../evaluate/compile-policy.js';
import { prepareRequest } from '../evaluate/request.js';
import { ACCOUNT_GRANT, DIRECT_GRANT, NO_GRANT, ROLE_GRANT, type Grant } from '../match/principal.js';
import { NO, type Truth, UNSURE, both, either } from '../match/truth.js';
import { prepareQuestion, statementTruth, type AccessQuestion, type PreparedQuestion } from './document-answer.js';

/** What a resource policy says to one caller: how surely it denies, and how surely it grants at least so much. */
export interface ResourceAnswer {
  readonly denies: Truth;
  /** By delegation to the account, or more. */
  readonly account: Truth;
  /** By naming the role, or more: identity policies do not matter in the same account. */
  readonly role: Truth;
  /** By naming the user, the session or everybody: neither do boundaries. */
  readonly direct: Truth;
}

/** No resource policy, or one that says nothing. */
export const SILENT: ResourceAnswer = { denies: NO, account: NO, role: NO, direct: NO };

/**
 * A resource policy's answers. Callers that it names are asked one by one; all others of an account get one answer, since
 * nothing in the policy tells them apart but conditions, which make the answer conditional.
 */
export class ResourceAnswers {
  readonly #policy: CompiledPolicy;
  readonly #question: AccessQuestion;
  readonly #named: ReadonlySet<string>;
  /** Names of the roles of which a session is named. */
  readonly #namedBySession: ReadonlySet<string>;
  readonly #hasPattern: boolean;
  readonly #answers = new Map<string, ResourceAnswer>();
  readonly #answersToOthers = new Map<string, ResourceAnswer>();

  constructor(policy: CompiledPolicy, question: AccessQuestion) {
    this.#policy = policy;
    this.#question = question;
    this.#named = new Set(
      [...policy.allows, ...policy.denies].flatMap(
        ({ source }) => source.principal?.entries.map(({ value }) => value) ?? [],
      ),
    );
    this.#namedBySession = new Set(
      [...this.#named].flatMap((entry) => /:assumed-role\/([^/]*)\//.exec(entry)?.[1] ?? []),
    );
    this.#hasPattern = [...this.#named].some((entry) => entry.length > 1 && /[*?]/.test(entry));
  }

  answerTo(arn: string, account: string): ResourceAnswer {
    const isNamed = this.#isNamed(arn);
    const answers = isNamed ? this.#answers : this.#answersToOthers;
    const key = isNamed ? arn : account;
    const known = answers.get(key);
    if (known) return known;
    const answer = this.#ask(isNamed ? arn : `arn:aws:iam::${account}:role/anybody-else`);
    answers.set(key, answer);
    return answer;
  }

  /** Also by a session of the role, or by a pattern that is not settled: then the caller is asked itself. */
  #isNamed(arn: string): boolean {
    if (this.#hasPattern || this.#named.has(arn)) return true;
    return this.#namedBySession.size > 0 && this.#namedBySession.has(arn.slice(arn.lastIndexOf('/') + 1));
  }

  #ask(arn: string): ResourceAnswer {
    const question = prepareQuestion(this.#question, arn);
    let answer = SILENT;
    for (const statement of this.#policy.denies) {
      const { truth } = statement.matchesPrincipal(question.request);
      answer = { ...answer, denies: either(answer.denies, both(truth, statementTruth(statement, question))) };
    }
    if (this.#policy.isBroken) return answer;
    for (const statement of this.#policy.allows) answer = withGrant(answer, statement, question);
    return this.#orBySession(answer, arn);
  }

  /** A policy can name one session of the role, which may be this role's. */
  #orBySession(answer: ResourceAnswer, arn: string): ResourceAnswer {
    const name = `:assumed-role/${arn.slice(arn.lastIndexOf('/') + 1)}/`;
    const sessions = [...this.#named].filter((entry) => entry.includes(name));
    return sessions.reduce((current, session) => {
      const question = prepareQuestion(this.#question, session);
      const bySession = this.#policy.allows.reduce((each, statement) => withGrant(each, statement, question), SILENT);
      return mayAlso(current, bySession);
    }, answer);
  }
}

function withGrant(answer: ResourceAnswer, statement: CompiledStatement, question: PreparedQuestion): ResourceAnswer {
  const { truth, grant } = statement.matchesPrincipal(question.request);
  if (truth === NO) return answer;
  const applies = both(truth, statementTruth(statement, question));
  const worth: Grant = grant === NO_GRANT ? DIRECT_GRANT : grant;
  const at = (least: Grant, before: Truth): Truth => (worth >= least ? either(before, applies) : before);
  return {
    ...answer,
    account: at(ACCOUNT_GRANT, answer.account),
    role: at(ROLE_GRANT, answer.role),
    direct: at(DIRECT_GRANT, answer.direct),
  };
}

function mayAlso(answer: ResourceAnswer, other: ResourceAnswer): ResourceAnswer {
  const weakly = (truth: Truth): Truth => (truth === NO ? NO : UNSURE);
  return {
    denies: answer.denies,
    account: either(answer.account, weakly(other.account)),
    role: either(answer.role, weakly(other.role)),
    direct: either(answer.direct, weakly(other.direct)),
  };
}

/** The owner of a resource, when its ARN tells. */
export function ownerOf(resource: string): string | undefined {
  const { resourceAccount } = prepareRequest({ principal: 'anonymous', action: 'any:any', resource }, false);
  return resourceAccount;
}
