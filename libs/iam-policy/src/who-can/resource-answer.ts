import type { CompiledPolicy, CompiledStatement } from '../evaluate/compile-policy.js';
import { prepareRequest } from '../evaluate/request.js';
import { ACCOUNT_GRANT, DIRECT_GRANT, NO_GRANT, ROLE_GRANT, type Grant } from '../match/principal.js';
import { NO, type Truth, UNSURE, both, either } from '../match/truth.js';
import { prepareQuestion, statementTruth, type AccessQuestion, type PreparedQuestion } from './document-answer.js';
import type { PrincipalTable } from './principal-table.js';

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
  readonly #principals: PrincipalTable;
  readonly #named: ReadonlySet<string>;
  /** Those of them that the index knows, by number: who is not named is not spelled out. */
  readonly #namedNumbers: ReadonlySet<number>;
  /** Names of the roles of which a session is named. */
  readonly #namedBySession: ReadonlySet<string>;
  readonly #hasPattern: boolean;
  /** By the number of who asks. */
  readonly #answers = new Map<number, ResourceAnswer>();
  /** By the number of the account. */
  readonly #answersToOthers: ResourceAnswer[] = [];

  constructor(policy: CompiledPolicy, question: AccessQuestion, principals: PrincipalTable) {
    this.#policy = policy;
    this.#question = question;
    this.#principals = principals;
    this.#named = new Set(
      [...policy.allows, ...policy.denies].flatMap(
        ({ source }) => source.principal?.entries.map(({ value }) => value) ?? [],
      ),
    );
    this.#namedNumbers = new Set([...this.#named].map((entry) => principals.arns.find(entry)));
    this.#namedBySession = new Set(
      [...this.#named].flatMap((entry) => /:assumed-role\/([^/]*)\//.exec(entry)?.[1] ?? []),
    );
    this.#hasPattern = [...this.#named].some((entry) => entry.length > 1 && /[*?]/.test(entry));
  }

  /** Who asks and its account, by their numbers. */
  answerTo(at: number, account: number): ResourceAnswer {
    if (!this.#isNamed(at)) return (this.#answersToOthers[account] ??= this.#askForOthers(account));
    const known = this.#answers.get(at);
    if (known) return known;
    const answer = this.#ask(this.#principals.arns.text(at));
    this.#answers.set(at, answer);
    return answer;
  }

  /** Also by a session of the role, or by a pattern that is not settled: then the caller is asked itself. */
  #isNamed(at: number): boolean {
    if (this.#hasPattern || this.#namedNumbers.has(at)) return true;
    if (this.#namedBySession.size === 0) return false;
    const arn = this.#principals.arns.text(at);
    return this.#namedBySession.has(arn.slice(arn.lastIndexOf('/') + 1));
  }

  #askForOthers(account: number): ResourceAnswer {
    return this.#ask(`arn:aws:iam::${this.#principals.accounts.text(account)}:role/anybody-else`);
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
