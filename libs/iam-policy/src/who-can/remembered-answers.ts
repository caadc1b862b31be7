import { asciiLowerCase } from '../match/ascii.js';
import { documentBits } from './answer-bits.js';
import { prepareQuestion, type AccessQuestion, type PreparedQuestion } from './document-answer.js';
import type { DocumentStore } from './document-store.js';
import type { PolicySets } from './policy-sets.js';
import { withRoom } from './with-room.js';

/** Whoever asks: documents are asked without their principals. */
const ANYBODY = 'arn:aws:iam::111122223333:role/anybody';
const MAX_REMEMBERED_QUESTIONS = 16;
/** Answered between two pauses. */
const STEP = { documents: 64, sets: 65_536 };

/** What was worked out for one question: the bits of every document's and every set's answer, by number. */
export interface Answers {
  readonly documents: Uint8Array;
  readonly sets: Uint8Array;
}

/** Answers that grow with the index. */
class GrowingAnswers implements Answers {
  documents = new Uint8Array(8);
  sets = new Uint8Array(8);
  /** So many are worked out. */
  readonly done = { documents: 0, sets: 0 };

  constructor(readonly key: string) {}

  addDocument(bits: number): void {
    const number = this.done.documents++;
    this.documents = withRoom(this.documents, number + 1);
    this.documents[number] = bits;
  }

  addSet(bits: number): void {
    const number = this.done.sets++;
    this.sets = withRoom(this.sets, number + 1);
    this.sets[number] = bits;
  }
}

/** The answers to the latest questions, so that after a change only what is new is worked out. */
export class RememberedAnswers {
  readonly #documents: DocumentStore;
  readonly #sets: PolicySets;
  /** The latest first. */
  #latest: readonly GrowingAnswers[] = [];

  /** Both may grow. */
  constructor(documents: DocumentStore, sets: PolicySets) {
    this.#documents = documents;
    this.#sets = sets;
  }

  /** The answers of all documents and sets; yields where others can run, during which the index may grow. */
  *to(question: AccessQuestion): Generator<undefined, Answers> {
    const answers = this.#remembered(keyOf(question));
    const prepared = prepareQuestion(question, ANYBODY);
    const { done } = answers;
    while (done.documents < this.#documents.size || done.sets < this.#sets.size) {
      this.#askDocuments(answers, prepared);
      // A set is there after its documents, and so asked after them.
      if (done.documents === this.#documents.size) this.#askSets(answers);
      yield undefined;
    }
    return answers;
  }

  #askDocuments(answers: GrowingAnswers, prepared: PreparedQuestion): void {
    const end = Math.min(this.#documents.size, answers.done.documents + STEP.documents);
    const answerOf = this.#documents.answers(prepared);
    while (answers.done.documents < end) answers.addDocument(documentBits(answerOf(answers.done.documents)));
  }

  #askSets(answers: GrowingAnswers): void {
    const end = Math.min(this.#sets.size, answers.done.sets + STEP.sets);
    while (answers.done.sets < end) answers.addSet(this.#sets.answerOf(answers.done.sets, answers.documents));
  }

  #remembered(key: string): GrowingAnswers {
    const answers = this.#latest.find((each) => each.key === key) ?? new GrowingAnswers(key);
    const others = this.#latest.filter((each) => each !== answers);
    this.#latest = [answers, ...others].slice(0, MAX_REMEMBERED_QUESTIONS);
    return answers;
  }
}

function keyOf({ action, resource, context = {} }: AccessQuestion): string {
  const entries = context instanceof Map ? [...context] : Object.entries(context);
  return JSON.stringify([asciiLowerCase(action), resource, entries]);
}
