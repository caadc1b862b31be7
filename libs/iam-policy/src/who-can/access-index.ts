import { asciiLowerCase } from '../match/ascii.js';
import { NO, type Truth, YES, both, either, not } from '../match/truth.js';
import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import { isServiceLinkedArn } from '../evaluate/special-cases.js';
import { ArnOrder } from './arn-order.js';
import { limitAnswer, rcpAnswer, type LimitAnswer } from './limit-answer.js';
import { answerOf, prepareQuestion, type AccessQuestion, type DocumentAnswer } from './document-answer.js';
import { Interned } from './interned.js';
import { ResourceAnswers, SILENT, ownerOf } from './resource-answer.js';
import { verdictOf, type SetAnswer } from './verdict.js';

/** A policy as the index takes it: equal ids mean equal documents of one kind, e.g. a hash of kind and text. */
export interface IndexedDocument {
  readonly id: string;
  /** Called once for each id. */
  readonly compile: () => CompiledPolicy;
}

/** A principal and everything that limits it. */
export interface IndexedPrincipal {
  readonly arn: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly identityPolicies: readonly IndexedDocument[];
  readonly permissionsBoundary?: IndexedDocument;
  /**
   * From the root to the account; empty for the management account and for service-linked roles. Where all principals of
   * an account have the same, `limitAccount` says it once.
   */
  readonly scps?: readonly (readonly IndexedDocument[])[];
}

/** A question about a resource, with its policy when it has one. */
export interface WhoCanQuestion extends AccessQuestion {
  readonly resourcePolicy?: CompiledPolicy;
  /** Owner of the resource, when its ARN does not say. */
  readonly resourceAccountId?: string;
  /** From the root to the resource's account; absent for a management account's resources. */
  readonly rcps?: readonly (readonly CompiledPolicy[])[];
}

/** Somebody who can, perhaps only under conditions. */
export interface AccessHolderFound {
  readonly arn: string;
  readonly isConditional: boolean;
}

/** The compiled policies of a principal, as the index has them. */
export interface PrincipalPolicies {
  readonly identityPolicies: readonly CompiledPolicy[];
  readonly permissionsBoundary?: CompiledPolicy;
  /** Its own and its account's. */
  readonly scps: readonly (readonly CompiledPolicy[])[];
}

export interface WhoCanOptions {
  /** Rows at most, 1,000 by default. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly from?: number;
}

export interface WhoCan {
  /** Those who can for sure, or under conditions (`isConditional`), in the order in which the index got to know them. */
  readonly principals: readonly { readonly arn: string; readonly isConditional: boolean }[];
  readonly count: number;
  readonly conditionalCount: number;
  /** Where the next page begins; absent on the last. */
  readonly next?: number;
}

type Levels = readonly (readonly number[])[];

/** The documents of a principal, by number. */
interface PolicySetIds {
  readonly identity: readonly number[];
  readonly boundary: number | undefined;
  readonly scps: Levels;
}

/** What was worked out for one question; grows with the index. */
interface Answered {
  readonly key: string;
  readonly documents: DocumentAnswer[];
  readonly sets: SetAnswer[];
}

const MAX_REMEMBERED_QUESTIONS = 16;
const NOBODY = -1;
/** Documents answered, or principals judged, between two pauses of a search. */
const STEP = { documents: 64, principals: 8_192 };
const UNLIMITED: LimitAnswer = { allows: YES, denies: NO };

/**
 * Answers "who can do this?" over many principals. Documents are kept once, principals with the same documents share one
 * set, and a question is put to each document once: what is left per principal is a look-up. Answers to the latest
 * questions are kept, so that after a change only what is new is worked out.
 */
export class AccessIndex {
  readonly #documents = new Interned<CompiledPolicy>();
  readonly #sets = new Interned<PolicySetIds>();
  readonly #accounts = new Interned<string>();
  readonly #position = new Map<string, number>();
  readonly #arns: string[] = [];
  readonly #order = new ArnOrder(this.#arns);
  readonly #limitsOf = new Map<string, Levels>();
  #size = 0;
  #setOf = new Int32Array(1_024);
  #accountOf = new Int32Array(1_024);
  #answered: Answered[] = [];

  /** Principals in the index. */
  get size(): number {
    return this.#size;
  }

