import { NO, type Truth, YES } from '../match/truth.js';
import type { CompiledPolicy } from '../evaluate/compile-policy.js';
import { DocumentStore } from './document-store.js';
import { FoundPage } from './found-page.js';
import type { IndexedDocument } from './indexed-document.js';
import { judge, type WhoCanQuestion } from './judge.js';
import { NONE } from './numbers-by-hash.js';
import { PolicySets } from './policy-sets.js';
import { PrincipalTable } from './principal-table.js';
import { RememberedAnswers } from './remembered-answers.js';

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

export interface AccessIndexOptions {
  /** Texts of so many bytes together are kept compiled; of others it is worked out again what they say. 4 MiB by default. */
  readonly compiledBytes?: number;
}

export interface WhoCanOptions {
  /** Rows at most, 1,000 by default. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly from?: number;
}

export interface WhoCan {
  /** Those who can for sure, or under conditions (`isConditional`), in the order in which the index got to know them. */
  readonly principals: readonly AccessHolderFound[];
  readonly count: number;
  readonly conditionalCount: number;
  /** Where the next page begins; absent on the last. */
  readonly next?: number;
}

/** So many changes of what principals have may have left behind as much as there is, or a hundred megabytes. */
const WORN = { least: 100_000, share: 1 };
/** Principals judged between two pauses of a search. */
const STEP = 8_192;

/**
 * Answers "who can do this?" over many principals. Documents are kept once, principals with the same documents share one
 * set, and a question is put to each document once: what is left per principal is a look-up. Answers to the latest
 * questions are kept, so that after a change only what is new is worked out.
 *
 * Documents, sets and principals are numbers here, and what belongs to a number stands in arrays apart from the heap,
 * whose collector would otherwise go through millions of small objects whenever it looks for garbage. In the order of a
 * question: `DocumentStore` answers for each document, `PolicySets` puts these answers together for each set, `judge`
 * looks a principal's set up (`PrincipalTable`), and adds what limits its account and what the resource's policy says.
 */
export class AccessIndex {
  readonly #documents: DocumentStore;
  readonly #sets = new PolicySets();
  readonly #principals = new PrincipalTable();
  readonly #limits = new Map<string, readonly (readonly number[])[]>();
  readonly #answers: RememberedAnswers;

  constructor({ compiledBytes }: AccessIndexOptions = {}) {
    this.#documents = new DocumentStore(compiledBytes);
    this.#answers = new RememberedAnswers(this.#documents, this.#sets);
  }

  /** Principals in the index. */
  get size(): number {
    return this.#principals.count;
  }

  /** Whether one made anew may be half as large: documents and sets that nobody has any more stay here. */
  get isWorn(): boolean {
    return this.#principals.left > WORN.least + WORN.share * this.size;
  }

  /** Adds a principal, or replaces what was known of it. */
  put({ arn, accountId, identityPolicies, permissionsBoundary, scps = [] }: IndexedPrincipal): void {
    const set = this.#sets.numberOf({
      identity: this.#numbersOf(identityPolicies),
      boundary: permissionsBoundary && this.#documents.numberOf(permissionsBoundary),
      scps: scps.map((level) => this.#numbersOf(level)),
    });
    this.#principals.put(arn, accountId, set);
  }

  /** Forgets a principal; one that is not there is forgotten already. */
  delete(arn: string): void {
    this.#principals.delete(arn);
  }

  /** Whether a document of that id is known, and will not be read again. */
  hasDocument(id: string): boolean {
    return this.#documents.has(id);
  }

  /** The service control policies that bind every principal of an account but service-linked roles. */
  limitAccount(accountId: string, scps: readonly (readonly IndexedDocument[])[]): void {
    this.#limits.set(
      accountId,
      scps.map((level) => this.#numbersOf(level)),
    );
  }

  /** What the index knows of a principal; undefined when it does not know it. */
  policiesOf(arn: string): PrincipalPolicies | undefined {
    const principals = this.#principals;
    const at = principals.find(arn);
    if (at === NONE) return undefined;
    const { identity, boundary, scps } = this.#sets.idsOf(principals.setOf(at));
    const account = principals.accounts.text(principals.accountOf(at));
    const limits = principals.isServiceLinked(at) ? [] : (this.#limits.get(account) ?? []);
    const policy = (number: number) => this.#documents.policy(number);
    return {
      identityPolicies: identity.map(policy),
      ...(boundary !== undefined && { permissionsBoundary: policy(boundary) }),
      scps: [...scps, ...limits].map((level) => level.map(policy)),
    };
  }

  /**
   * Those who can, in the order of their ARNs (by code points), behind a given one. Yields `undefined` now and then,
   * where the caller can let others run; the index may change meanwhile.
   */
  *holders(question: WhoCanQuestion, after = ''): Generator<AccessHolderFound | undefined> {
    const { arns, order } = this.#principals;
    let verdictAt = yield* this.#judge(question);
    const { numbers } = order;
    const first = order.firstAfter(after, numbers);
    for (let index = first; index < numbers.length; index++) {
      if (index % STEP === 0 && index > first) {
        yield undefined;
        verdictAt = yield* this.#judge(question);
      }
      const at = numbers[index] ?? NONE;
      const verdict = verdictAt(at);
      if (verdict !== NO) yield { arn: arns.text(at), isConditional: verdict !== YES };
    }
  }

  /** Which principals can do it. */
  whoCan(question: WhoCanQuestion, { limit = 1_000, from = 0 }: WhoCanOptions = {}): WhoCan {
    const { arns, size } = this.#principals;
    const page = new FoundPage(limit, from);
    const verdictAt = withoutPauses(this.#judge(question));
    for (let at = 0; at < size; at++) {
      const verdict = verdictAt(at);
      if (verdict !== NO) page.add(at, verdict);
    }
    const { rows, count, conditionalCount, next } = page;
    const principals = rows.map(({ at, isConditional }) => ({ arn: arns.text(at), isConditional }));
    return { principals, count, conditionalCount, ...(next !== undefined && { next }) };
  }

  /** Whether one principal can do it: `YES`, `UNSURE` (under conditions) or `NO`; `NO` for one that is not known. */
  can(arn: string, question: WhoCanQuestion): Truth {
    const at = this.#principals.find(arn);
    return at === NONE ? NO : withoutPauses(this.#judge(question))(at);
  }

  *#judge(question: WhoCanQuestion): Generator<undefined, (at: number) => Truth> {
    const answers = yield* this.#answers.to(question);
    return judge(question, answers, { principals: this.#principals, limits: this.#limits });
  }

  #numbersOf(documents: readonly IndexedDocument[]): number[] {
    return documents.map((document) => this.#documents.numberOf(document));
  }
}

function withoutPauses<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