  /** Adds a principal, or replaces what was known of it. */
  put(principal: IndexedPrincipal): void {
    const { arn, accountId } = principal;
    const known = this.#position.get(arn);
    const at = known ?? this.#arns.push(arn) - 1;
    if (known === undefined) {
      this.#position.set(arn, at);
      this.#order.add(at);
      this.#makeRoom(at);
    }
    if (known === undefined || this.#setOf[at] === NOBODY) this.#size++;
    this.#setOf[at] = this.#setIdOf(principal);
    this.#accountOf[at] = this.#accounts.idOf(accountId, () => accountId);
  }

  /** Forgets a principal; one that is not there is forgotten already. */
  delete(arn: string): void {
    const at = this.#position.get(arn);
    if (at === undefined || this.#setOf[at] === NOBODY) return;
    this.#size--;
    this.#setOf[at] = NOBODY;
  }

  /** Whether a document of that id needs no compiling any more. */
  hasDocument(id: string): boolean {
    return this.#documents.has(id);
  }

  /** Every principal there is, in no order. */
  *principals(): Generator<string> {
    for (let at = 0; at < this.#arns.length; at++) if (this.#setOf[at] !== NOBODY) yield this.#arns[at] ?? '';
  }

  /** The service control policies that bind every principal of an account but service-linked roles. */
  limitAccount(accountId: string, scps: readonly (readonly IndexedDocument[])[]): void {
    this.#limitsOf.set(
      accountId,
      scps.map((level) => level.map((document) => this.#documentIdOf(document))),
    );
  }

  /** What the index knows of a principal; undefined when it does not know it. */
  policiesOf(arn: string): PrincipalPolicies | undefined {
    const at = this.#position.get(arn);
    const set = at === undefined ? undefined : this.#sets.values[this.#setOf[at] ?? NOBODY];
    if (at === undefined || set === undefined) return undefined;
    const limits = isServiceLinkedArn(arn) ? [] : (this.#limitsOf.get(this.#accountAt(at)) ?? []);
    const policy = (id: number) => this.#documents.values[id] as CompiledPolicy;
    return {
      identityPolicies: set.identity.map(policy),
      ...(set.boundary !== undefined && { permissionsBoundary: policy(set.boundary) }),
      scps: [...set.scps, ...limits].map((level) => level.map(policy)),
    };
  }

  /**
   * Those who can, in the order of their ARNs, behind a given one. Yields `undefined` now and then, where the caller can
   * let others run; the index may change meanwhile.
   */
  *holders(question: WhoCanQuestion, after = ''): Generator<AccessHolderFound | undefined> {
    yield* this.#answer(question);
    const numbers = this.#order.numbers;
    let verdictAt = this.#judge(question);
    for (let index = this.#order.firstAfter(after, numbers); index < numbers.length; index++) {
      if (index % STEP.principals === 0) {
        yield undefined;
        yield* this.#answer(question);
        verdictAt = this.#judge(question);
      }
      const at = numbers[index] ?? 0;
      const verdict = this.#setOf[at] === NOBODY ? NO : verdictAt(at);
      if (verdict !== NO) yield { arn: this.#arns[at] ?? '', isConditional: verdict !== YES };
    }
  }

  /** Which principals can do it. */
  whoCan(question: WhoCanQuestion, { limit = 1_000, from = 0 }: WhoCanOptions = {}): WhoCan {
    const found = new Page(limit, from);
    const verdictAt = this.#judge(question);
    for (let at = 0; at < this.#arns.length; at++) {
      const verdict = this.#setOf[at] === NOBODY ? NO : verdictAt(at);
      if (verdict !== NO) found.add(at, this.#arns[at] ?? '', verdict);
    }
    return found.asAnswer();
  }

  /** Whether one principal can do it: `YES`, `UNSURE` (under conditions) or `NO`; `NO` for one that is not known. */
  can(arn: string, question: WhoCanQuestion): Truth {
    const at = this.#position.get(arn);
    return at === undefined ? NO : this.#judge(question)(at);
  }

  #judge(question: WhoCanQuestion): (at: number) => Truth {
    for (const _pause of this.#answer(question)) continue;
    const { sets, documents } = this.#answered[0] as Answered;
    const owner = question.resourceAccountId ?? ownerOf(question.resource);
    const resource = question.resourcePolicy && new ResourceAnswers(question.resourcePolicy, question);
    const limitOf = this.#limitJudge(question, documents);
    const mustTrust = needsTrust(question);
    return (at) => {
      const account = this.#accountAt(at);
      const arn = this.#arns[at] ?? '';
      const own = sets[this.#setOf[at] ?? 0] as SetAnswer;
      const isCrossAccount = owner !== undefined && owner !== account;
      const verdict = verdictOf(own, resource?.answerTo(arn, account) ?? SILENT, { isCrossAccount, mustTrust });
      if (verdict === NO) return NO;
      const { allows, denies } = limitOf(arn, account);
      return both(verdict, both(allows, not(denies)));
    };
  }

  /** What the guardrails of the principal's account and of the resource's say, which bind no service-linked role. */
  #limitJudge(
    question: WhoCanQuestion,
    documents: readonly DocumentAnswer[],
  ): (arn: string, account: string) => LimitAnswer {
    const rcps = rcpAnswer(question);
    const byAccount = new Map<string, LimitAnswer>();
    return (arn, account) => {
      const known = byAccount.get(account);
      if (known !== undefined && !isServiceLinkedArn(arn)) return known;
      if (isServiceLinkedArn(arn)) return UNLIMITED;
      const levels = (this.#limitsOf.get(account) ?? []).map((level) => layerAnswer(level, documents));
      const answer = limitAnswer(levels, rcps);
      byAccount.set(account, answer);
      return answer;
    };
  }

  #accountAt(at: number): string {
    return this.#accounts.values[this.#accountOf[at] ?? 0] ?? '';
  }

  /** Makes the answers of all documents and sets complete, pausing now and then: only what is new is worked out. */
  *#answer(question: WhoCanQuestion): Generator<undefined> {
    const key = keyOf(question);
    const answered = this.#answered.find((each) => each.key === key) ?? { key, documents: [], sets: [] };
    const others = this.#answered.filter((each) => each !== answered);
    this.#answered = [answered, ...others].slice(0, MAX_REMEMBERED_QUESTIONS);
    const prepared = prepareQuestion(question, 'arn:aws:iam::111122223333:role/anybody');
    for (let id = answered.documents.length; id < this.#documents.values.length; id = answered.documents.length) {
      answered.documents.push(answerOf(this.#documents.values[id] as CompiledPolicy, prepared));
      if (id % STEP.documents === STEP.documents - 1) yield undefined;
    }
    for (let id = answered.sets.length; id < this.#sets.values.length; id++) {
      answered.sets.push(setAnswer(this.#sets.values[id] as PolicySetIds, answered.documents));
    }
    if (this.#answered[0] !== answered) this.#answered = [answered, ...this.#answered.filter((it) => it !== answered)];
  }

  #setIdOf({ identityPolicies, permissionsBoundary, scps = [] }: IndexedPrincipal): number {
    const ids: PolicySetIds = {
      identity: identityPolicies.map((document) => this.#documentIdOf(document)).sort((a, b) => a - b),
      boundary: permissionsBoundary && this.#documentIdOf(permissionsBoundary),
      scps: scps.map((level) => level.map((document) => this.#documentIdOf(document)).sort((a, b) => a - b)),
    };
    const key = `${ids.identity.join()}|${ids.boundary ?? ''}|${ids.scps.map((level) => level.join()).join('/')}`;
    return this.#sets.idOf(`${key}|${ids.scps.length}`, () => ids);
  }

  #documentIdOf({ id, compile }: IndexedDocument): number {
    return this.#documents.idOf(id, compile);
  }

  #makeRoom(at: number): void {
    if (at < this.#setOf.length) return;
    const larger = () => new Int32Array(this.#setOf.length * 2);
    const [sets, accounts] = [larger(), larger()];
    sets.set(this.#setOf);
    accounts.set(this.#accountOf);
    [this.#setOf, this.#accountOf] = [sets, accounts];
  }
}

/** Counts everybody, and keeps the rows of one page. */
class Page {
  readonly #principals: { arn: string; isConditional: boolean }[] = [];
  readonly #limit: number;
  readonly #from: number;
  #count = 0;
  #conditionalCount = 0;
  #next: number | undefined;

  constructor(limit: number, from: number) {
    this.#limit = limit;
    this.#from = from;
  }

  add(at: number, arn: string, verdict: Truth): void {
    if (verdict === YES) this.#count++;
    else this.#conditionalCount++;
    if (at < this.#from) return;
    if (this.#principals.length < this.#limit) this.#principals.push({ arn, isConditional: verdict !== YES });
    else this.#next ??= at;
  }

  asAnswer(): WhoCan {
    return {
      principals: this.#principals,
      count: this.#count,
      conditionalCount: this.#conditionalCount,
      ...(this.#next !== undefined && { next: this.#next }),
    };
  }
}

function keyOf({ action, resource, context = {} }: AccessQuestion): string {
  const entries = context instanceof Map ? [...context] : Object.entries(context);
  return JSON.stringify([asciiLowerCase(action), resource, entries]);
}

/** Keys and roles trust nobody of their own account unless their policy says so. */
function needsTrust({ action, resource }: AccessQuestion): boolean {
  const lower = asciiLowerCase(action);
  return lower.startsWith('sts:assumerole') || (lower.startsWith('kms:') && resource.includes(':key/'));
}

function setAnswer(ids: PolicySetIds, documents: Answered['documents']): SetAnswer {
  const identity = layerAnswer(ids.identity, documents);
  const boundary = ids.boundary === undefined ? undefined : layerAnswer([ids.boundary], documents);
  const levels = ids.scps.map((level) => layerAnswer(level, documents));
  const limits = [...(boundary ? [boundary] : []), ...levels];
  return {
    identity: identity.allows,
    boundary: boundary?.allows ?? YES,
    scps: levels.reduce((least: Truth, { allows }) => both(least, allows), YES),
    denies: limits.reduce((most: Truth, { denies }) => either(most, denies), identity.denies),
  };
}

function layerAnswer(ids: readonly number[], documents: readonly DocumentAnswer[]): DocumentAnswer {
  let [allows, denies]: [Truth, Truth] = [NO, NO];
  for (const id of ids) {
    const answer = documents[id] as DocumentAnswer;
    allows = either(allows, answer.allows);
    denies = either(denies, answer.denies);
  }
  return { allows, denies };
}
